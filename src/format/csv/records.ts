import type { Options } from 'csv-parse/sync';
import type { Dialect, Row } from './scan.ts';

/** A record longer than this is a fault: a quote that nothing closes, or no text at all. */
const MAX_RECORD_CHARACTERS = 4 * 1024 * 1024;

/**
 * The records of the table by csv-parse, in the dialect that was found. `rows` are the same records as the detection saw them: they tell where the table
 * begins and ends, and stand in where csv-parse refuses (a quote that the cut left open).
 */
export async function parseRecords(
  text: string,
  dialect: Dialect,
  rows: readonly Row[],
  spaced: boolean,
): Promise<readonly (readonly string[])[]> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { parse } = await import('csv-parse/sync');
  const part = text.slice(first.from, last.to);
  try {
    return parse(part, options(part, dialect, spaced));
  } catch {
    return rows.map((row) => row.cells);
  }
}

function options(text: string, dialect: Dialect, spaced: boolean): Options {
  const { delimiter, quote, escape: escaper } = dialect;
  const onlyReturns = !text.includes('\n') && text.includes('\r');
  return {
    // No text holds U+FFFF: a table of one column is not split.
    delimiter: delimiter === '' ? '\uffff' : delimiter,
    quote: quote === '' ? null : quote,
    escape: escaper === '' ? (quote === '' ? null : quote) : escaper,
    ltrim: spaced,
    record_delimiter: onlyReturns ? ['\r'] : ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  };
}
