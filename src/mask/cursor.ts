import { DEAD, type LazyDfa } from './lazy-dfa.ts';
import { sharedEndFrom } from './shared-ends.ts';

const ALIVE = 0x7fffffff;
/** Bytes between two looks whether a key has rejoined the one before it. */
const LOOK = 8;

/**
 * One automaton walking over keys, remembering its states along the last key.
 *
 * Resuming is right in any order: the state after `d` bytes depends on those bytes only, so a key that shares its first
 * `d` bytes with the last one is in `#trail[d]` after them. If the last key died within those bytes, so does this one.
 *
 * Rejoining is right as well: what follows a state depends on that state and the bytes to come. Of two keys as long as each other and
 * equal from depth `r` on, if both are in the same state at a depth `d` ≥ `r`, then they are in the same states from there
 * to their ends: the trail stands, and what the last key won, this one wins.
 *
 * Sorted keys share most of their bytes at both ends (`part-00041-of-00100.csv`, `part-00042-of-00100.csv`), which is why both are fast.
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
  /** Bytes that the last key walked shares with all keys since; `ALIVE` if there were none. */
  #kept = ALIVE;
  /** What the last key won; -1 is nothing. */
  #won = -1;

  constructor(dfa: LazyDfa, lowest: number) {
    this.#dfa = dfa;
    this.#lowest = lowest;
    this.#epoch = dfa.epoch;
    this.#trail[0] = dfa.start;
  }

  /**
   * Lowers `winners[i]` to the first entry of this automaton that takes key `i`, where it is lower; -1 is none. `shared[i]` bytes of key `i`
   * are those of the key before it, the last one of the page before for the first; keys of one page lie one behind the other in `view`, without
   * which none rejoins. O(bytes not shared).
   */
  run(
    keys: Uint8Array,
    offsets: Uint32Array,
    count: number,
    shared: Int32Array,
    view: DataView | undefined,
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
    let won = this.#won;
    let end = offsets[0]! | 0;
    let lengthBefore = -1;
    for (let i = 0; i < count; i++) {
      const begin = end;
      end = offsets[i + 1]! | 0;
      const length = (end - begin) | 0;
      const sameLength = length === lengthBefore;
      lengthBefore = length;
      const before = winners[i]!;
      let depth = shared[i]!;
      if (kept < depth) depth = kept;
      if (before >= 0 && before < lowest) {
        kept = depth;
        continue;
      }
      if (depth >= deadAt) {
        kept = ALIVE;
        continue;
      }
      // Where the trail of the last key can be looked at; the key's length where it cannot.
      let look = length;
      if (depth < validFrom) {
        depth = 0;
        validFrom = 0;
      } else if (view !== undefined && sameLength && kept === ALIVE) {
        look = sharedEndFrom(view, (begin - length) | 0, begin, length, depth);
        if (look >= deadAt) look = length;
      }
      kept = ALIVE;
      if (length >= trail.length) {
        this.#trail = new Int32Array(2 * length);
        this.#trail.set(trail);
        trail = this.#trail;
      }
      let expected = trail[look]!;
      let state = depth === 0 ? start : trail[depth]!;
      let hasRejoined = false;
      let diesAt = ALIVE;
      for (;;) {
        const reached = walk(table, classes, keys, begin, depth, look, state, trail);
        if (reached > depth) {
          depth = reached;
          state = trail[depth]!;
        }
        if (depth === look) {
          if (look === length) break;
          if (state === expected) {
            hasRejoined = true;
            break;
          }
          look += LOOK;
          if (look >= length || look >= deadAt) look = length;
          expected = trail[look]!;
          continue;
        }
        state = dfa.step(state, classes[keys[begin + depth]!]!);
        table = dfa.table;
        depth += 1;
        if (state === DEAD) {
          diesAt = depth;
          break;
        }
        trail[depth] = state;
        if (epoch !== dfa.epoch) {
          // The states before this one are void; this one is not.
          epoch = dfa.epoch;
          validFrom = depth;
          look = length;
        }
      }
      if (!hasRejoined) {
        deadAt = diesAt;
        won = diesAt === ALIVE ? table[state + acceptWord]! : -1;
      }
      if (won >= 0 && (before < 0 || won < before)) winners[i] = won;
    }
    this.#epoch = epoch;
    this.#validFrom = validFrom;
    this.#deadAt = deadAt;
    this.#kept = kept;
    this.#won = won;
  }
}

/**
 * The hot loop: three loads and a store a byte, and one condition that every rare case shares. Walks a key from depth `from` in state
 * `first` to depth `to` along cells that are built, and writes its trail; gives the depth it came to. A function of its own: written out in
 * `run` it was measured to take nearly twice as long.
 */
function walk(
  table: Int32Array,
  classes: Uint8Array,
  keys: Uint8Array,
  begin: number,
  from: number,
  to: number,
  first: number,
  trail: Int32Array,
): number {
  let depth = from;
  let state = first;
  while (depth < to) {
    const next = table[(state + classes[keys[(begin + depth) | 0]!]!) | 0]!;
    if (next <= DEAD) break;
    depth = (depth + 1) | 0;
    trail[depth] = next;
    state = next;
  }
  return depth;
}
