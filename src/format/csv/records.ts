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
 * The records of the table by csv-parse, in the dialect that was found. `rows` are the same records as the detection saw them, comments left out:
 * they stand in where csv-parse refuses, as at a quote that the cut left open.
 */
export async function parseRecords(
  text: string,
  dialect: Dialect,
  rows: readonly Row[],
  spaced: boolean,
): Promise<readonly (readonly string[])[]> {
  parser ??= import('csv-parse/sync');
  const { parse } = await parser;
  const part = rows
    .slice(0, PARSED)
    .map((row) => text.slice(row.from, row.to))
    .join('');
  try {
    const rest = rows.slice(PARSED).map((row) => row.cells);
    return [...parse(part, options(dialect, spaced)), ...rest];
  } catch {
    return rows.map((row) => row.cells);
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
