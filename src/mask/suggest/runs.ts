import { isSeparator, type Part, partKey, type Row } from './row.ts';

/** Parts `[start, end)` of a row that stand together without a separator. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Rows of more runs than this are not compared run by run: no program names files so, and it would take too long. */
export const MOST_RUNS = 64;

/** What was found out about rows, which are asked for it again and again. */
const runsOfRow = new WeakMap<Row, readonly Run[]>();
const keysOfRow = new WeakMap<Row, readonly string[]>();

/** The runs of a row, in order. O(parts), once a row. */
export function runsOf(row: Row): readonly Run[] {
  let runs = runsOfRow.get(row);
  if (runs === undefined) {
    runs = findRuns(row);
    runsOfRow.set(row, runs);
  }
  return runs;
}

/** The keys of a row's parts. O(parts), once a row. */
export function partKeys(row: Row): readonly string[] {
  let keys = keysOfRow.get(row);
  if (keys === undefined) {
    keys = row.parts.map(partKey);
    keysOfRow.set(row, keys);
  }
  return keys;
}

/** The greatest number of runs among the rows that are compared run by run. */
export const mostRunsOf = (rows: readonly Row[]): number =>
  rows.reduce((most, row) => {
    const { length } = runsOf(row);
    return length <= MOST_RUNS ? Math.max(most, length) : most;
  }, 0);

function findRuns({ parts }: Row): readonly Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let i = 0; i <= parts.length; i++) {
    if (i < parts.length && !isSeparator(parts[i])) continue;
    if (i > start) runs.push({ start, end: i });
    start = i + 1;
  }
  return runs;
}

/** The word that a run is; undefined where it has a cell or more than one part. */
export function wordOf({ parts }: Row, { start, end }: Run): string | undefined {
  const part = parts[start]!;
  return end - start === 1 && part.kind === 'text' ? part.text : undefined;
}

/** A run that says what the file is: the words after the dots at the end of a key. */
export function isExtension(row: Row, runs: readonly Run[], index: number): boolean {
  for (let i = runs.length - 1; i >= index; i--) {
    const run = runs[i]!;
    const before = row.parts[run.start - 1];
    const after = row.parts[run.end];
    const isLast = i === runs.length - 1 ? after === undefined : isText(after, '.');
    if (!isLast || !isText(before, '.') || row.parts[run.start]!.kind !== 'text') return false;
  }
  return true;
}

/** The name of a `name=value` directory. */
export const isPartitionName = (row: Row, run: Run): boolean => isText(row.parts[run.end], '=');

export const isText = (part: Part | undefined, text: string): boolean =>
  part !== undefined && part.kind === 'text' && part.text === text;

/** The key of a row with some runs left open, each written as `hole`. */
export function keyWithHoles(
  { parts }: Row,
  keys: readonly string[],
  isHole: (run: Run) => boolean,
  runs: readonly Run[],
  hole: string,
): string {
  let text = '';
  let at = 0;
  for (const run of runs) {
    if (!isHole(run)) continue;
    while (at < run.start) text += `${keys[at++]}\0`;
    text += `${hole}\0`;
    at = run.end;
  }
  while (at < parts.length) text += `${keys[at++]}\0`;
  return text;
}

/** The row with runs replaced by cells. `cellFor` gives none where a run stays. */
export function replaceRuns(
  row: Row,
  runs: readonly Run[],
  cellFor: (run: Run) => Part | undefined,
): Row {
  const parts: Part[] = [];
  let at = 0;
  for (const run of runs) {
    const cell = cellFor(run);
    if (cell === undefined) continue;
    while (at < run.start) parts.push(row.parts[at++]!);
    parts.push(cell);
    at = run.end;
  }
  while (at < row.parts.length) parts.push(row.parts[at++]!);
  return { ...row, parts };
}
