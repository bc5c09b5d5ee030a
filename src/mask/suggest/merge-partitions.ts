import { groupBy, joinedCell, mergeRows, type Part, type Row } from './row.ts';
import { isText, MOST_RUNS, partKeys, type Run, runsOf } from './runs.ts';

/**
 * Merges rows that differ only in the form of a `name=value` directory's value (`id=12`, `id=unknown`), and marks what stays
 * apart: a single odd value beside others, such as `__HIVE_DEFAULT_PARTITION__`, is text. O(partitions × rows × parts).
 */
export function mergePartitions(rows: readonly Row[]): readonly Row[] {
  const most = rows.reduce((count, row) => Math.max(count, valuesOf(row).length), 0);
  let current = rows;
  for (let index = 0; index < most; index++) current = mergeAt(current, index);
  return current;
}

function mergeAt(rows: readonly Row[], index: number): readonly Row[] {
  const found = rows.map((row) => {
    const value = valuesOf(row)[index];
    const keys = partKeys(row);
    const key =
      value === undefined
        ? keys.join('\0')
        : `${keys.slice(0, value.start).join('\0')}\ud8ff${keys.slice(value.end).join('\0')}`;
    return { row, value, key };
  });
  return groupBy(found, ({ key }) => key).flatMap((group) => {
    if (group.length === 1 || group.some(({ value }) => value === undefined)) {
      return group.map(({ row }) => row);
    }
    const odd = group.filter(({ row, value }) => isOneWord(row, value!));
    const rest = group.filter((one) => !odd.includes(one));
    const hasWords = rest.some(({ row, value }) => row.parts[value!.start]!.kind === 'value');
    return [
      ...odd.map(({ row, value }) => withValue(row, value!, 'text')),
      ...(hasWords
        ? [mergeRows(rest.map(({ row, value }) => withValue(row, value!, 'value')))]
        : rest.map(({ row }) => row)),
    ];
  });
}

/** Where the values of `name=value` directories stand. */
function valuesOf(row: Row): readonly Run[] {
  if (runsOf(row).length > MOST_RUNS) return [];
  const { parts } = row;
  const values: Run[] = [];
  for (let i = 1; i < parts.length; i++) {
    if (!isText(parts[i - 1], '=')) continue;
    let end = i;
    while (end < parts.length && !isText(parts[end], '/')) end += 1;
    if (end < parts.length && end > i) values.push({ start: i, end });
    i = end;
  }
  return values;
}

const isOneWord = ({ parts }: Row, { start }: Run): boolean => {
  const part = parts[start]!;
  return part.kind === 'value' && part.only !== undefined;
};

function withValue(row: Row, { start, end }: Run, kind: 'text' | 'value'): Row {
  const parts = row.parts.slice(start, end);
  const cell = parts[0]!;
  const value: Part =
    kind === 'text' && cell.kind === 'value'
      ? { kind: 'text', text: cell.only! }
      : end - start === 1 && cell.kind === 'value'
        ? cell
        : { ...joinedCell('value', parts), only: undefined };
  return { ...row, parts: [...row.parts.slice(0, start), value, ...row.parts.slice(end)] };
}
