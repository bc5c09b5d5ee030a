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
/** Any other character that is no letter, digit or usual punctuation must stand on nearly every line. */
const UNUSUAL = /[^\p{ASCII}]/gu;

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
  for (const character of new Set(lines[0]?.match(UNUSUAL) ?? [])) {
    if (character.length > 1 || RARE.includes(character)) continue;
    const counts = new Set(lines.map((line) => line.split(character).length));
    if (lines.length > 1 && counts.size === 1) found.push(character);
  }
  return [...found, ''];
}

function quotesIn(text: string, delimiter: string, request: Request): readonly string[] {
  if (request.quote !== undefined) return [request.quote];
  const double = text.includes('"') ? ['"', ''] : [''];
  return [...double, ...singleQuotes(text, delimiter)];
}

/** `'` and `` ` `` are quotes only where they stand on both sides of a cell somewhere. */
function singleQuotes(text: string, delimiter: string): string[] {
  return ["'", '`'].filter((quote) => {
    if (!text.includes(quote)) return false;
    const edge =
      delimiter === '' ? '\\r\\n' : `\\r\\n\\u{${delimiter.codePointAt(0)!.toString(16)}}`;
    const cell = new RegExp(
      `(?:^|[${edge}])\\s*${quote}[^${quote}\\r\\n]*${quote}\\s*(?:$|[${edge}])`,
      'u',
    );
    return cell.test(text.slice(0, 16_384));
  });
}
