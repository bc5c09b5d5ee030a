import { OverBudget } from '../format.ts';
import { Undecodable } from '../undecodable.ts';
import type { Shape } from './shape.ts';
import { stringKind } from './string-kind.ts';

const NUMBER = /-?(?:\d+(\.\d+)?([eE][+-]?\d+)?|Infinity)|NaN/y;
const WORD = /true|false|null/y;
/** Characters that can go on or begin a scalar: one that ends with the text may be cut. */
const SCALAR = /[-+.\w]*/y;

/** A container that is open, with the place its values are seen at. */
interface Open {
  readonly object: boolean;
  readonly shape: Shape | undefined;
}

/** Levels of nesting of a value; deeper is over budget, as for most readers. */
const MAX_OPEN = 10_000;

/** The text ended before the value did. */
export const CUT = -1;

/** The first place at or after `at` that is neither white space of JSON nor the record separator of RFC 7464. */
export function skipSpace(text: string, at: number): number {
  let here = at;
  for (; here < text.length; here++) {
    const code = text.charCodeAt(here);
    if (
      code > 0x20 ||
      (code !== 0x20 && code !== 10 && code !== 13 && code !== 9 && code !== 0x1e)
    ) {
      break;
    }
  }
  return here;
}

/**
 * Reads one value from `at` and gives the place after it, or `CUT`. What it holds is seen by `shape`, if given, also of a value that is cut.
 * Without recursion; `OverBudget` past 10,000 levels. A scalar that ends with the text counts as cut unless `complete`. Throws `Undecodable` where the
 * text is no JSON. NaN and infinities pass, as many writers let them. O(length of the value).
 */
export function scanValue(text: string, at: number, complete: boolean, shape?: Shape): number {
  const open: Open[] = [];
  let here = skipSpace(text, at);
  let place = shape;
  for (;;) {
    // A value begins at `here`, to be seen at `place`.
    const first = text[here];
    if (first === undefined) return CUT;
    if (first === '{' || first === '[') {
      if (open.length >= MAX_OPEN) throw new OverBudget('nesting');
      open.push({ object: first === '{', shape: place });
      here = skipSpace(text, here + 1);
    } else {
      const end = scanScalar(text, here, complete, place);
      if (end === CUT) return CUT;
      here = skipSpace(text, end);
      if (open.length === 0) return end;
      if (text[here] === ',') {
        here = skipSpace(text, here + 1);
        if (text[here] === closer(open.at(-1)!)) throw new Undecodable('json');
      } else if (here < text.length && text[here] !== closer(open.at(-1)!)) {
        throw new Undecodable('json');
      }
    }
    // Closes what ends here, then goes to the next value.
    for (;;) {
      const inner = open.at(-1)!;
      if (here >= text.length) return CUT;
      if (text[here] !== closer(inner)) break;
      open.pop();
      here++;
      if (open.length === 0) return here;
      here = skipSpace(text, here);
      if (text[here] === ',') {
        here = skipSpace(text, here + 1);
        if (here >= text.length) return CUT;
        if (text[here] === closer(open.at(-1)!)) throw new Undecodable('json');
        break;
      }
      if (here < text.length && text[here] !== closer(open.at(-1)!)) throw new Undecodable('json');
    }
    const inner = open.at(-1)!;
    if (!inner.object) {
      place = inner.shape;
      continue;
    }
    const end = stringEnd(text, here);
    if (end === CUT) return CUT;
    const colon = skipSpace(text, end);
    if (colon >= text.length) return CUT;
    if (text[colon] !== ':') throw new Undecodable('json');
    place = inner.shape?.child(unquote(text, here, end));
    here = skipSpace(text, colon + 1);
  }
}

const closer = (open: Open): string => (open.object ? '}' : ']');

function scanScalar(text: string, at: number, complete: boolean, shape: Shape | undefined): number {
  if (text[at] === '"') {
    const end = stringEnd(text, at);
    if (end !== CUT) shape?.see(stringKind(text.slice(at + 1, Math.min(end - 1, at + 41))));
    return end;
  }
  SCALAR.lastIndex = at;
  SCALAR.test(text);
  if (SCALAR.lastIndex === text.length && !complete) return CUT;
  WORD.lastIndex = at;
  if (WORD.test(text)) {
    if (text[at] !== 'n') shape?.see('boolean');
    return WORD.lastIndex;
  }
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text);
  if (number === null) throw new Undecodable('json');
  const integer = number[1] === undefined && number[2] === undefined && /\d$/.test(number[0]);
  shape?.see(integer ? 'integer' : 'number');
  return NUMBER.lastIndex;
}

/** The place after the string that begins at `at`, or `CUT`. */
function stringEnd(text: string, at: number): number {
  if (text[at] !== '"') throw new Undecodable('json');
  for (let end = at + 1; ; end++) {
    const quote = text.indexOf('"', end);
    if (quote < 0) return CUT;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    end = quote;
  }
}

function unquote(text: string, at: number, end: number): string {
  const raw = text.slice(at + 1, end - 1);
  if (!raw.includes('\\')) return raw;
  try {
    // A string's token is JSON by itself, and gives a string.
    return JSON.parse(text.slice(at, end)) as string;
  } catch (cause) {
    throw new Undecodable('json', { cause });
  }
}
