import { type FieldName, generateNames, nameFields } from './names.ts';

type Cells = readonly string[];

/** The names of a table's columns, as many as it has. `header`: the record with the names, if there is one. O(cells). */
export function nameColumns(
  header: Cells | undefined,
  data: readonly Cells[],
  width: number,
): readonly FieldName[] {
  if (header === undefined) return generateNames(usedWidth([], data, width));
  const names = lacksRowNames(header, data, width) ? ['', ...header] : header;
  const used = usedWidth(names, data, isConsistent(data, width) ? width : names.length);
  return nameFields(Array.from({ length: used }, (_, index) => names[index] ?? ''));
}

/** Whether cells beyond the names are fields without a name, and not faults of a few rows. */
function isConsistent(data: readonly Cells[], width: number): boolean {
  const wide = data.filter((record) => record.length === width).length;
  return wide >= 2 && wide >= data.length * 0.9;
}

/** Without the columns at the end that have neither name nor value: a delimiter that closes each line makes no field. */
function usedWidth(names: Cells, data: readonly Cells[], width: number): number {
  let used = Math.max(names.length, width);
  const isBlank = (index: number) =>
    (names[index] ?? '').trim() === '' &&
    data.every((record) => (record[index] ?? '').trim() === '');
  while (used > 1 && isBlank(used - 1)) used--;
  return used;
}

/**
 * R writes row names without a name over them: a header that is one short, over rows that are all one longer, with values in the last
 * column and all different ones in the first.
 */
function lacksRowNames(header: Cells, data: readonly Cells[], width: number): boolean {
  if (header.length !== width - 1 || data.length < 2) return false;
  const first = new Set(data.map((record) => record[0]));
  return (
    first.size === data.length &&
    data.every((record) => record.length === width && record[0]!.trim() !== '') &&
    data.some((record) => record[width - 1]!.trim() !== '')
  );
}
