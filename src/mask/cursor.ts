import { DEAD, type LazyDfa } from './lazy-dfa.ts';

const ALIVE = 0x7fffffff;

/**
 * One automaton walking over keys, remembering its states along the last key.
 *
 * Resuming is right in any order: the state after `d` bytes depends on those bytes only, so a key that shares its first
 * `d` bytes with the last one is in `#trail[d]` after them. If the last key died within those bytes, so does this one.
 * Sorted keys share most of their bytes, which is why it is fast.
 */
export class Cursor {
  readonly #dfa: LazyDfa;
  /** Lowest entry of this automaton: where a lower one has won there is nothing to gain. */
  readonly #lowest: number;
  /** `#trail[d]` is the state after `d` bytes of the last key, for `#validFrom` ≤ d < `#deadAt`, and for d = 0. */
  #trail = new Int32Array(1025);
  #deadAt = ALIVE;
  #validFrom = 0;
  #epoch: number;
  /** Bytes that the last key walked shares with all keys since. */
  #kept = ALIVE;

  constructor(dfa: LazyDfa, lowest: number) {
    this.#dfa = dfa;
    this.#lowest = lowest;
    this.#epoch = dfa.epoch;
    this.#trail[0] = dfa.start;
  }

  /**
   * Lowers `winners[i]` to the first entry of this automaton that takes key `i`, where it is lower; -1 is none. `shared` as
   * from `commonPrefixes`. O(bytes not shared).
   */
  run(
    keys: Uint8Array,
    offsets: Uint32Array,
    count: number,
    shared: Int32Array,
    winners: Int32Array,
  ): void {
    const dfa = this.#dfa;
    const { classes } = dfa.nfa;
    const acceptWord = dfa.stride - 1;
    const start = dfa.start;
    const lowest = this.#lowest;
    let table = dfa.table;
    let trail = this.#trail;
    let epoch = dfa.epoch;
    let validFrom = this.#epoch === epoch ? this.#validFrom : ALIVE;
    let deadAt = this.#deadAt;
    let kept = this.#kept;
    for (let i = 0; i < count; i++) {
      const before = winners[i]!;
      let depth = shared[i]!;
      if (kept < depth) depth = kept;
      if (before >= 0 && before < lowest) {
        kept = depth;
        continue;
      }
      kept = ALIVE;
      if (depth >= deadAt) continue;
      if (depth < validFrom) {
        depth = 0;
        validFrom = 0;
      }
      const begin = offsets[i]!;
      const length = offsets[i + 1]! - begin;
      if (length >= trail.length) {
        this.#trail = new Int32Array(2 * length);
        this.#trail.set(trail);
        trail = this.#trail;
      }
      let state = depth === 0 ? start : trail[depth]!;
      deadAt = ALIVE;
      for (;;) {
        // The hot loop: three loads and a store a byte, and one condition that every rare case shares.
        while (depth < length) {
          const next = table[state + classes[keys[begin + depth]!]!]!;
          if (next <= DEAD) break;
          depth += 1;
          trail[depth] = next;
          state = next;
        }
        if (depth === length) break;
        state = dfa.step(state, classes[keys[begin + depth]!]!);
        table = dfa.table;
        depth += 1;
        if (state === DEAD) {
          deadAt = depth;
          break;
        }
        trail[depth] = state;
        if (epoch !== dfa.epoch) {
          // The states before this one are void; this one is not.
          epoch = dfa.epoch;
          validFrom = depth;
        }
      }
      if (deadAt === ALIVE) {
        const winner = table[state + acceptWord]!;
        if (winner >= 0 && (before < 0 || winner < before)) winners[i] = winner;
      }
    }
    this.#epoch = epoch;
    this.#validFrom = validFrom;
    this.#deadAt = deadAt;
    this.#kept = kept;
  }
}
