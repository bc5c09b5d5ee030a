const MOST_BYTES = 1 << 17;
const MOST_KEYS = 1 << 12;
const keys = new Uint8Array(MOST_BYTES);

/**
 * Where keys are laid out to be matched, many at a time.
 *
 * One room for the process: what is done in it is synchronous and needs nothing of what was done before. V8 compiles a buffer that a module
 * holds in a constant into the machine code, so that an access is a compare and a load; of a buffer that comes as an argument it looks up type,
 * length and two pointers at each. That saves more than the copy costs. Where it matters, a module therefore takes a
 * buffer into a constant of its own, and a function with a loop into a local one before the loop.
 */
export const ROOM = {
  /** The keys, one behind the other. */
  keys,
  view: new DataView(keys.buffer),
  /** Key `i` is `keys[offsets[i], offsets[i + 1])`. */
  offsets: new Int32Array(MOST_KEYS + 1),
  /** How many bytes key `i` shares with the key before it, at its start. */
  shared: new Int32Array(MOST_KEYS),
  /** The first entry that takes key `i`, -1 for none. */
  winners: new Int32Array(MOST_KEYS),
  /** The state after so many bytes of the last key walked. */
  trail: new Int32Array(MOST_BYTES + 1),
  /** The class of each byte, in the automaton that walks. */
  classes: new Uint8Array(256),
};

/**
 * How many keys from `first` on, of those up to `count`, to lay out at once: at least half of those that have room, 0 where one alone
 * has none. O(log keys).
 */
export function roomFor(offsets: Uint32Array, first: number, count: number): number {
  let fitting = Math.min(MOST_KEYS, count - first);
  while (fitting > 0 && offsets[first + fitting]! - offsets[first]! > MOST_BYTES) fitting >>= 1;
  return fitting;
}

/** Lays out `count` keys of a page, from `first` on. O(bytes). */
export function layOut(
  pageKeys: Uint8Array,
  pageOffsets: Uint32Array,
  first: number,
  count: number,
): void {
  const { keys, offsets, winners } = ROOM;
  const begin = pageOffsets[first]!;
  keys.set(pageKeys.subarray(begin, pageOffsets[first + count]));
  for (let i = 0; i <= count; i++) offsets[i] = pageOffsets[first + i]! - begin;
  winners.fill(-1, 0, count);
}
