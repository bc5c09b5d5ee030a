import type { FormatObservation } from '../format.ts';
import { type Detection, isDoubted } from './detect.ts';
import type { FieldName } from './names.ts';
import { filledCells, type Row } from './scan.ts';

/** Under this chance the delimiter is ambiguous. Of the files with a known answer, those above it were all right. */
const CONFIDENT = 0.8;
/** Share of the rows with another number of cells, from which on the rows are ragged. */
const RAGGED = 0.02;

/**
 * What is worth a finding of the area `file/`. Nothing volatile: how many rows are ragged and how sure the model is changes with every
 * day's data.
 */
export function observe(
  detection: Detection,
  names: readonly FieldName[],
  table: readonly Row[],
  width: number,
): readonly FormatObservation[] {
  const found: FormatObservation[] = [];
  const { attempts, confidence, header } = detection;
  const best = attempts[0]!;
  const { delimiter } = best.dialect;
  // Two delimiters that both leave one column read the same: a hinted one, say, that is not in the text.
  const rival = attempts.find(
    (one) => one.dialect.delimiter !== delimiter && Math.max(one.table.width, best.table.width) > 1,
  );
  if (confidence < CONFIDENT && rival !== undefined) {
    const args = { delimiter, alternative: rival.dialect.delimiter };
    found.push({ rule: 'file/ambiguous-delimiter', args });
  }
  if (!header.present && header.because !== 'configured')
    found.push({ rule: 'file/no-header', args: {} });
  if (isDoubted(header)) found.push({ rule: 'file/no-header', args: { assumed: true } });
  const ragged = table.filter((row) => row.cells.length !== width && filledCells(row) > 1);
  if (ragged.length > table.length * RAGGED) {
    found.push({ rule: 'file/ragged-rows', args: { fields: names.length } });
  }
  return [...found, ...names.flatMap(aboutName)];
}

function aboutName(name: FieldName, index: number): readonly FormatObservation[] {
  const field = name.name;
  const found: FormatObservation[] = [];
  if (name.blank) found.push({ rule: 'file/blank-field', field, args: { position: index + 1 } });
  if (name.duplicate !== undefined) {
    found.push({ rule: 'file/duplicate-field', field, args: { name: name.duplicate } });
  }
  if (name.untrimmed) found.push({ rule: 'file/untrimmed-field', field, args: {} });
  return found;
}
