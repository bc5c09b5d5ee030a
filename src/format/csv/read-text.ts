import type { FileReading, FormatObservation, ReadField } from '../format.ts';
import { type Detection, detect, type Request } from './detect.ts';
import type { Model } from './model.ts';
import { type FieldName, generateNames, nameFields } from './names.ts';
import { parseRecords } from './records.ts';
import { type Row, scanRows } from './scan.ts';
import { filledCells, isComment, modalWidth } from './table.ts';
import { addValue, columnTypes, emptyColumn } from './value-types.ts';

/** Fields that one file may have; more is a fault, or no table. */
export const MAX_FIELDS = 10_000;
/** Under this chance the delimiter is ambiguous, under this score either way the header is assumed. */
const CONFIDENT = 0.8;
const CERTAIN = 4;
/** Rows of another width than the table's: from this share on the rows are ragged. */
const RAGGED = 0.02;

export interface TextReading extends FileReading {
  readonly detection: Detection;
  /** Rows of the table, the header among them. */
  readonly rowCount: number;
  /** The text ends inside its only row. */
  readonly partial: boolean;
}

/** Reads the fields of a delimited text, of which only the beginning may be there. */
export async function readText(
  text: string,
  complete: boolean,
  request: Request,
  model: Model,
): Promise<TextReading> {
  const detection = detect(text, complete, request, model);
  const best = detection.attempts[0]!;
  const { dialect } = best;
  const { header } = detection;
  const all = scanRows(
    text,
    dialect,
    { rows: Number.POSITIVE_INFINITY, characters: Number.POSITIVE_INFINITY, cells: MAX_FIELDS + 1 },
    complete,
  );
  const from = header.rows[0]?.from ?? 0;
  const table = all.rows.filter((row) => row.from >= from);
  const width = modalWidth(table);
  const base = {
    format: 'csv',
    ...(dialect.delimiter === '' ? {} : { delimiter: dialect.delimiter }),
    ...(all.closed > 0 || request.quote !== undefined
      ? dialect.quote === ''
        ? {}
        : { quote: dialect.quote }
      : {}),
    ...(dialect.escape === '' ? {} : { escape: dialect.escape }),
    detection,
    rowCount: table.length,
    partial: all.partial,
  };
  if (table.length === 0) {
    return { ...base, fields: [], observations: [{ rule: 'file/empty', args: {} }] };
  }
  if (Math.max(width, table[0]!.cells.length) > MAX_FIELDS) {
    return { ...base, fields: [], observations: [], unread: 'over-budget' };
  }
  const parsed = await parseRecords(text, dialect, table, all.spaced > 0);
  const comments = best.table.comments > 0;
  const records = parsed.filter(
    (record, index) => (index === 0 && header.present) || !comments || !isComment(record[0] ?? ''),
  );
  const [first = [], ...others] = records;
  const data = header.present ? others : records;
  const kept = dropBlankTail(header.present ? first : undefined, data, width);
  const names = header.present ? nameFields(kept.names) : generateNames(kept.width);
  return {
    ...base,
    header: header.present,
    ...(header.present ? { headerRow: header.rows[0]!.line } : {}),
    fields: typedFields(names, data, dialect.delimiter),
    observations: observe(detection, names, table, width),
  };
}

/** Columns without name whose every value is blank, at the end: a delimiter that closes each line, not a field. */
function dropBlankTail(
  names: readonly string[] | undefined,
  data: readonly (readonly string[])[],
  modal: number,
): { readonly names: readonly string[]; readonly width: number } {
  let width = names === undefined ? modal : Math.max(names.length, modal);
  const isBlank = (index: number) =>
    (names?.[index] ?? '').trim() === '' &&
    data.every((record) => (record[index] ?? '').trim() === '');
  while (width > 1 && isBlank(width - 1)) width--;
  const padded = Array.from({ length: width }, (_, index) => names?.[index] ?? '');
  return { names: padded, width };
}

function typedFields(
  names: readonly FieldName[],
  data: readonly (readonly string[])[],
  delimiter: string,
): readonly ReadField[] {
  const columns = names.map(emptyColumn);
  for (const record of data) {
    for (let index = 0; index < Math.min(record.length, columns.length); index++) {
      addValue(columns[index]!, record[index]!, delimiter);
    }
  }
  return names.map((name, index) => ({
    name: name.name,
    ...columnTypes(columns[index]!),
    ...(name.generated ? { generated: true } : {}),
  }));
}

function observe(
  detection: Detection,
  names: readonly FieldName[],
  table: readonly Row[],
  width: number,
): readonly FormatObservation[] {
  const found: FormatObservation[] = [];
  const { attempts, confidence, header } = detection;
  const best = attempts[0]!.dialect.delimiter;
  const other = attempts.find((one) => one.dialect.delimiter !== best);
  if (confidence < CONFIDENT && other !== undefined) {
    const args = { delimiter: best, alternative: other.dialect.delimiter };
    found.push({ rule: 'file/ambiguous-delimiter', args });
  }
  if (!header.present) found.push({ rule: 'file/no-header', args: {} });
  const ragged = table.filter((row) => row.cells.length !== width && filledCells(row) > 1);
  if (ragged.length > table.length * RAGGED) {
    found.push({ rule: 'file/ragged-rows', args: { fields: names.length } });
  }
  for (const [index, name] of names.entries()) {
    const field = name.name;
    if (name.blank) found.push({ rule: 'file/blank-field', field, args: { position: index + 1 } });
    if (name.duplicate !== undefined) {
      found.push({ rule: 'file/duplicate-field', field, args: { name: name.duplicate } });
    }
    if (name.untrimmed) found.push({ rule: 'file/untrimmed-field', field, args: {} });
  }
  return found;
}

/** Whether the header is believed, but not for certain. */
export function isAssumed(detection: Detection): boolean {
  return detection.header.because !== 'configured' && Math.abs(detection.header.score) < CERTAIN;
}
