import type { Request } from './detect.ts';
import type { Dialect } from './scan.ts';

const COMMON = [',', ';', '\t', '|'];
const RARE = [
  ':',
  ' ',
  '#',
  '^',
  '~',
  '\x01',
  '\x1f',
  '\x1e',
  '\x1d',
  '\x1c',
  '&',
  '!',
  '@',
  '=',
  '*',
  '/',
  '$',
  '¦',
  '§',
  '¬',
  '¶',
  'þ',
  '\x14',
];
/** Lines on which a rare delimiter is looked for, and the share of them that must have it. */
const LINES = 60;
const SHARE = 0.5;
/** Excel's first line that tells the delimiter. */
const TOLD = /^sep=([^\r\n])[\r\n]/i;
/** Characters beyond ASCII that are tried, each of which must stand equally often on every line: two lines of words share many letters. */
const UNUSUAL = 24;
const SPACE = /\s/;
const LINE_END = /[\r\n]/;
/** Quotes only where they stand on both sides of a cell somewhere. */
const RARE_QUOTES = ["'", '`', '~', 'þ'];
/** Where quotes are looked for. */
const QUOTED = 16_384;

/**
 * Every dialect worth scoring, the likely first; what is requested is not varied. Never empty, at most a few dozen.
 * O(characters of the first lines).
 */
export function candidates(text: string, request: Request): readonly Dialect[] {
  const delimiters = request.delimiter === undefined ? delimitersIn(text) : [request.delimiter];
  if (request.hint?.delimiter !== undefined && !delimiters.includes(request.hint.delimiter)) {
    if (request.delimiter === undefined) delimiters.push(request.hint.delimiter);
  }
  return delimiters.flatMap((delimiter) =>
    quotesIn(text, delimiter, request).flatMap((quote) => {
      if (request.escape !== undefined) return [{ delimiter, quote, escape: request.escape }];
      const escapes = quote !== '' && text.includes(`\\${quote}`) ? ['', '\\'] : [''];
      return escapes.map((one) => ({ delimiter, quote, escape: one }));
    }),
  );
}

function delimitersIn(text: string): string[] {
  const told = TOLD.exec(text)?.[1];
  if (told !== undefined) return [told];
  const lines = text
    .split(/\r\n|\n|\r/, LINES + 1)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES);
  const on = (character: string) => lines.filter((line) => line.includes(character)).length;
  const found = COMMON.filter((delimiter) => text.includes(delimiter));
  found.push(
    ...RARE.filter((delimiter) => on(delimiter) > 0 && on(delimiter) >= lines.length * SHARE),
  );
  const unusual = unusualIn(lines).filter((character) => !RARE.includes(character));
  return [...found, ...unusual.slice(0, UNUSUAL), ''];
}

/** Characters beyond ASCII that stand equally often on every line, in the order of the first. O(characters). */
function unusualIn(lines: readonly string[]): readonly string[] {
  const [first, ...others] = lines.length > 1 ? lines : [];
  const counts = countUnusual(first ?? '');
  for (const line of others) {
    if (counts.size === 0) break;
    const here = countUnusual(line);
    for (const [code, count] of counts) if (here.get(code) !== count) counts.delete(code);
  }
  return [...counts.keys()].map((code) => String.fromCharCode(code));
}

/** How often each UTF-16 unit beyond ASCII stands in a line, halves of pairs left out. */
function countUnusual(line: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    if (code > 127 && !isHalf) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function quotesIn(text: string, delimiter: string, request: Request): readonly string[] {
  if (request.quote !== undefined) return [request.quote];
  const double = text.includes('"') ? ['"', ''] : [''];
  return [...double, ...RARE_QUOTES.filter((quote) => quotesCell(text, quote, delimiter))];
}

/** O(`QUOTED`): white space belongs to at most the quote before it and the one after it. */
function quotesCell(text: string, quote: string, delimiter: string): boolean {
  const end = Math.min(text.length, QUOTED);
  const isEdge = (at: number) => {
    const character = text[at];
    return (
      at < 0 || at >= end || character === '\n' || character === '\r' || character === delimiter
    );
  };
  for (let open = text.indexOf(quote); open !== -1 && open < end; ) {
    const close = text.indexOf(quote, open + 1);
    if (close === -1 || close >= end) return false;
    let before = open - 1;
    while (!isEdge(before) && SPACE.test(text[before]!)) before--;
    if (isEdge(before)) {
      let after = close + 1;
      while (!isEdge(after) && SPACE.test(text[after]!)) after++;
      if (isEdge(after) && !LINE_END.test(text.slice(open, close))) return true;
    }
    open = close;
  }
  return false;
}
