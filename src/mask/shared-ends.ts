/**
 * Compares each key of a page with the key before it.
 *
 * Writes to `starts[i]` how many bytes the two share at their start; the first key is compared with
 * `previous[0, previousLength)`. Writes to `rejoins[i]` the least depth, from `starts[i]` on, from which the two are equal to
 * their ends; keys of different length have none, nor has the first key: then it is the key's length.
 *
 * Four bytes at a time: the first difference of two words, read big-endian, is in the byte that holds the highest bit of
 * their XOR; read little-endian, the last difference is. O(bytes shared).
 */
export function compareNeighbours(
  keys: Uint8Array,
  offsets: Uint32Array,
  count: number,
  previous: Uint8Array,
  previousLength: number,
  starts: Int32Array,
  rejoins: Int32Array,
): void {
  if (count === 0) return;
  const first = offsets[0]!;
  const firstEnd = offsets[1]!;
  const firstLength = Math.min(firstEnd - first, previousLength);
  let equal = 0;
  while (equal < firstLength && keys[first + equal] === previous[equal]) equal += 1;
  starts[0] = equal;
  rejoins[0] = firstEnd - first;

  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  let before = first;
  let here = firstEnd;
  for (let i = 1; i < count; i++) {
    const next = offsets[i + 1]!;
    const ownLength = next - here;
    // The key before ends where this one begins.
    const length = Math.min(here - before, ownLength);
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
    starts[i] = at;

    let from = ownLength;
    if (here - before === ownLength) {
      while (from - 4 >= at) {
        const word = from - 4;
        const difference = view.getInt32(before + word, true) ^ view.getInt32(here + word, true);
        if (difference !== 0) {
          from -= Math.clz32(difference) >> 3;
          break;
        }
        from = word;
      }
      while (from > at && keys[before + from - 1] === keys[here + from - 1]) from -= 1;
    }
    rejoins[i] = from;
    before = here;
    here = next;
  }
}
