import {
  type Cell,
  digitsOfDate,
  groupBy,
  isCompactDate,
  mergeRows,
  type Part,
  partKey,
  type Row,
  weakDate,
} from './row.ts';

const erased = (part: Part): string =>
  part.kind === 'digits' || isCompactDate(part) ? '\ud800' : partKey(part);

/**
 * Merges rows that differ only in how many digits a number has. A width that reads as years or months is a date, and stays
 * apart, unless plain numbers stand at the same place; a date is a number where numbers of its width outweigh it.
 * O(rows × parts).
 */
export function mergeNumbers(rows: readonly Row[]): readonly Row[] {
  return groupBy(rows, (row) => row.parts.map(erased).join('\0')).flatMap((group) =>
    group.length === 1 ? group : mergeGroup(group),
  );
}

function mergeGroup(group: readonly Row[]): readonly Row[] {
  const places = group[0]!.parts.map((_, i) => placeOf(group, i));
  const readRows = group.map((row) => ({
    ...row,
    parts: row.parts.map((part, i) =>
      places[i]!.datesAreDigits(part) ? digitsOfDate(part) : part,
    ),
  }));
  return groupBy(readRows, (row) =>
    row.parts
      .map((part, i) =>
        part.kind === 'digits' && !places[i]!.hasPlain ? weakDate(part) : partKey(part),
      )
      .join('\0'),
  ).map(mergeRows);
}

interface Place {
  /** Plain numbers stand here, so that what looks like a year is one of them. */
  readonly hasPlain: boolean;
  readonly datesAreDigits: (part: Part) => part is Cell;
}

function placeOf(group: readonly Row[], i: number): Place {
  const countOf = (test: (part: Part) => boolean): number =>
    group.reduce((sum, row) => sum + (test(row.parts[i]!) ? row.count : 0), 0);
  const widths = new Set(
    group
      .map((row) => row.parts[i]!)
      .flatMap((part) => (isCompactDate(part) ? [part.maxLength] : [])),
  );
  const numeric = [...widths].filter((width) => {
    const dates = countOf((part) => isCompactDate(part) && part.maxLength === width);
    return countOf((part) => part.kind === 'digits' && part.maxLength === width) >= dates;
  });
  return {
    hasPlain:
      numeric.length > 0 || countOf((part) => part.kind === 'digits' && weakDate(part) === '') > 0,
    datesAreDigits: (part): part is Cell => isCompactDate(part) && numeric.includes(part.maxLength),
  };
}
