import { placeholdersOf } from './captures.ts';
import { contains } from './char-set.ts';
import { textPieces } from './dataset-name.ts';
import { valueExpr } from './element.ts';
import { treeOf } from './mask-tree.ts';
import type { Mask } from './mask-types.ts';
import { type Nfa, nfaOf } from './nfa.ts';

/**
 * Whether a catalogue path can be the identity of a dataset of this mask: its text, with each `{{…}}` replaced by an escaped value
 * (SPEC 3.4). O(path² × separators) at worst, O(path) mostly.
 */
export function matchesPathOf(mask: Mask, path: string): boolean {
  if (!mask.hasSeparators) return mask.text === path;
  const { elements, limits } = treeOf(mask);
  const [first, ...rest] = textPieces(elements);
  if (!path.startsWith(first!)) return false;
  const separators = placeholdersOf(elements, ({ separates }) => separates);
  let places = new Set([first!.length]);
  separators.forEach(({ placeholder }, i) => {
    const nfa = nfaOf([valueExpr(placeholder.value)], limits);
    const next = new Set<number>();
    for (const place of places) {
      for (const end of valueEnds(nfa, path, place)) {
        if (path.startsWith(rest[i]!, end)) next.add(end + rest[i]!.length);
      }
    }
    places = next;
  });
  return places.has(path.length);
}

const SPECIAL = '{}*?\\';

/** Where a value that begins at `from` can end. A value's special characters stand escaped, the others bare. */
function valueEnds(nfa: Nfa, path: string, from: number): readonly number[] {
  const ends: number[] = [];
  let states = new Set([0]);
  let at = from;
  while (states.size > 0) {
    if ([...states].some((state) => nfa.accepts[state])) ends.push(at);
    if (at >= path.length) break;
    const escaped = path[at] === '\\';
    const char = String.fromCodePoint(path.codePointAt(at + (escaped ? 1 : 0)) ?? 0);
    if (escaped !== SPECIAL.includes(char)) break;
    states = step(nfa, states, char.codePointAt(0)!);
    at += char.length + (escaped ? 1 : 0);
  }
  return ends;
}

function step(nfa: Nfa, states: ReadonlySet<number>, point: number): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
      if (contains(nfa.sets[nfa.edgeSet[edge]!]!, point)) next.add(nfa.edgeTarget[edge]!);
    }
  }
  return next;
}
