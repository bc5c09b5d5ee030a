const CONTINENTS = new Set(
  ['us', 'eu', 'ap', 'sa', 'ca', 'me', 'af', 'cn', 'il', 'mx'].map(
    (text) => text.charCodeAt(0) * 256 + text.charCodeAt(1),
  ),
);
const bytesOf = (text: string): readonly number[] => Array.from(text, (char) => char.charCodeAt(0));

/** The longer first, so that `northeast` is not read as `north`. */
const DIRECTIONS = [
  'northeast',
  'northwest',
  'southeast',
  'southwest',
  'central',
  'north',
  'south',
  'east',
  'west',
].map(bytesOf);
const PARTITIONS = ['gov-', 'iso-', 'isob-', 'isoe-', 'isof-'].map(bytesOf);
const DASH = 0x2d;

/** The end of a cloud region such as `us-gov-west-1` that begins at `at`, where two small letters and a dash stand; else -1. */
export function regionEnd(key: Uint8Array, at: number): number {
  if (!CONTINENTS.has(key[at]! * 256 + key[at + 1]!)) return -1;
  const start = at + 3 + lengthOfOne(PARTITIONS, key, at + 3);
  const direction = lengthOfOne(DIRECTIONS, key, start);
  if (direction === 0) return -1;
  const digit = start + direction + 1;
  const isNumbered = key[digit - 1] === DASH && key[digit]! >= 0x31 && key[digit]! <= 0x39;
  return isNumbered ? digit + 1 : -1;
}

/** The length of the first of some words that stands there; 0 where none does. */
function lengthOfOne(words: readonly (readonly number[])[], key: Uint8Array, at: number): number {
  for (const word of words) {
    let i = 0;
    while (i < word.length && key[at + i] === word[i]) i += 1;
    if (i === word.length) return i;
  }
  return 0;
}
