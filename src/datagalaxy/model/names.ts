/**
 * Names that DataGalaxy's paths cannot hold, and back. A path joins technical names by `\` without an escape, so a name
 * may not hold one; nor can it be empty (`a//b.csv` has a directory without a name) or hold control characters.
 *
 * `\` becomes `%5C`, a control character `%` and its two hex digits, the empty name `%2F` (what stands between two slashes);
 * a `%` that would then read as one of these becomes `%25`. Every other name, `50%.csv` included, stays as it is.
 */
const NEEDS_ESCAPE = /[\\\u0000-\u001f\u007f]|%(?=5C|2F|25|7F|[01][0-9A-F])/g;
/** Most names hold none of these, and a test is cheaper than a replacement. */
const SUSPECT = /[\\%\u0000-\u001f\u007f]/;
const ESCAPED = /%(5C|2F|25|7F|[01][0-9A-F])/g;

/**
 * Injective. Proof: decoding reads every sequence that it knows. Of those in an encoded name, each was written by the
 * encoder, since a `%` of the name itself that is followed by such digits is escaped, and a `%` before an escape is
 * followed by `%`, which is no digit. O(length).
 */
export function encodeName(name: string): string {
  if (name === '') return '%2F';
  if (!SUSPECT.test(name)) return name;
  return name.replace(
    NEEDS_ESCAPE,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The name that `encodeName` made this of. */
export function decodeName(encoded: string): string {
  return encoded.replace(ESCAPED, (_, digits: string) =>
    digits === '2F' ? '' : String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
