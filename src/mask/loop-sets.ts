import { type ByteNfa, NO_ENTRY } from './byte-nfa.ts';

/** What a set of looping states becomes on one class: looping states, and the others, ascending. */
export interface LoopStep {
  readonly loops: number;
  readonly others: Int32Array;
}

interface LoopSet {
  /** Ascending. */
  readonly members: Int32Array;
  readonly hash: number;
  /** Lowest entry that one of them takes. */
  readonly accept: number;
  readonly steps: (LoopStep | undefined)[];
  /** Id of the set with one state more. */
  readonly plus: Map<number, number>;
}

const mix = (value: number): number => {
  const mixed = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

/**
 * Sets of the states that lead to themselves: wildcards and their like. Masks with wildcards stay in such states key after key, a
 * thousand of them together, so the sets are shared by the deterministic states and each is stepped once a class instead of
 * once a state and class. Set 0 is empty.
 */
export class LoopSets {
  readonly #nfa: ByteNfa;
  #sets: LoopSet[] = [];
  readonly #byHash = new Map<number, number[]>();
  readonly #mark: Int32Array;
  #round = 0;
  /** Bytes held, for the cap on the tables. */
  bytes = 0;

  constructor(nfa: ByteNfa) {
    this.#nfa = nfa;
    this.#mark = new Int32Array(nfa.stateCount);
    this.clear();
  }

  clear(): void {
    this.#sets = [];
    this.#byHash.clear();
    this.bytes = 0;
    this.#intern(new Int32Array(0), 0);
  }

  members(id: number): Int32Array {
    return this.#sets[id]!.members;
  }

  accept(id: number): number {
    return this.#sets[id]!.accept;
  }

  /** The set of these states, in any order. O(n log n). */
  of(states: Int32Array): number {
    const members = states.slice().sort();
    let hash = 0;
    for (const state of members) hash = (hash + mix(state)) | 0;
    return this.#intern(members, hash);
  }

  /** The set with one state more. O(1) when asked again, else O(n). */
  plus(id: number, state: number): number {
    const set = this.#sets[id]!;
    const known = set.plus.get(state);
    if (known !== undefined) return known;
    const at = lowerBound(set.members, state);
    let next = id;
    if (set.members[at] !== state) {
      const members = new Int32Array(set.members.length + 1);
      members.set(set.members.subarray(0, at));
      members[at] = state;
      members.set(set.members.subarray(at), at + 1);
      next = this.#intern(members, (set.hash + mix(state)) | 0);
    }
    set.plus.set(state, next);
    this.bytes += 32;
    return next;
  }

  /** O(1) when asked again, else O(edges of the members). */
  step(id: number, classNumber: number): LoopStep {
    const set = this.#sets[id]!;
    let step = set.steps[classNumber];
    if (step === undefined) {
      step = this.#makeStep(set.members, classNumber);
      set.steps[classNumber] = step;
      this.bytes += 48 + 4 * step.others.length;
    }
    return step;
  }

  #makeStep(members: Int32Array, classNumber: number): LoopStep {
    const { firstEdge, edgeSet, edgeTarget, loops, classCount, members: inSet } = this.#nfa;
    this.#round += 1;
    const staying: number[] = [];
    const others: number[] = [];
    for (const state of members) {
      for (let edge = firstEdge[state]!; edge < firstEdge[state + 1]!; edge++) {
        const target = edgeTarget[edge]!;
        if (!inSet[edgeSet[edge]! * classCount + classNumber]) continue;
        if (this.#mark[target] === this.#round) continue;
        this.#mark[target] = this.#round;
        (loops[target] ? staying : others).push(target);
      }
    }
    return { loops: this.of(Int32Array.from(staying)), others: Int32Array.from(others).sort() };
  }

  #intern(members: Int32Array, hash: number): number {
    const known = this.#byHash.get(hash) ?? [];
    for (const id of known) {
      const other = this.#sets[id]!.members;
      if (other.length === members.length && other.every((state, i) => state === members[i])) {
        return id;
      }
    }
    let accept = NO_ENTRY;
    for (const state of members) accept = Math.min(accept, this.#nfa.accepts[state]!);
    this.#sets.push({ members, hash, accept, steps: [], plus: new Map() });
    this.#byHash.set(hash, [...known, this.#sets.length - 1]);
    this.bytes += 256 + 4 * members.length + 8 * this.#nfa.classCount;
    return this.#sets.length - 1;
  }
}

function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
