import { DIGIT } from './byte-kind.ts';
import { DATE_LAYOUTS, FIRST_SEPARATED } from './date-layout.ts';
import { type Cell, cellOf, groupBy, type Part, partKey, type Row } from './row.ts';

/** What the numbers of a date lie between. */
const RANGES: Readonly<Record<string, readonly [min: number, max: number]>> = {
  YYYY: [1900, 2100],
  MM: [1, 12],
  DD: [1, 31],
};

/**
 * Takes dates apart into numbers where other keys have the same date without its zeros (`2024-1-5` beside `2024-11-20`): the two
 * are one family, and no format takes both. O(rows × parts).
 */
export function expandDates(rows: readonly Row[]): readonly Row[] {
  const wide = rows.map((row) => {
    const parts = row.parts.flatMap(partsOf);
    return { row, expanded: { ...row, parts }, key: parts.map(partKey).join('\0') };
  });
  return groupBy(wide, ({ key }) => key).flatMap((group) => {
    const isUnpadded = group.some(
      ({ row, expanded }) =>
        row.parts.length === expanded.parts.length &&
        group.some((other) => hasShorter(row, other.row)),
    );
    return group.map(({ row, expanded }) => (isUnpadded ? expanded : row));
  });
}

const isSeparatedDate = (part: Part): part is Cell =>
  part.kind === 'date' && part.layout >= FIRST_SEPARATED;

function partsOf(part: Part): readonly Part[] {
  if (!isSeparatedDate(part)) return [part];
  const layout = DATE_LAYOUTS[part.layout]!;
  return layout.split(/([^A-Z])/).map((text): Part => {
    const range = RANGES[text];
    if (range === undefined) return { kind: 'text', text };
    const [min, max] = range;
    const minLength = text === 'YYYY' ? 4 : 1;
    return { ...cellOf('digits', text), only: undefined, kinds: DIGIT, minLength, min, max };
  });
}

/** Whether the row has a number of one digit where a part of the other's date has two. */
function hasShorter(row: Row, other: Row): boolean {
  let at = 0;
  for (const part of other.parts) {
    const width = partsOf(part).length;
    if (isSeparatedDate(part)) {
      const found = row.parts.slice(at, at + width);
      if (found.some((cell) => cell.kind === 'digits' && cell.minLength === 1)) return true;
    }
    at += width;
  }
  return false;
}
