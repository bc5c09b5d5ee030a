// How many bytes two keys in the room share, at their starts and at their ends.
//
// Where they are equal, eight bytes at a time are read as one number of 64 bits, the widest load that the engine makes one instruction
// of. Two such numbers that are equal have the same bytes, except zero, which equals minus zero: a zero is looked at again in fours. Two
// that are not equal may still have the same bytes, since NaN never equals itself: they are looked at in fours as well, so only time
// is lost.
//
// `| 0` keeps places in integers of 32 bits, which those in the room are.
import { ROOM } from './page-room.ts';

const WIDE = 8;
const WORD = 4;
const KEYS = ROOM.keys;
const OFFSETS = ROOM.offsets;
const SHARED = ROOM.shared;
const VIEW = ROOM.view;

/** Writes to `shared[i]` how many bytes keys `i - 1` and `i` share at their start; none of the first. O(bytes shared). */
export function compareNeighbours(count: number): void {
  SHARED[0] = 0;
  let before = OFFSETS[0]!;
  let here = OFFSETS[1]!;
  for (let i = 1; i < count; i = (i + 1) | 0) {
    const next = OFFSETS[(i + 1) | 0]!;
    SHARED[i] = sharedStart(before, here, Math.min((here - before) | 0, (next - here) | 0));
    before = here;
    here = next;
  }
}

/**
 * How many bytes `[a, a + length)` and `[b, b + length)` share at their start. Of two words read big-endian, the first difference is in the
 * byte that holds the highest bit of their XOR. O(bytes shared).
 */
export function sharedStart(a: number, b: number, length: number): number {
  let at = 0;
  const lastPair = (length - 2 * WIDE) | 0;
  while (at <= lastPair) {
    const p = (a + at) | 0;
    const q = (b + at) | 0;
    const x = VIEW.getFloat64(p, true);
    const y = VIEW.getFloat64((p + WIDE) | 0, true);
    const equal = x === VIEW.getFloat64(q, true) && y === VIEW.getFloat64((q + WIDE) | 0, true);
    // The product is zero where one of them is, and NaN where the other is infinite.
    if (!equal || !(Math.abs(x * y) > 0)) break;
    at = (at + 2 * WIDE) | 0;
  }
  const lastWord = (length - WORD) | 0;
  while (at <= lastWord) {
    const difference = VIEW.getInt32((a + at) | 0) ^ VIEW.getInt32((b + at) | 0);
    if (difference !== 0) return (at + (Math.clz32(difference) >> 3)) | 0;
    at = (at + WORD) | 0;
  }
  while (at < length && KEYS[(a + at) | 0] === KEYS[(b + at) | 0]) at = (at + 1) | 0;
  return at;
}

/**
 * A place from `from` on, from which `[a, a + length)` and `[b, b + length)` are equal to their ends: the least one or up to three bytes
 * after it, since looking closer takes as long as walking them. O(bytes shared).
 */
export function sharedEndFrom(a: number, b: number, length: number, from: number): number {
  let at = length;
  let next = (at - WIDE) | 0;
  while (next >= from) {
    const wide = VIEW.getFloat64((a + next) | 0, true);
    if (wide !== VIEW.getFloat64((b + next) | 0, true) || wide === 0) break;
    at = next;
    next = (next - WIDE) | 0;
  }
  next = (at - WORD) | 0;
  if (next >= from && VIEW.getInt32((a + next) | 0) === VIEW.getInt32((b + next) | 0)) return next;
  return at;
}
