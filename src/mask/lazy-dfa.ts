import { type ByteNfa, NO_ENTRY } from './byte-nfa.ts';
import { BLOCK_SIZE, NO_BLOCK, StateBlocks } from './state-blocks.ts';

/** Words of the table that mean something else than a state. */
export const NOT_BUILT = -1;
export const DEAD = 0;

/** Whatever the cap, the start and a few more states have room, or nothing could go on. */
const LEAST_BYTES = 16 * 1024;
const FIRST_ROWS = 16;

/**
 * A deterministic automaton made while it is used.
 *
 * Layout of `table`: a row of `stride` words a state, `stride` = classes + 1. A state is named by the offset of its row,
 * so that a step is `table[state + classes[byte]]` without a multiplication.
 *   word `c` (0 ≤ c < classes)  the state after a byte of class `c`; `NOT_BUILT`; or `DEAD`
 *   word `classes`              the lowest entry that takes a key ending here, or -1
 * Row 0 is never entered: its offset is `DEAD`. Row 1 is the start, before and after every `clear`.
 * Offsets stay below 2^31: the cap on bytes is far lower.
 *
 * A state stands for a set of states of the `ByteNfa`: a block of looping ones, a block of others (`StateBlocks`, both
 * mostly empty), and a few more in `#own`. When the bytes pass the cap everything is cleared and `epoch` grows: states kept by
 * a caller are then void.
 */
export class LazyDfa {
  readonly nfa: ByteNfa;
  readonly stride: number;
  readonly start: number;
  table: Int32Array;
  epoch = 0;
  readonly #cap: number;
  readonly #blocks: StateBlocks;
  /** By row, three words: the block of looping states, the block of others, where in `#own` the rest begins. */
  #rowWords = new Int32Array(3 * (FIRST_ROWS + 1));
  /** The own states of all rows, one row after the other, each ascending. */
  #own = new Int32Array(4 * FIRST_ROWS);
  #rows = 0;
  /** Open addressing over row numbers; a power of two, at most half full. */
  #hashed = new Int32Array(4 * FIRST_ROWS);
  readonly #mark: Int32Array;
  #round = 0;
  /** The own states of the set being made, and how many. */
  #next = new Int32Array(64);
  #count = 0;

  constructor(nfa: ByteNfa, tableBytes: number) {
    this.nfa = nfa;
    this.stride = nfa.classCount + 1;
    this.start = this.stride;
    this.table = new Int32Array(FIRST_ROWS * this.stride);
    this.#cap = Math.max(tableBytes, LEAST_BYTES);
    this.#blocks = new StateBlocks(nfa);
    this.#mark = new Int32Array(nfa.stateCount);
    this.#reset();
  }

  get states(): number {
    return this.#rows - 1;
  }

  /** Bytes in use, not bytes reserved. */
  get bytes(): number {
    return this.#rows * 4 * (this.stride + 5) + 4 * this.#ownBegin(this.#rows) + this.#blocks.bytes;
  }

  /** Members of large sets of states looked at so far. */
  get work(): number {
    return this.#blocks.work;
  }

  accept(state: number): number {
    return this.table[state + this.stride - 1]!;
  }

  /** The lowest entry that takes the key `bytes[begin, end)`, -1 for none. O(length). */
  takerOf(bytes: Uint8Array, begin: number, end: number): number {
    const { classes } = this.nfa;
    let table = this.table;
    let state = this.start | 0;
    for (let at = begin | 0; at < end; at = (at + 1) | 0) {
      const classNumber = classes[bytes[at]!]!;
      let next = table[(state + classNumber) | 0]!;
      if (next === NOT_BUILT) {
        next = this.step(state, classNumber);
        table = this.table;
      }
      if (next === DEAD) return -1;
      state = next | 0;
    }
    return this.accept(state);
  }

  /** The states of the `ByteNfa` that a state stands for. O(n). */
  members(state: number): readonly number[] {
    const row = state / this.stride;
    return [
      ...this.#blocks.members(this.#rowWords[3 * row]!),
      ...this.#blocks.members(this.#rowWords[3 * row + 1]!),
      ...this.#own.subarray(this.#ownBegin(row), this.#ownBegin(row + 1)),
    ];
  }

  /**
   * Builds the cell of a state and class, unless it is there, and returns its word: a state or `DEAD`. May replace `table`; may
   * clear everything, which the caller sees by `epoch`: then the returned state is the only valid one besides the start.
   */
  step(state: number, classNumber: number): number {
    const built = this.table[state + classNumber]!;
    if (built !== NOT_BUILT) return built;
    const row = state / this.stride;
    const fromLoops = this.#blocks.step(this.#rowWords[3 * row]!, classNumber);
    const fromOthers = this.#blocks.step(this.#rowWords[3 * row + 1]!, classNumber);
    const loops = this.#blocks.union(fromLoops.loopBlock, fromOthers.loopBlock);
    const others = this.#blocks.union(fromLoops.otherBlock, fromOthers.otherBlock);
    this.#round += 1;
    this.#count = 0;
    for (const step of [fromLoops, fromOthers]) {
      if (step.loopBlock === NO_BLOCK) this.#addAll(step.loops, loops);
      if (step.otherBlock === NO_BLOCK) this.#addAll(step.others, others);
    }
    const { firstEdge, edgeSet, edgeTarget, loops: isLoop, classCount, members } = this.nfa;
    const end = this.#ownBegin(row + 1);
    for (let i = this.#ownBegin(row); i < end; i++) {
      const from = this.#own[i]!;
      for (let edge = firstEdge[from]!; edge < firstEdge[from + 1]!; edge++) {
        if (members[edgeSet[edge]! * classCount + classNumber] === 0) continue;
        const target = edgeTarget[edge]!;
        this.#add(target, isLoop[target] === 1 ? loops : others);
      }
    }
    const epoch = this.epoch;
    const next = this.#state(loops, others);
    if (epoch === this.epoch) this.table[state + classNumber] = next;
    return next;
  }

  /** Adds a state to the set being made, unless it is there or in the block where it would be. */
  #add(target: number, block: number): void {
    if (this.#mark[target] === this.#round || this.#blocks.has(block, target)) return;
    this.#mark[target] = this.#round;
    if (this.#count === this.#next.length) this.#next = grown(this.#next, 2 * this.#count);
    this.#next[this.#count] = target;
    this.#count += 1;
  }

  #addAll(targets: Int32Array, block: number): void {
    for (const target of targets) this.#add(target, block);
  }

  /** The state of two blocks and what was added; `DEAD` where that is nothing. */
  #state(loopBlock: number, otherBlock: number): number {
    if (this.#count === 0 && loopBlock === NO_BLOCK && otherBlock === NO_BLOCK) return DEAD;
    sortStart(this.#next, this.#count);
    if (this.#count < 2 * BLOCK_SIZE) return this.#intern(loopBlock, otherBlock);
    // Many at once become blocks themselves, so that what follows is shared.
    const own = this.#next.slice(0, this.#count);
    const isLoop = (state: number) => this.nfa.loops[state] === 1;
    const large = this.#blocks.split(
      own.filter(isLoop),
      own.filter((state) => !isLoop(state)),
    );
    this.#count = 0;
    for (const state of own) {
      const block = isLoop(state) ? large.loopBlock : large.otherBlock;
      if (block === NO_BLOCK) this.#next[this.#count++] = state;
    }
    return this.#intern(
      this.#blocks.union(loopBlock, large.loopBlock),
      this.#blocks.union(otherBlock, large.otherBlock),
    );
  }

  /** The state of two blocks and the own states in `#next`, ascending; made if there is none. */
  #intern(loopBlock: number, otherBlock: number): number {
    const slot = this.#find(loopBlock, otherBlock);
    if (this.#hashed[slot]! > 0) return this.#hashed[slot]! * this.stride;
    const needed = 4 * (this.stride + 5 + this.#count);
    if (this.bytes + needed <= this.#cap || this.#rows <= 2) {
      return this.#addRow(loopBlock, otherBlock, slot);
    }
    const loops = this.#blocks.members(loopBlock);
    const others = this.#blocks.members(otherBlock);
    const own = this.#next.slice(0, this.#count);
    this.#reset();
    this.epoch += 1;
    this.#next.set(own);
    this.#count = own.length;
    return this.#intern(this.#blocks.of(loops), this.#blocks.of(others));
  }

  #addRow(loopBlock: number, otherBlock: number, slot: number): number {
    const row = this.#rows;
    const state = row * this.stride;
    if (state + this.stride > this.table.length) {
      const most = Math.min(2 * this.table.length, Math.floor(this.#cap / 4));
      this.table = grown(this.table, Math.max(state + this.stride, most));
    }
    if (3 * (row + 2) > this.#rowWords.length)
      this.#rowWords = grown(this.#rowWords, 6 * (row + 2));
    const begin = this.#ownBegin(row);
    const end = begin + this.#count;
    if (end > this.#own.length) this.#own = grown(this.#own, 2 * end);
    let accept = Math.min(this.#blocks.accept(loopBlock), this.#blocks.accept(otherBlock));
    for (let i = 0; i < this.#count; i++) {
      const own = this.#next[i]!;
      this.#own[begin + i] = own;
      accept = Math.min(accept, this.nfa.accepts[own]!);
    }
    this.#rowWords[3 * row] = loopBlock;
    this.#rowWords[3 * row + 1] = otherBlock;
    this.#rowWords[3 * (row + 1) + 2] = end;
    this.table.fill(NOT_BUILT, state, state + this.stride - 1);
    this.table[state + this.stride - 1] = accept === NO_ENTRY ? -1 : accept;
    this.#rows = row + 1;
    this.#hashed[slot] = row;
    if (2 * this.#rows > this.#hashed.length) this.#rehash();
    return state;
  }

  #ownBegin(row: number): number {
    return this.#rowWords[3 * row + 2]!;
  }

  /** The slot where a set is, or where it would go. */
  #find(loopBlock: number, otherBlock: number): number {
    const mask = this.#hashed.length - 1;
    let slot = hashOf(loopBlock, otherBlock, this.#next, 0, this.#count) & mask;
    for (; this.#hashed[slot]! > 0; slot = (slot + 1) & mask) {
      const row = this.#hashed[slot]!;
      const begin = this.#ownBegin(row);
      if (this.#rowWords[3 * row] !== loopBlock) continue;
      if (this.#rowWords[3 * row + 1] !== otherBlock) continue;
      if (this.#ownBegin(row + 1) - begin !== this.#count) continue;
      let i = 0;
      while (i < this.#count && this.#own[begin + i] === this.#next[i]) i += 1;
      if (i === this.#count) break;
    }
    return slot;
  }

  #rehash(): void {
    const hashed = new Int32Array(2 * this.#hashed.length);
    const mask = hashed.length - 1;
    for (let row = 1; row < this.#rows; row++) {
      const [loops, others] = [this.#rowWords[3 * row]!, this.#rowWords[3 * row + 1]!];
      const hash = hashOf(loops, others, this.#own, this.#ownBegin(row), this.#ownBegin(row + 1));
      let slot = hash & mask;
      while (hashed[slot]! > 0) slot = (slot + 1) & mask;
      hashed[slot] = row;
    }
    this.#hashed = hashed;
  }

  #reset(): void {
    this.#blocks.clear();
    this.#hashed.fill(0);
    this.#rows = 1;
    this.#rowWords.fill(0, 0, 6);
    this.table.fill(DEAD, 0, this.stride);
    this.#round += 1;
    this.#count = 0;
    this.#addAll(this.nfa.starts, NO_BLOCK);
    this.#state(NO_BLOCK, NO_BLOCK);
  }
}

function hashOf(a: number, b: number, words: Int32Array, begin: number, end: number): number {
  let hash = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0xc2b2ae35);
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
    let at = 1;
    while (at < count && words[at - 1]! < words[at]!) at += 1;
    if (at < count) words.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const word = words[i]!;
    let j = i - 1;
    for (; j >= 0 && words[j]! > word; j--) words[j + 1] = words[j]!;
    words[j + 1] = word;
  }
}
