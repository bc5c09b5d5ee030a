/**
 * What JSON leaves raw although terminals act on it, people cannot see it, or programs take it for the end of a line: DEL and the C1
 * controls, U+2028 and U+2029, and the marks that turn the direction of text.
 */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A value as JSON whose text is one line, with nothing in it that acts: the same value to whoever parses it. */
export function jsonText(value: unknown): string {
  return inert(JSON.stringify(value));
}

/** The same over several lines, indented by two. */
export function jsonLines(value: unknown): string {
  return inert(JSON.stringify(value, null, 2));
}

// Such a character can only stand inside a string of the text, where an escape means the same.
const inert = (text: string): string =>
  text.replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
