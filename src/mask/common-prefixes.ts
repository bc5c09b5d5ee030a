/**
 * Writes to `shared[i]` how many bytes key `i` of a page shares with the key before it; the first is compared with
 * `previous[0, previousLength)`. Four bytes at a time: the first difference of two words, read big-endian, is in the byte
 * that holds the highest bit of their XOR. O(bytes shared).
 */
export function commonPrefixes(
  keys: Uint8Array,
  offsets: Uint32Array,
  count: number,
  previous: Uint8Array,
  previousLength: number,
  shared: Int32Array,
): void {
  if (count === 0) return;
  const first = offsets[0]!;
  const firstLength = Math.min(offsets[1]! - first, previousLength);
  let equal = 0;
  while (equal < firstLength && keys[first + equal] === previous[equal]) equal += 1;
  shared[0] = equal;

  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  let before = first;
  for (let i = 1; i < count; i++) {
    const here = offsets[i]!;
    // The key before ends where this one begins.
    const length = Math.min(here - before, offsets[i + 1]! - here);
    let at = 0;
    const lastWord = length - 4;
    while (at <= lastWord) {
      const difference = view.getInt32(before + at) ^ view.getInt32(here + at);
      if (difference !== 0) {
        at += Math.clz32(difference) >> 3;
        break;
      }
      at += 4;
    }
    // After a differing word its first differing byte stops this at once.
    while (at < length && keys[before + at] === keys[here + at]) at += 1;
    shared[i] = at;
    before = here;
  }
}
