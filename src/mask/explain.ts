import { contains } from './char-set.ts';
import { componentName, setName } from './expectations.ts';
import { treeOf } from './mask-tree.ts';
import type { Capture, MaskSet } from './mask-types.ts';
import { componentOfNote, type Nfa } from './nfa.ts';

/** What one entry of a mask list makes of a key. */
export type EntryVerdict =
  /** The first entry that takes the key. */
  | { readonly kind: 'wins'; readonly entry: number }
  /** Takes it too, but comes later. */
  | { readonly kind: 'too-late'; readonly entry: number }
  | {
      readonly kind: 'stops';
      readonly entry: number;
      /** Where the key stopped being the beginning of what the entry takes: UTF-16 units into the key. */
      readonly offset: number;
      /** The segment of the key that holds that place, from 1. */
      readonly segment: number;
      /** The place in that segment, in characters, from 1. */
      readonly character: number;
      /** What was there: one character, or the empty text at the key's end. */
      readonly found: string;
      /** What could have stood there: `digit`, `"/"`, `month 01-12`, `end of key`. At least one. */
      readonly expected: readonly string[];
    };

export interface KeyExplanation {
  /** Index of the winner, -1 where no entry takes the key. */
  readonly winner: number;
  /** Of the winner; empty where there is none. */
  readonly captures: readonly Capture[];
  /** Identity of the dataset where a mask wins. */
  readonly dataset?: string;
  /** One for every entry, in order. */
  readonly verdicts: readonly EntryVerdict[];
}

/** Says what every entry makes of a key (without the leading `/`). O(entries × length × states). */
export function explainKey(set: MaskSet, key: string): KeyExplanation {
  const bytes = new TextEncoder().encode(key);
  const winner = set.matcher().match(bytes, 0, bytes.length);
  const verdicts = set.entries.map(({ mask }, entry): EntryVerdict => {
    if (entry === winner) return { kind: 'wins', entry };
    const stop = stopOf(treeOf(mask).nfa, key);
    if (stop === undefined) return { kind: 'too-late', entry };
    return { kind: 'stops', entry, ...placeOf(key, stop.offset), expected: stop.expected };
  });
  if (winner < 0) return { winner, captures: [], verdicts };
  const captures = set.captures(winner, bytes) ?? [];
  const isMask = set.entries[winner]!.kind === 'mask';
  return {
    winner,
    captures,
    ...(isMask && { dataset: set.datasetOf(winner, bytes) }),
    verdicts,
  };
}

/** The first character that no way of reading the mask accepts; undefined where the mask takes the key. */
function stopOf(
  nfa: Nfa,
  key: string,
): { readonly offset: number; readonly expected: readonly string[] } | undefined {
  let states: readonly number[] = [0];
  let offset = 0;
  for (const char of key) {
    const point = char.codePointAt(0)!;
    const next = new Set<number>();
    for (const state of states) {
      for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
        if (contains(nfa.sets[nfa.edgeSet[edge]!]!, point)) next.add(nfa.edgeTarget[edge]!);
      }
    }
    if (next.size === 0) return { offset, expected: expectedAt(nfa, states) };
    states = [...next];
    offset += char.length;
  }
  if (states.some((state) => nfa.accepts[state] === 1)) return undefined;
  return { offset, expected: expectedAt(nfa, states) };
}

/** In the order of the mask's elements, each thing once. */
function expectedAt(nfa: Nfa, states: readonly number[]): readonly string[] {
  const edges = states.flatMap((state) =>
    Array.from({ length: nfa.firstEdge[state + 1]! - nfa.firstEdge[state]! }, (_, i) => {
      const edge = nfa.firstEdge[state]! + i;
      return { note: nfa.edgeNote[edge]!, set: nfa.sets[nfa.edgeSet[edge]!]! };
    }),
  );
  const names = edges
    .sort((a, b) => a.note - b.note)
    .map(({ note, set }) => {
      const component = componentOfNote(note);
      return component === undefined ? setName(set) : componentName(component);
    });
  if (states.some((state) => nfa.accepts[state] === 1)) names.push('end of key');
  return [...new Set(names)];
}

function placeOf(key: string, offset: number) {
  const before = key.slice(0, offset);
  const segments = before.split('/');
  const point = key.codePointAt(offset);
  return {
    offset,
    segment: segments.length,
    character: Array.from(segments.at(-1)!).length + 1,
    found: point === undefined ? '' : String.fromCodePoint(point),
  };
}
