import { type ByteNfa, NO_ENTRY } from './byte-nfa.ts';

/** From how many states on a set is worth sharing. */
export const BLOCK_SIZE = 64;
/** The block of no states. */
export const NO_BLOCK = 0;

/** What the states of a block become on one class, each list ascending; with the block of it where it is large enough. */
export interface BlockStep {
  /** Those that lead to themselves on some byte. */
  readonly loops: Int32Array;
  readonly loopBlock: number;
  readonly others: Int32Array;
  readonly otherBlock: number;
}

interface Block {
  /** Ascending. */
  readonly members: Int32Array;
  /** Lowest entry that one of them takes. */
  readonly accept: number;
  readonly steps: (BlockStep | undefined)[];
  readonly unions: Map<number, number>;
}

const EMPTY = new Int32Array(0);
const EMPTY_STEP: BlockStep = {
  loops: EMPTY,
  loopBlock: NO_BLOCK,
  others: EMPTY,
  otherBlock: NO_BLOCK,
};

/**
 * Large sets of states, shared. A thousand masks that begin with a wildcard are all alive after every byte: the
 * deterministic states that hold them share one block, which is stepped once a class instead of once a state and class.
 */
export class StateBlocks {
  readonly #nfa: ByteNfa;
  #blocks: Block[] = [];
  readonly #byHash = new Map<number, number[]>();
  readonly #mark: Int32Array;
  #round = 0;
  /** Bytes held, for the cap on the tables. */
  bytes = 0;
  /** Members looked at so far to make blocks: what large sets cost, whatever was cleared since. */
  work = 0;

  constructor(nfa: ByteNfa) {
    this.#nfa = nfa;
    this.#mark = new Int32Array(nfa.stateCount);
    this.clear();
  }

  clear(): void {
    this.#blocks = [{ members: EMPTY, accept: NO_ENTRY, steps: [], unions: new Map() }];
    this.#byHash.clear();
    this.bytes = 0;
  }

  members(id: number): Int32Array {
    return this.#blocks[id]!.members;
  }

  accept(id: number): number {
    return this.#blocks[id]!.accept;
  }

  /** O(log n). */
  has(id: number, state: number): boolean {
    if (id === NO_BLOCK) return false;
    const { members } = this.#blocks[id]!;
    let low = 0;
    let high = members.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (members[middle]! < state) low = middle + 1;
      else high = middle;
    }
    return members[low] === state;
  }

  /** The block of some states, ascending. O(n). */
  of(members: Int32Array): number {
    if (members.length === 0) return NO_BLOCK;
    let hash = members.length;
    for (const state of members) hash = Math.imul(hash ^ state, 0x85ebca6b) ^ (hash >>> 13);
    const known = this.#byHash.get(hash) ?? [];
    for (const id of known) {
      const other = this.#blocks[id]!.members;
      if (other.length === members.length && other.every((state, i) => state === members[i])) {
        return id;
      }
    }
    let accept = NO_ENTRY;
    for (const state of members) accept = Math.min(accept, this.#nfa.accepts[state]!);
    this.#blocks.push({ members, accept, steps: [], unions: new Map() });
    this.#byHash.set(hash, [...known, this.#blocks.length - 1]);
    this.bytes += 256 + 4 * members.length + 8 * this.#nfa.classCount;
    return this.#blocks.length - 1;
  }

  /** O(1) when asked again, else O(n). */
  union(a: number, b: number): number {
    if (a === b || b === NO_BLOCK) return a;
    if (a === NO_BLOCK) return b;
    const block = this.#blocks[a]!;
    let id = block.unions.get(b);
    if (id === undefined) {
      this.work += block.members.length + this.#blocks[b]!.members.length;
      const all = new Set([...block.members, ...this.#blocks[b]!.members]);
      id = this.of(Int32Array.from(all).sort());
      block.unions.set(b, id);
      this.bytes += 48;
    }
    return id;
  }

  /** O(1) when asked again, else O(edges of the members). */
  step(id: number, classNumber: number): BlockStep {
    if (id === NO_BLOCK) return EMPTY_STEP;
    const { members, steps } = this.#blocks[id]!;
    let step = steps[classNumber];
    if (step === undefined) {
      step = this.#makeStep(members, classNumber);
      steps[classNumber] = step;
      this.bytes += 96 + 4 * (step.loops.length + step.others.length);
    }
    return step;
  }

  #makeStep(members: Int32Array, classNumber: number): BlockStep {
    const { firstEdge, edgeSet, edgeTarget, loops: isLoop, classCount, members: inSet } = this.#nfa;
    this.#round += 1;
    this.work += members.length;
    const loops: number[] = [];
    const others: number[] = [];
    for (const state of members) {
      for (let edge = firstEdge[state]!; edge < firstEdge[state + 1]!; edge++) {
        const target = edgeTarget[edge]!;
        if (!inSet[edgeSet[edge]! * classCount + classNumber]) continue;
        if (this.#mark[target] === this.#round) continue;
        this.#mark[target] = this.#round;
        (isLoop[target] ? loops : others).push(target);
      }
    }
    return this.split(Int32Array.from(loops).sort(), Int32Array.from(others).sort());
  }

  /** Two ascending lists with their blocks. */
  split(loops: Int32Array, others: Int32Array): BlockStep {
    return {
      loops,
      loopBlock: loops.length < BLOCK_SIZE ? NO_BLOCK : this.of(loops),
      others,
      otherBlock: others.length < BLOCK_SIZE ? NO_BLOCK : this.of(others),
    };
  }
}
