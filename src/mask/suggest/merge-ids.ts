import { DIGIT, HEX_LOWER, HEX_UPPER, LETTERS } from './byte-kind.ts';
import { mergeNumbers } from './merge-numbers.ts';
import { MOST_NAMES } from './merge-words.ts';
import { type Cell, cellOf, groupBy, isSeparator, joinedCell, type Row } from './row.ts';
import {
  isExtension,
  isPartitionName,
  MOST_RUNS,
  mostRunsOf,
  partKeys,
  type Run,
  replaceRuns,
  runsOf,
  wordOf,
} from './runs.ts';

/** Of the rows at one place this share, as a fraction, must have values of one length. */
const MOSTLY = 0.8;
/** Ids of one length look like words, numbers and both, in this many ways at least; those of one character in two. */
const FEWEST_LOOKS = 3;
/** Rows in which all values are hexadecimal digits of one length; of other letters there must be more. */
const FEWEST_HEX = 4;

/**
 * Finds short ids, such as the first digits of a hash: below one prefix they have one length and look like words, numbers and
 * anything between. Run by run from the left. O(runs² × rows).
 */
export const mergeIds = (rows: readonly Row[]): readonly Row[] =>
  mergePlaces(rows, FEWEST_HEX, idsAt);

/** So many words below one prefix are names, whatever follows each of them. */
const CROWD = 64;

/** Finds names where there is a crowd of them and what follows differs from one to the next. O(runs² × rows). */
export const mergeCrowds = (rows: readonly Row[]): readonly Row[] =>
  mergePlaces(rows, CROWD, crowdAt);

function mergePlaces(
  rows: readonly Row[],
  fewest: number,
  widened: (group: readonly Row[], index: number) => readonly Row[] | undefined,
): readonly Row[] {
  const longest = mostRunsOf(rows);
  let current = rows;
  let isChanged = false;
  for (let index = 0; index < longest; index++) {
    current = groupBy(current, (row) => placeKey(row, index)).flatMap((group) => {
      const isPlace = group.length >= fewest && placeKey(group[0]!, index) !== '';
      const wide = isPlace ? widened(group, index) : undefined;
      isChanged ||= wide !== undefined;
      return wide ?? group;
    });
  }
  if (!isChanged) return rows;
  return groupBy(current, (row) => partKeys(row).join('\0')).flatMap(mergeNumbers);
}

function crowdAt(group: readonly Row[], index: number): readonly Row[] | undefined {
  const wordAt = (row: Row): string | undefined => {
    const runs = runsOf(row);
    return isExtension(row, runs, index) ? undefined : wordOf(row, runs[index]!);
  };
  const words = new Set(group.map(wordAt).filter((word) => word !== undefined));
  if (words.size <= CROWD) return undefined;
  return group.map((row) => {
    const word = wordAt(row);
    if (word === undefined) return row;
    const runs = runsOf(row);
    const cell: Cell = { ...cellOf('name', word), only: undefined };
    const wide = replaceRuns(row, runs, (run) => (run === runs[index] ? cell : undefined));
    return { ...wide, namedRows: row.namedRows.length > 0 ? row.namedRows : [row] };
  });
}

/** What stands before a run, and the separators after it. */
function placeKey(row: Row, index: number): string {
  const runs = runsOf(row);
  const run = runs[index];
  if (run === undefined || runs.length > MOST_RUNS || isPartitionName(row, run)) return '';
  const before = partKeys(row).slice(0, run.start).join('\0');
  const after = row.parts
    .slice(run.end)
    .map((part) => (part.kind === 'text' && isSeparator(part) ? part.text : 'x'))
    .join('')
    .replace(/x+/g, 'x');
  return `${before}\ud8ff${after}`;
}

/** The rows with their ids at a place as such; undefined where there are none. */
function idsAt(group: readonly Row[], index: number): readonly Row[] | undefined {
  const values = group.flatMap((row) => {
    const run = runsOf(row)[index];
    if (run === undefined) return [];
    return [{ row, run, cell: joinedCell('mixed', row.parts.slice(run.start, run.end)) }];
  });
  const [ofLength = []] = [...groupBy(values, ({ cell }) => lengthKey(cell))].sort(
    (a, b) => b.length - a.length,
  );
  const length = ofLength[0]?.cell.minLength ?? 0;
  if (length !== ofLength[0]?.cell.maxLength || ofLength.length < MOSTLY * values.length)
    return undefined;
  const looks = new Set(ofLength.map(({ row, run }) => lookOf(row, run)));
  const kinds = ofLength.reduce((all, { cell }) => all | cell.kinds, 0);
  const isSure = isHex(kinds) && ofLength.length === values.length;
  if (group.length <= MOST_NAMES && !isSure) return undefined;
  if (
    looks.size < Math.min(FEWEST_LOOKS, length + 1) ||
    (kinds & DIGIT) === 0 ||
    (kinds & LETTERS) === 0
  )
    return undefined;
  const cells = new Map(ofLength.map(({ row, cell }) => [row, { ...cell, only: undefined }]));
  return group.map((row) => {
    const cell = cells.get(row);
    if (cell === undefined) return row;
    const runs = runsOf(row);
    return replaceRuns(row, runs, (run) => (run.start === runs[index]!.start ? cell : undefined));
  });
}

const lengthKey = ({ minLength, maxLength }: Cell): string => `${minLength} ${maxLength}`;

const isHex = (kinds: number): boolean =>
  (kinds & ~(DIGIT | HEX_LOWER)) === 0 || (kinds & ~(DIGIT | HEX_UPPER)) === 0;

/** Words, numbers and ids in the order in which they make up a run. */
const lookOf = ({ parts }: Row, { start, end }: Run): string =>
  parts
    .slice(start, end)
    .map(({ kind }) => kind)
    .join(' ');
