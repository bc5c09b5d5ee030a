import { BEYOND, PUNCTUATION } from './byte-kind.ts';
import { type Cell, groupBy, joinedCell, mergeRows, type Row } from './row.ts';
import { partKeys, type Run, replaceRuns } from './runs.ts';
import { segmentsOf } from './segments.ts';

/** Ids shorter than this are not looked for among names with dashes. */
const SURE_LENGTH = 8;
/** Bytes of base64 that separate elsewhere. */
const BASE64 = new Set(['-', '_']);

interface Named {
  readonly row: Row;
  readonly name: Run;
  readonly cell: Cell;
}

/**
 * Puts rows into a row whose segment is an id of one length: of base64 ids some have dashes, and read like names. Segment by
 * segment from the left. O(segments × rows × parts).
 */
export function absorbSegments(rows: readonly Row[]): readonly Row[] {
  const longest = rows.reduce((most, row) => Math.max(most, segmentsOf(row).length), 0);
  let current = rows;
  for (let index = 0; index < longest; index++) current = absorbAt(current, index);
  return current;
}

function absorbAt(rows: readonly Row[], index: number): readonly Row[] {
  const done: Row[] = [];
  const named: (Named & { readonly key: string })[] = [];
  for (const row of rows) {
    const name = segmentsOf(row)[index];
    if (name === undefined || !couldBeId(row, name)) {
      done.push(row);
      continue;
    }
    const keys = partKeys(row);
    const cell = joinedCell('mixed', row.parts.slice(name.start, name.end));
    const key = `${keys.slice(0, name.start).join('\0')}\ud8ff${keys.slice(name.end).join('\0')}`;
    named.push({ row, name, cell, key });
  }
  for (const group of groupBy(named, ({ key }) => key)) done.push(...absorbGroup(group));
  return done;
}

/** Letters, digits and dashes. */
const couldBeId = ({ parts }: Row, { start, end }: Run): boolean =>
  end > start &&
  parts.slice(start, end).every((part) => {
    if (part.kind === 'text') return BASE64.has(part.text) || /^[A-Za-z0-9]+$/.test(part.text);
    return (
      (part.kind === 'mixed' || part.kind === 'digits') &&
      (part.kinds & (BEYOND | PUNCTUATION)) === 0
    );
  });

function absorbGroup(group: readonly Named[]): readonly Row[] {
  const general = group.find(({ row, name, cell }) => isIds(row, name, cell));
  const like =
    general === undefined
      ? []
      : group.filter(({ cell }) => hasLength(cell, general.cell.maxLength));
  // Most of the ids have no dash, or it is not by chance that others have one.
  const count = like.reduce((sum, { row }) => sum + row.count, 0);
  if (general === undefined || like.length < 2 || 4 * general.row.count < count) {
    return group.map(({ row }) => row);
  }
  const merged = mergeRows(
    like.map(({ row, name, cell }) =>
      replaceRuns(row, [name], () => ({ ...cell, only: undefined })),
    ),
  );
  return [merged, ...group.filter((one) => !like.includes(one)).map(({ row }) => row)];
}

const isIds = ({ parts }: Row, { start, end }: Run, cell: Cell): boolean =>
  end - start === 1 &&
  parts[start]!.kind === 'mixed' &&
  cell.only === undefined &&
  cell.minLength >= SURE_LENGTH &&
  hasLength(cell, cell.maxLength);

const hasLength = ({ minLength, maxLength }: Cell, length: number): boolean =>
  minLength === length && maxLength === length;
