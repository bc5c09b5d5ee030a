import type { LazyDfa } from './lazy-dfa.ts';
import { ROOM } from './page-room.ts';
import { sharedEndFrom } from './shared-ends.ts';

const ALIVE = 0x7fffffff;
/** Bytes between two looks whether a key has rejoined the one before it. */
const LOOK = 8;
/** `DEAD` of the automaton's table, and less where a cell is not built: imported it would be looked up at each byte. */
const DEAD = 0;
const CLASSES = ROOM.classes;
const KEYS = ROOM.keys;
const OFFSETS = ROOM.offsets;
const SHARED = ROOM.shared;
const TRAIL = ROOM.trail;
const WINNERS = ROOM.winners;

/**
 * Walks one automaton over the keys in the room, whose neighbours are compared: lowers `winners[i]` to the first entry of this automaton
 * that takes key `i`, where it is lower. `lowest` is the lowest entry of this automaton: where a lower one has won there is nothing to gain.
 * O(bytes), of which those shared with the key before are compared at most, not walked.
 *
 * `trail[d]` is the state after `d` bytes of the last key walked, until it died; for `d` > 0 it is void up to where tables were cleared.
 *
 * Resuming is right in any order: the state after `d` bytes depends on those bytes only, so a key that shares its first
 * `d` bytes with the last one is in `trail[d]` after them. If the last key died within those bytes, so does this one.
 *
 * Rejoining is right as well: what follows a state depends on that state and the bytes to come. Of two keys as long as each other and
 * equal from depth `r` on, if both are in the same state at a depth `d` ≥ `r`, then they are in the same states from there
 * to their ends: the trail stands, and what the last key won, this one wins.
 *
 * Sorted keys share most of their bytes at both ends (`part-00041-of-00100.csv`, `part-00042-of-00100.csv`), which is why both are fast.
 */
export function walkPage(dfa: LazyDfa, lowest: number, count: number): void {
  const classes = CLASSES;
  const keys = KEYS;
  const offsets = OFFSETS;
  const shared = SHARED;
  const trail = TRAIL;
  const winners = WINNERS;
  classes.set(dfa.nfa.classes);
  trail[0] = dfa.start;
  const acceptWord = (dfa.stride - 1) | 0;
  let table = dfa.table;
  let epoch = dfa.epoch;
  let deadAt = ALIVE;
  /** Bytes that the last key walked shares with all keys since, 0 if its trail is void; `ALIVE` if there were none. */
  let kept = ALIVE;
  /** What the last key walked won; -1 is nothing. */
  let won = -1;
  let end = 0;
  let lengthBefore = -1;
  for (let i = 0; i < count; i = (i + 1) | 0) {
    const begin = end;
    end = offsets[(i + 1) | 0]!;
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
    // It dies as the last key walked did. `kept` stays, which is no less than `deadAt`: a later key with more than that in common dies too.
    if (depth >= deadAt) continue;
    // Where the trail of the last key can be looked at; the key's length where it cannot.
    let look = length;
    if (sameLength && kept === ALIVE) {
      look = sharedEndFrom((begin - length) | 0, begin, length, depth);
      if (look >= deadAt) look = length;
    }
    kept = ALIVE;
    let expected = trail[look]!;
    let state = trail[depth]! | 0;
    let hasRejoined = false;
    let diesAt = ALIVE;
    for (;;) {
      const reached = walk(table, begin, depth, look, state);
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
        look = (look + LOOK) | 0;
        if (look >= length || look >= deadAt) look = length;
        expected = trail[look]!;
        continue;
      }
      state = dfa.step(state, classes[keys[(begin + depth) | 0]!]!) | 0;
      table = dfa.table;
      depth = (depth + 1) | 0;
      if (state === DEAD) {
        diesAt = depth;
        break;
      }
      trail[depth] = state;
      if (epoch !== dfa.epoch) {
        // The states before this one are void, and those of the last key; this one is not.
        epoch = dfa.epoch;
        kept = 0;
        look = length;
      }
    }
    if (!hasRejoined) {
      deadAt = diesAt;
      won = diesAt === ALIVE ? table[(state + acceptWord) | 0]! : -1;
    }
    if (won >= 0 && (before < 0 || won < before)) winners[i] = won;
  }
}

/**
 * Walks a key from depth `from` in state `first` to depth `to` along cells that are built, and writes its trail; gives the depth it came
 * to. Four bytes at a time, since the table is no constant: in a loop V8 looks it up again at every turn.
 */
function walk(table: Int32Array, begin: number, from: number, to: number, first: number): number {
  let depth = from;
  let state = first;
  const lastFour = (to - 4) | 0;
  while (depth <= lastFour) {
    const at = (begin + depth) | 0;
    const one = table[(state + CLASSES[KEYS[at]!]!) | 0]!;
    if (one <= DEAD) return depth;
    TRAIL[(depth + 1) | 0] = one;
    const two = table[(one + CLASSES[KEYS[(at + 1) | 0]!]!) | 0]!;
    if (two <= DEAD) return (depth + 1) | 0;
    TRAIL[(depth + 2) | 0] = two;
    const three = table[(two + CLASSES[KEYS[(at + 2) | 0]!]!) | 0]!;
    if (three <= DEAD) return (depth + 2) | 0;
    TRAIL[(depth + 3) | 0] = three;
    const four = table[(three + CLASSES[KEYS[(at + 3) | 0]!]!) | 0]!;
    if (four <= DEAD) return (depth + 3) | 0;
    depth = (depth + 4) | 0;
    TRAIL[depth] = four;
    state = four;
  }
  while (depth < to) {
    const next = table[(state + CLASSES[KEYS[(begin + depth) | 0]!]!) | 0]!;
    if (next <= DEAD) break;
    depth = (depth + 1) | 0;
    TRAIL[depth] = next;
    state = next;
  }
  return depth;
}
