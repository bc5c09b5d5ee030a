import type { Json } from '../../catalogue/index.ts';

/**
 * Characters that act on a terminal, hide, or look like another: controls, format characters (bidi marks, zero-width,
 * BOM, tags), line separators, lone surrogates, spaces other than U+0020, fillers. Variation selectors stay: emoji use them.
 */
const UNSAFE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}|[\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;

const SHORT = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT.get(character) ?? `\\u{${code.toString(16).padStart(2, '0')}}`;
}

/**
 * `text` on one line with every unsafe character as `\n`, `\t`, `\r` or `\u{…}`. A backslash of the text itself stays single,
 * so that a mask can be copied from a message. More than `limit` UTF-16 units are cut in the middle with `…`. O(limit).
 */
export function escaped(text: string, limit = 300): string {
  if (text.length <= limit) return text.replace(UNSAFE, escapeCharacter);
  const head = Math.ceil(limit * 0.6);
  // A pair cut in two leaves a lone surrogate, which is escaped like any other.
  const ends = [text.slice(0, head), text.slice(text.length - (limit - head))];
  return ends.map((end) => end.replace(UNSAFE, escapeCharacter)).join('…');
}

/**
 * A value from outside as it may stand in a sentence: a string in double quotes and `escaped`, anything else as escaped
 * JSON, `undefined` as `nothing`. Never more than a line, never anything that acts on a terminal.
 */
export function quoted(value: Json | undefined, limit = 300): string {
  if (value === undefined) return 'nothing';
  if (typeof value !== 'string') return escaped(JSON.stringify(value), limit);
  return `"${escaped(value, limit).replaceAll('"', '\\"')}"`;
}

/** The same without quotes, for ids, numbers and places in an aligned table. */
export function plain(value: Json | undefined, limit = 300): string {
  if (value === undefined) return '';
  return escaped(typeof value === 'string' ? value : JSON.stringify(value), limit);
}

/** `counted(1, 'file')` is `1 file`, `counted(1200, 'file')` is `1,200 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** Digits in groups of three by commas, whatever the locale of the machine. */
export function grouped(count: number): string {
  const [whole = '', ...fraction] = String(count).split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.');
}
