const CONTINENTS = new Set(
  ['us', 'eu', 'ap', 'sa', 'ca', 'me', 'af', 'cn', 'il', 'mx'].map(
    (text) => text.charCodeAt(0) * 256 + text.charCodeAt(1),
  ),
);
const DIRECTIONS = new Set([
  'north',
  'south',
  'east',
  'west',
  'central',
  'northeast',
  'southeast',
  'northwest',
  'southwest',
]);
const PARTITIONS = new Set(['gov', 'iso', 'isob', 'isoe', 'isof']);
const DASH = 0x2d;
const LONGEST_WORD = 9;

/** The end of a cloud region such as `us-gov-west-1` that begins at `at`, where two small letters and a dash stand; else -1. */
export function regionEnd(key: Uint8Array, at: number): number {
  if (!CONTINENTS.has(key[at]! * 256 + key[at + 1]!)) return -1;
  let start = at + 3;
  let word = smallLetters(key, start);
  if (PARTITIONS.has(word) && key[start + word.length] === DASH) {
    start += word.length + 1;
    word = smallLetters(key, start);
  }
  if (!DIRECTIONS.has(word)) return -1;
  const digit = start + word.length + 1;
  const isNumbered = key[digit - 1] === DASH && key[digit]! >= 0x31 && key[digit]! <= 0x39;
  return isNumbered ? digit + 1 : -1;
}

function smallLetters(key: Uint8Array, start: number): string {
  let word = '';
  for (let i = start; i < key.length && word.length < LONGEST_WORD; i++) {
    const byte = key[i]!;
    if (byte < 0x61 || byte > 0x7a) break;
    word += String.fromCharCode(byte);
  }
  return word;
}
