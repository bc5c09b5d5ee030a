import { ANY, type CharSet, charSetId, contains } from './char-set.ts';
import { readableOf } from './char-table.ts';
import type { Nfa } from './nfa.ts';
import type { Budget, Comparable } from './product.ts';

/** A shortest key, the proof that there is none, or neither within the bounds. */
export type Beyond =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided' };

interface Node {
  /** One state of each required automaton. */
  readonly required: readonly number[];
  /** States of the forbidden automata, numbered one automaton after the other, ascending. */
  readonly forbidden: readonly number[];
  readonly parent: Node | undefined;
  readonly char: number;
}

/** Nodes of one search, and automata in it. */
const MOST_NODES = 20_000;
const MOST_AUTOMATA = 200;

/**
 * Searches a shortest key that all of `required` take and none of `forbidden` does: with one required automaton, the proof of
 * inclusion in a union. Without `orEmpty` a text of at least one character, as in `Products`. Breadth first over a state of each required automaton and the set of states of the forbidden ones.
 *
 * A node is dropped when one with the same required states and a subset of its forbidden states was met before: whatever key
 * the larger set does not take, the smaller does not take either, so the earlier node finds one no longer.
 */
export function findBeyond(
  required: readonly Comparable[],
  forbidden: readonly Comparable[],
  orEmpty: boolean,
  budget: Budget,
): Beyond {
  const all = [...required, ...forbidden];
  budget.left -= all.reduce((sum, { nfa }) => sum + nfa.stateCount, 0);
  if (all.length > MOST_AUTOMATA || budget.left <= 0) return { kind: 'undecided' };
  const alphabet = new Alphabet(all.map(({ nfa }) => nfa));
  const merged = new Merged(forbidden, required.length, alphabet);
  const met = new Map<string, (readonly number[])[]>();
  const queue: Node[] = [];
  const visit = (node: Node): boolean => {
    if (node.forbidden.some((state) => merged.takesAll[state])) return false;
    const id = node.required.join(',');
    const before = met.get(id) ?? [];
    if (before.some((set) => isSubset(set, node.forbidden))) return false;
    met.set(id, [...before.filter((set) => !isSubset(node.forbidden, set)), node.forbidden]);
    queue.push(node);
    return (
      node.required.every((state, i) => required[i]!.nfa.accepts[state] === 1) &&
      !node.forbidden.some((state) => merged.accepts[state])
    );
  };
  for (const starts of combinations(required.map((one) => one.starts))) {
    const node = { required: starts, forbidden: merged.starts, parent: undefined, char: 0 };
    if (visit(node) && orEmpty) return { kind: 'key', key: textOf(node) };
  }
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i]!;
    if (queue.length > MOST_NODES || budget.left <= 0) return { kind: 'undecided' };
    budget.left -= 1 + node.forbidden.length;
    for (let c = 0; c < alphabet.size; c++) {
      const nexts = combinations(
        node.required.map((state, r) => alphabet.targets(required[r]!.nfa, r, state, c)),
      );
      if (nexts.length === 0) continue;
      const set = merged.step(node.forbidden, c);
      for (const states of nexts) {
        const next = { required: states, forbidden: set, parent: node, char: alphabet.chars[c]! };
        if (visit(next)) return { kind: 'key', key: textOf(next) };
      }
    }
  }
  return { kind: 'none' };
}

/** The characters that matter: one, the most readable, for each class that the sets of some automata do not tell apart. */
class Alphabet {
  readonly chars: readonly number[];
  /** By automaton and set: whether it holds class `c`. */
  readonly #holds: readonly (readonly Uint8Array[])[];

  constructor(nfas: readonly Nfa[]) {
    const sets = new Map<string, CharSet>();
    for (const nfa of nfas) {
      for (const set of nfa.sets) sets.set(charSetId(set), set);
    }
    // Between two neighbouring cuts no set begins or ends; pieces in the same sets are one class.
    const cuts = new Set([0, 0xe000]);
    for (const set of sets.values()) {
      for (let i = 0; i < set.length; i += 2) cuts.add(set[i]!).add(set[i + 1]! + 1);
    }
    const sorted = [...cuts].sort((a, b) => a - b);
    const pieces = new Map<string, number[]>();
    const list = [...sets.values()];
    sorted.forEach((lo, i) => {
      const hi = (sorted[i + 1] ?? 0x110000) - 1;
      if (lo > 0x10ffff || (lo >= 0xd800 && lo <= 0xdfff)) return;
      const id = list.map((set) => (contains(set, lo) ? 1 : 0)).join('');
      if (!id.includes('1')) return;
      pieces.set(id, [...(pieces.get(id) ?? []), lo, Math.min(hi, lo < 0xd800 ? 0xd7ff : hi)]);
    });
    this.chars = [...pieces.values()].map((piece) => readableOf(piece));
    this.#holds = nfas.map((nfa) =>
      nfa.sets.map((set) => Uint8Array.from(this.chars, (char) => (contains(set, char) ? 1 : 0))),
    );
  }

  get size(): number {
    return this.chars.length;
  }

  /** Where a state of automaton number `index` can go on class `c`. */
  targets(nfa: Nfa, index: number, state: number, c: number): readonly number[] {
    const out: number[] = [];
    for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
      const target = nfa.edgeTarget[edge]!;
      if (this.#holds[index]![nfa.edgeSet[edge]!]![c] === 1 && !out.includes(target))
        out.push(target);
    }
    return out;
  }
}

/** Automata side by side, as one that takes what any of them takes. */
class Merged {
  readonly starts: readonly number[];
  readonly accepts: readonly boolean[];
  /** Accepting, and stays there whatever comes. */
  readonly takesAll: readonly boolean[];
  readonly #nfas: readonly Nfa[];
  readonly #bases: readonly number[];
  readonly #indexOf: readonly number[];
  readonly #first: number;
  readonly #alphabet: Alphabet;

  constructor(list: readonly Comparable[], first: number, alphabet: Alphabet) {
    this.#nfas = list.map(({ nfa }) => nfa);
    this.#first = first;
    this.#alphabet = alphabet;
    const bases: number[] = [];
    const indexOf: number[] = [];
    for (const [index, nfa] of this.#nfas.entries()) {
      bases.push(indexOf.length);
      for (let state = 0; state < nfa.stateCount; state++) indexOf.push(index);
    }
    this.#bases = bases;
    this.#indexOf = indexOf;
    this.starts = list
      .flatMap(({ starts }, i) => starts.map((state) => bases[i]! + state))
      .sort((a, b) => a - b);
    this.accepts = this.#nfas.flatMap((nfa) => Array.from(nfa.accepts, (bit) => bit === 1));
    const any = charSetId(ANY);
    this.takesAll = this.#nfas.flatMap((nfa) => {
      const whole = nfa.sets.map((set) => charSetId(set) === any);
      return Array.from(nfa.accepts, (bit, state) => {
        if (bit === 0) return false;
        for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
          if (nfa.edgeTarget[edge] === state && whole[nfa.edgeSet[edge]!]) return true;
        }
        return false;
      });
    });
  }

  step(states: readonly number[], c: number): readonly number[] {
    const next = new Set<number>();
    for (const state of states) {
      const index = this.#indexOf[state]!;
      const base = this.#bases[index]!;
      const targets = this.#alphabet.targets(
        this.#nfas[index]!,
        this.#first + index,
        state - base,
        c,
      );
      for (const target of targets) next.add(base + target);
    }
    return [...next].sort((a, b) => a - b);
  }
}

/** Both ascending. O(a + b). */
function isSubset(a: readonly number[], b: readonly number[]): boolean {
  let j = 0;
  for (const one of a) {
    while (j < b.length && b[j]! < one) j += 1;
    if (b[j] !== one) return false;
  }
  return true;
}

function combinations(lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return lists.reduce<readonly (readonly number[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((one) => [...row, one])),
    [[]],
  );
}

function textOf(last: Node): string {
  const chars: string[] = [];
  for (let node: Node | undefined = last; node?.parent !== undefined; node = node.parent) {
    chars.push(String.fromCodePoint(node.char));
  }
  return chars.reverse().join('');
}
