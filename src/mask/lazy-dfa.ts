import { type ByteNfa, NO_ENTRY } from './byte-nfa.ts';
import { LoopSets } from './loop-sets.ts';

/** Words of the table that mean something else than a state. */
export const NOT_BUILT = -1;
export const DEAD = 0;

/**
 * A deterministic automaton made while it is used.
 *
 * Layout of `table`: a row of `stride` words a state, `stride` = classes + 1. A state is named by the offset of its row,
 * so that a step is `table[state + classes[byte]]` without a multiplication.
 *   word `c` (0 ≤ c < classes)  the state after a byte of class `c`; `NOT_BUILT`; or `DEAD`
 *   word `classes`              the lowest entry that takes a key ending here, or -1
 * Row 0 is never entered: its offset is `DEAD`. Row 1 is the start, before and after every `clear`.
 *
 * A state stands for a set of states of the `ByteNfa`: those that loop are a shared set (`LoopSets`), the others lie in
 * `#others`. When the bytes pass the cap everything is cleared and `epoch` grows: states kept by a caller are then void.
 */
export class LazyDfa {
  readonly nfa: ByteNfa;
  readonly stride: number;
  readonly start: number;
  table: Int32Array;
  epoch = 0;
  readonly #cap: number;
  readonly #loopSets: LoopSets;
  /** By row number: the set of looping states, and where in `#others` the rest begins; the next row's begin is its end. */
  #loops = new Int32Array(64);
  #begin = new Int32Array(65);
  #others = new Int32Array(256);
  #rows = 0;
  /** Open addressing over row numbers + 1; a power of two, at most half full. */
  #hashed = new Int32Array(128);
  readonly #mark: Int32Array;
  #round = 0;
  #next = new Int32Array(64);

  constructor(nfa: ByteNfa, tableBytes: number) {
    this.nfa = nfa;
    this.stride = nfa.classCount + 1;
    this.start = this.stride;
    this.table = new Int32Array(64 * this.stride);
    // Whatever the cap, the start and one more state must have room, or nothing could go on.
    this.#cap = Math.max(tableBytes, 16 * 1024);
    this.#loopSets = new LoopSets(nfa);
    this.#mark = new Int32Array(nfa.stateCount);
    this.#reset();
  }

  get states(): number {
    return this.#rows - 1;
  }

  /** Bytes in use, not bytes reserved. */
  get bytes(): number {
    const perRow = 4 * (this.stride + 4);
    return this.#rows * perRow + 4 * this.#begin[this.#rows]! + this.#loopSets.bytes;
  }

  accept(state: number): number {
    return this.table[state + this.stride - 1]!;
  }

  /** The states of the `ByteNfa` that a state stands for, ascending. O(n log n). */
  members(state: number): Int32Array {
    const row = state / this.stride;
    const loops = this.#loopSets.members(this.#loops[row]!);
    const others = this.#others.subarray(this.#begin[row]!, this.#begin[row + 1]!);
    const all = new Int32Array(loops.length + others.length);
    all.set(loops);
    all.set(others, loops.length);
    return all.sort();
  }

  /**
   * Builds the cell of a state and class, unless it is there, and returns its word: a state or `DEAD`. May replace `table`; may
   * clear everything, which the caller sees by `epoch`: then the returned state is the only valid one besides the start.
   */
  step(state: number, classNumber: number): number {
    const built = this.table[state + classNumber]!;
    if (built !== NOT_BUILT) return built;
    const row = state / this.stride;
    const { firstEdge, edgeSet, edgeTarget, loops, classCount, members } = this.nfa;
    const fromLoops = this.#loopSets.step(this.#loops[row]!, classNumber);
    let loopSet = fromLoops.loops;
    this.#round += 1;
    const round = this.#round;
    const mark = this.#mark;
    let count = fromLoops.others.length;
    this.#reserveNext(count);
    for (let i = 0; i < count; i++) {
      const target = fromLoops.others[i]!;
      mark[target] = round;
      this.#next[i] = target;
    }
    const end = this.#begin[row + 1]!;
    for (let i = this.#begin[row]!; i < end; i++) {
      const from = this.#others[i]!;
      for (let edge = firstEdge[from]!; edge < firstEdge[from + 1]!; edge++) {
        if (members[edgeSet[edge]! * classCount + classNumber] === 0) continue;
        const target = edgeTarget[edge]!;
        if (mark[target] === round) continue;
        mark[target] = round;
        if (loops[target] === 1) loopSet = this.#loopSets.plus(loopSet, target);
        else {
          this.#reserveNext(count + 1);
          this.#next[count] = target;
          count += 1;
        }
      }
    }
    if (count > fromLoops.others.length && count > 1) sortStart(this.#next, count);
    const epoch = this.epoch;
    const next = count === 0 && loopSet === 0 ? DEAD : this.#intern(loopSet, count);
    if (epoch === this.epoch) this.table[state + classNumber] = next;
    return next;
  }

  #reserveNext(count: number): void {
    if (count > this.#next.length) this.#next = grown(this.#next, 2 * count);
  }

  /** The state of a loop set and the first `count` words of `#next`, made if there is none. */
  #intern(loopSet: number, count: number): number {
    const known = this.#find(loopSet, count);
    if (this.#hashed[known]! > 0) return (this.#hashed[known]! - 1) * this.stride;
    const needed = 4 * (this.stride + 4 + count);
    if (this.bytes + needed > this.#cap && this.#rows > 2) {
      const loops = this.#loopSets.members(loopSet);
      const others = this.#next.slice(0, count);
      this.#reset();
      this.epoch += 1;
      this.#next.set(others);
      return this.#intern(this.#loopSets.of(loops), count);
    }
    return this.#addRow(loopSet, count, known);
  }

  #addRow(loopSet: number, count: number, slot: number): number {
    const row = this.#rows;
    const state = row * this.stride;
    if (state + this.stride > this.table.length) {
      const most = Math.min(2 * this.table.length, Math.floor(this.#cap / 4));
      this.table = grown(this.table, Math.max(state + this.stride, most));
    }
    if (row + 2 > this.#begin.length) {
      this.#loops = grown(this.#loops, 2 * row);
      this.#begin = grown(this.#begin, 2 * row);
    }
    const begin = this.#begin[row]!;
    if (begin + count > this.#others.length) {
      this.#others = grown(this.#others, 2 * (begin + count));
    }
    this.#others.set(this.#next.subarray(0, count), begin);
    this.#loops[row] = loopSet;
    this.#begin[row + 1] = begin + count;
    let accept = this.#loopSets.accept(loopSet);
    for (let i = 0; i < count; i++) accept = Math.min(accept, this.nfa.accepts[this.#next[i]!]!);
    this.table.fill(NOT_BUILT, state, state + this.stride - 1);
    this.table[state + this.stride - 1] = accept === NO_ENTRY ? -1 : accept;
    this.#rows = row + 1;
    this.#hashed[slot] = row + 1;
    if (2 * this.#rows > this.#hashed.length) this.#rehash();
    return state;
  }

  /** The slot where a set is, or where it would go. */
  #find(loopSet: number, count: number): number {
    const mask = this.#hashed.length - 1;
    let slot = hashOf(loopSet, this.#next, 0, count) & mask;
    for (; this.#hashed[slot]! > 0; slot = (slot + 1) & mask) {
      const row = this.#hashed[slot]! - 1;
      const begin = this.#begin[row]!;
      if (this.#loops[row] !== loopSet || this.#begin[row + 1]! - begin !== count) continue;
      let i = 0;
      while (i < count && this.#others[begin + i] === this.#next[i]) i += 1;
      if (i === count) break;
    }
    return slot;
  }

  #rehash(): void {
    const hashed = new Int32Array(2 * this.#hashed.length);
    const mask = hashed.length - 1;
    for (let row = 1; row < this.#rows; row++) {
      const begin = this.#begin[row]!;
      let slot = hashOf(this.#loops[row]!, this.#others, begin, this.#begin[row + 1]!) & mask;
      while (hashed[slot]! > 0) slot = (slot + 1) & mask;
      hashed[slot] = row + 1;
    }
    this.#hashed = hashed;
  }

  #reset(): void {
    this.#loopSets.clear();
    this.#hashed.fill(0);
    this.#rows = 1;
    this.#begin[1] = 0;
    this.table.fill(DEAD, 0, this.stride);
    let loopSet = 0;
    const { starts, loops } = this.nfa;
    loopSet = this.#loopSets.of(starts.filter((state) => loops[state] === 1));
    const others = starts.filter((state) => loops[state] === 0);
    this.#reserveNext(others.length);
    this.#next.set(others);
    this.#addRow(loopSet, others.length, this.#find(loopSet, others.length));
  }
}

function hashOf(seed: number, words: Int32Array, begin: number, end: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  for (let i = begin; i < end; i++) {
    hash = Math.imul(hash ^ words[i]!, 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  return hash ^ (hash >>> 16);
}

function grown(words: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(length);
  out.set(words);
  return out;
}

/** Sorts the first words in place. Sets are small, mostly of one to four states: by insertion then. */
function sortStart(words: Int32Array, count: number): void {
  if (count > 24) {
    words.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const word = words[i]!;
    let j = i - 1;
    for (; j >= 0 && words[j]! > word; j--) words[j + 1] = words[j]!;
    words[j + 1] = word;
  }
}
