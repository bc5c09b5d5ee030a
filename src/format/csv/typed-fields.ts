import type { ReadField } from '../format.ts';
import type { FieldName } from './names.ts';
import { addValue, columnTypes, emptyColumn } from './value-types.ts';

type Cells = readonly string[];

/** Records that hold values: without the names where they come again (files put end to end) and without the notes at the end. O(cells). */
export function valuesOf(data: readonly Cells[], header: Cells | undefined): readonly Cells[] {
  let end = data.length;
  while (end > 1 && isNote(data[end - 1]!, data[0]!)) end--;
  const records = end === data.length ? data : data.slice(0, end);
  if (header === undefined) return records;
  return records.filter((record) => !isSame(record, header));
}

/** `(5 rows)`, a source, a line of underscores: one cell where records have more. */
function isNote(record: Cells, usual: Cells): boolean {
  return record.length === 1 && usual.length > 1;
}

function isSame(record: Cells, header: Cells): boolean {
  return record.length === header.length && record.every((cell, index) => cell === header[index]);
}

/** Fields with the types that their values do not contradict. O(cells). */
export function typedFields(
  names: readonly FieldName[],
  data: readonly Cells[],
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
