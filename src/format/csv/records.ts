import type { Options } from 'csv-parse/sync';
import type { Dialect, Row } from './scan.ts';

/** A record longer than this is a fault: a quote that nothing closes, or no text at all. */
const MAX_RECORD_CHARACTERS = 4 * 1024 * 1024;

/**
 * Records that csv-parse reads; the header is among them, and the rest only adds to the evidence for types. For every record of another width than the
 * first it makes an error with its stack, used or not: 20 µs each, a hundred milliseconds for a head of short ragged lines.
 */
const PARSED = 250;

/** Loaded with the first table, once. */
let parser: Promise<typeof import('csv-parse/sync')> | undefined;

/**
 * The records of the table, in the dialect that was found. `rows` are the same records as the detection saw them, comments left out. Where a quote
 * may be taken in more than one way, csv-parse decides; without such a quote it would split the text at the same places once more. O(characters).
 */
export async function parseRecords(
  text: string,
  dialect: Dialect,
  rows: readonly Row[],
  spaced: boolean,
): Promise<readonly (readonly string[])[]> {
  const first = rows.slice(0, PARSED);
  // A configured character beyond the BMP is two units, of which the scan looks at one.
  const narrow = dialect.delimiter.length <= 1 && dialect.quote.length <= 1;
  const known = narrow && !spaced && first.every((row) => row.plain);
  if (known) return rows.map((row) => row.cells);
  const parsed = await parseByLibrary(text, dialect, first, spaced);
  if (parsed === undefined) return rows.map((row) => row.cells);
  return [...parsed, ...rows.slice(PARSED).map((row) => row.cells)];
}

/** Records that csv-parse finds in these rows; `undefined` where it refuses, as at a quote that the cut left open. */
export async function parseByLibrary(
  text: string,
  dialect: Dialect,
  rows: readonly Row[],
  spaced: boolean,
): Promise<readonly (readonly string[])[] | undefined> {
  parser ??= import('csv-parse/sync');
  const { parse } = await parser;
  const part = rows.map((row) => text.slice(row.from, row.to)).join('');
  try {
    return parse(part, options(dialect, spaced));
  } catch {
    return undefined;
  }
}

function options(dialect: Dialect, spaced: boolean): Options {
  const { delimiter, quote, escape: escaper } = dialect;
  return {
    // No text holds U+FFFF: a table of one column is not split.
    delimiter: delimiter === '' ? '\uffff' : delimiter,
    quote: quote === '' ? null : quote,
    escape: escaper === '' ? (quote === '' ? null : quote) : escaper,
    ltrim: spaced,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  };
}
