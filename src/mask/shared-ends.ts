// How many bytes two keys share, at their starts and at their ends.
//
// Where they are equal, eight bytes at a time are read as one number of 64 bits, the widest load that the engine makes one instruction
// of. Two such numbers that are equal have the same bytes, except zero, which equals minus zero: a zero is looked at again in fours. Two
// that are not equal may still have the same bytes, since NaN never equals itself: they are looked at in fours as well, so only time
// is lost.
//
// `| 0` keeps places in integers of 32 bits: a page has fewer than 2^31 bytes (`PageMatcher` checks it).
const WIDE = 8;
const WORD = 4;

/**
 * How many bytes `[a, a + length)` and `[b, b + length)` share at their start. Of two words read big-endian, the first difference is in the
 * byte that holds the highest bit of their XOR. O(bytes shared).
 */
export function sharedStart(view: DataView, a: number, b: number, length: number): number {
  let at = 0;
  const lastPair = (length - 2 * WIDE) | 0;
  while (at <= lastPair) {
    const p = (a + at) | 0;
    const q = (b + at) | 0;
    const x = view.getFloat64(p, true);
    const y = view.getFloat64((p + WIDE) | 0, true);
    const equal = x === view.getFloat64(q, true) && y === view.getFloat64((q + WIDE) | 0, true);
    if (!equal || x === 0 || y === 0) break;
    at = (at + 2 * WIDE) | 0;
  }
  const lastWord = (length - WORD) | 0;
  while (at <= lastWord) {
    const difference = view.getInt32((a + at) | 0) ^ view.getInt32((b + at) | 0);
    if (difference !== 0) return (at + (Math.clz32(difference) >> 3)) | 0;
    at = (at + WORD) | 0;
  }
  while (at < length && view.getInt8((a + at) | 0) === view.getInt8((b + at) | 0))
    at = (at + 1) | 0;
  return at;
}

/**
 * A place from `from` on, from which `[a, a + length)` and `[b, b + length)` are equal to their ends: the least one or up to three bytes
 * after it, since looking closer takes as long as walking them. O(bytes shared).
 */
export function sharedEndFrom(
  view: DataView,
  a: number,
  b: number,
  length: number,
  from: number,
): number {
  let at = length;
  let next = (at - WIDE) | 0;
  while (next >= from) {
    const wide = view.getFloat64((a + next) | 0, true);
    if (wide !== view.getFloat64((b + next) | 0, true) || wide === 0) break;
    at = next;
    next = (next - WIDE) | 0;
  }
  next = (at - WORD) | 0;
  if (next >= from && view.getInt32((a + next) | 0) === view.getInt32((b + next) | 0)) return next;
  return at;
}
