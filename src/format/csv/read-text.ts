import type { FileReading } from '../format.ts';
import { nameColumns } from './columns.ts';
import { type Detection, detect, isAssumed, type Request } from './detect.ts';
import type { Model } from './model.ts';
import { observe } from './observe.ts';
import { parseRecords } from './records.ts';
import { type Row, type Scan, type ScanLimits, scanRows } from './scan.ts';
import { isComment, modalWidth } from './table.ts';
import { typedFields, valuesOf } from './typed-fields.ts';

/** Fields that one file may have, and UTF-16 units of a name; more is a fault, or no table. */
const MAX_FIELDS = 10_000;
const MAX_NAME = 8_192;
/** As many rows as a head of 64 KiB can have; a longer one is read for its first rows only. */
const MAX_ROWS = 32_768;
const ALL: ScanLimits = {
  rows: MAX_ROWS,
  characters: Number.POSITIVE_INFINITY,
  cells: MAX_FIELDS + 1,
};

export interface TextReading {
  readonly reading: FileReading;
  readonly detection: Detection;
  /** Rows of the table, the header among them. */
  readonly rows: number;
  /** Comment lines at the top that were not looked at. */
  readonly skipped: number;
  /** The text ends inside its only row: nothing can be said before more of it is there. */
  readonly partial: boolean;
}

/** Comment lines at the top that are looked at: a name of a field may stand in the last of them. */
const LEADING_COMMENTS = 3;

/**
 * Where the last few of the comment lines at the top begin, and how many lines stand before: some formats have hundreds of them, which
 * would hide the table from whoever looks at the first rows. Nothing is passed over where no other line follows. O(characters of the lines).
 */
function afterComments(text: string): { readonly from: number; readonly lines: number } {
  const starts: number[] = [];
  let at = 0;
  while (text[at] === '#') {
    starts.push(at);
    const end = text.indexOf('\n', at);
    if (end < 0) return { from: 0, lines: 0 };
    at = end + 1;
  }
  const lines = Math.max(0, starts.length - LEADING_COMMENTS);
  return at < text.length ? { from: starts[lines] ?? 0, lines } : { from: 0, lines: 0 };
}

/** Reads the fields of a delimited text, of which only the beginning may be there. O(characters). */
export async function readText(
  whole: string,
  complete: boolean,
  request: Request,
  model: Model,
): Promise<TextReading> {
  const { from: begin, lines: skipped } = afterComments(whole);
  const text = begin === 0 ? whole : whole.slice(begin);
  const detection = detect(text, complete, request, model);
  const best = detection.attempts[0]!;
  const scan = best.scan.whole ? best.scan : scanRows(text, best.dialect, ALL, complete);
  const { header } = detection;
  const from = header.rows[0]?.from ?? 0;
  const hasComments = best.table.comments > 0;
  const table = scan.rows.filter(
    (row) => row.from === from || (row.from > from && !(hasComments && isComment(row.cells[0]!))),
  );
  const cut = (scan.partial || table.length === 0) && !complete;
  const reading: FileReading = cut
    ? { format: 'csv', fields: [], observations: [], unread: 'over-budget' }
    : await readTable(text, detection, scan, table, request);
  const { headerRow } = reading;
  const placed = headerRow === undefined ? reading : { ...reading, headerRow: headerRow + skipped };
  return { reading: placed, detection, rows: table.length, skipped, partial: scan.partial };
}

async function readTable(
  text: string,
  detection: Detection,
  scan: Scan,
  table: readonly Row[],
  request: Request,
): Promise<FileReading> {
  const { header } = detection;
  const { dialect } = detection.attempts[0]!;
  const base = { format: 'csv', ...reportedDialect(scan, detection, request) };
  if (table.length === 0) {
    return { format: 'csv', fields: [], observations: [{ rule: 'file/empty', args: {} }] };
  }
  const width = modalWidth(table);
  if (Math.max(width, table[0]!.cells.length) > MAX_FIELDS) {
    return { ...base, fields: [], observations: [], unread: 'over-budget' };
  }
  const records = await parseRecords(text, dialect, table, scan.spaced > 0);
  const data = header.present ? records.slice(1) : records;
  const first = header.present ? records[0]?.slice(header.marked ? 1 : 0) : undefined;
  const names = nameColumns(first, data, width);
  if (names.some((name) => name.name.length > MAX_NAME)) {
    return { ...base, fields: [], observations: [], unread: 'over-budget' };
  }
  return {
    ...base,
    header: header.present,
    ...(header.present ? { headerRow: table[0]!.line } : {}),
    ...(isAssumed(header) ? { headerAssumed: true } : {}),
    fields: typedFields(names, valuesOf(data, first), dialect.delimiter),
    observations: observe(detection, names, table, width),
  };
}

/** A quote that the file does not use is not part of its dialect, unless it was configured. */
function reportedDialect(scan: Scan, detection: Detection, request: Request) {
  const { delimiter, quote, escape: escaper } = detection.attempts[0]!.dialect;
  const quotes = quote !== '' && (scan.closed > 0 || request.quote !== undefined);
  return {
    ...(isSplit(detection, request) ? { delimiter } : {}),
    ...(quotes ? { quote } : {}),
    ...(escaper === '' ? {} : { escape: escaper }),
  };
}

/** A delimiter that stands in no row, or only in quotes, separates nothing. */
function isSplit(detection: Detection, request: Request): boolean {
  const { dialect, table } = detection.attempts[0]!;
  return request.delimiter !== undefined || (dialect.delimiter !== '' && table.width > 1);
}
