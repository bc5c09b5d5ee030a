/** Whether `word` (Latin-1) stands in `bytes` at `at`. */
export function hasMagic(bytes: Uint8Array, word: string, at = 0): boolean {
  if (at < 0 || at + word.length > bytes.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (bytes[at + i] !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** Bytes after the magic word that are looked at. */
const FOLLOWING = 64;

/**
 * Whether a file of binary data starts with `word`: a control character that text does not have stands soon after it. `ORC` and `PAR1` are
 * also how the header of a table may begin (`ORCHARD;TREES`).
 */
export function startsBinary(bytes: Uint8Array, word: string): boolean {
  if (!hasMagic(bytes, word)) return false;
  return bytes
    .subarray(word.length, word.length + FOLLOWING)
    .some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
}
