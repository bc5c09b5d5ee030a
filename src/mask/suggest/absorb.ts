import { BEYOND, BIG, DIGIT, LOWER, SMALL, UPPER } from './byte-kind.ts';
import {
  type Cell,
  groupBy,
  isSeparator,
  joinedCell,
  mergeRows,
  type Part,
  type Row,
} from './row.ts';
import { isExtension, isPartitionName, partKeys, type Run, replaceRuns, runsOf } from './runs.ts';

/** Rows with ids that others are compared with, per structure. */
const MOST_GENERAL = 32;

/** A row belongs to a larger one only where it is this many times smaller: ids look like words by chance, not often. */
const CHANCE = 4;

/** Ids of one length from here on are believed when there is only one of them. */
const SURE_LENGTH = 8;

interface Candidate {
  readonly row: Row;
  readonly runs: readonly Run[];
  readonly keys: readonly string[];
}

/**
 * Puts rows into a larger row with ids that covers them: an id of letters alone looks like a word, one of digits alone like
 * a number or a date. O(rows × 32 × parts).
 */
export function absorb(rows: readonly Row[]): readonly Row[] {
  return groupBy(rows, skeletonOf).flatMap((group) =>
    group.length === 1 ? group : absorbGroup(group),
  );
}

/** The separators of a row, with a letter for each run. */
const skeletonOf = ({ parts }: Row): string =>
  parts
    .map((part) => (part.kind === 'text' && isSeparator(part) ? part.text : 'x'))
    .join('')
    .replace(/x+/g, 'x');

function absorbGroup(group: readonly Row[]): readonly Row[] {
  // Larger rows first; ties stay in the order of the rows, which is that of their signatures.
  const candidates = group.map(candidateOf).sort((a, b) => b.row.count - a.row.count);
  const left = new Set(candidates);
  const generals = candidates.filter(({ row }) => row.parts.some(isIdCell)).slice(0, MOST_GENERAL);
  const done: Row[] = [];
  for (const general of generals) {
    if (!left.delete(general)) continue;
    const like = [general.row];
    for (const candidate of left) {
      const row = asLike(general, candidate);
      if (row === undefined) continue;
      like.push(row);
      left.delete(candidate);
    }
    done.push(mergeRows(like));
  }
  return [...done, ...[...left].map(({ row }) => row)];
}

const isIdCell = (part: Part): part is Cell =>
  part.kind === 'mixed' &&
  (part.only === undefined || (part.minLength >= SURE_LENGTH && part.minLength === part.maxLength));

/**
 * One row of two whose masks take each other's keys: what differs is an id. Undefined where their separators, their extensions
 * or the names of their partitions differ.
 */
export function unite(one: Row, other: Row): Row | undefined {
  if (skeletonOf(one) !== skeletonOf(other)) return undefined;
  const [a, b] = [candidateOf(one), candidateOf(other)];
  const replaced = new Map<Run, Cell>();
  for (const [i, run] of a.runs.entries()) {
    const twin = b.runs[i]!;
    if (hasSameKeys(a, run, b, twin)) continue;
    if (isPartitionName(one, run) || isExtension(one, a.runs, i) || isExtension(other, b.runs, i)) {
      return undefined;
    }
    replaced.set(run, joinedCell('mixed', one.parts.slice(run.start, run.end)));
    replaced.set(twin, joinedCell('mixed', other.parts.slice(twin.start, twin.end)));
  }
  const widened = [a, b].map(({ row, runs }) => replaceRuns(row, runs, (run) => replaced.get(run)));
  return mergeRows(widened);
}

const candidateOf = (row: Row): Candidate => ({ row, runs: runsOf(row), keys: partKeys(row) });

/** The candidate with the structure of the general row; undefined where its keys are not of that row. */
function asLike(general: Candidate, candidate: Candidate): Row | undefined {
  if (general.runs.length !== candidate.runs.length) return undefined;
  const replaced = new Map<Run, Cell>();
  for (const [i, run] of candidate.runs.entries()) {
    const wide = general.runs[i]!;
    if (hasSameKeys(general, wide, candidate, run)) {
      if (!widthsFit(general.row, wide, candidate.row, run)) return undefined;
      continue;
    }
    const cell = general.row.parts[wide.start]!;
    if (wide.end - wide.start !== 1 || !isIdCell(cell)) return undefined;
    const value = joinedCell('mixed', candidate.row.parts.slice(run.start, run.end));
    if (value.minLength < cell.minLength || value.maxLength > cell.maxLength) return undefined;
    if ((value.kinds & ~alphabetOf(cell.kinds)) !== 0) return undefined;
    replaced.set(run, value);
  }
  if (replaced.size === 0) return candidate.row;
  if (candidate.row.count * CHANCE > general.row.count) return undefined;
  return replaceRuns(candidate.row, candidate.runs, (run) => replaced.get(run));
}

function hasSameKeys(a: Candidate, runA: Run, b: Candidate, runB: Run): boolean {
  if (runA.end - runA.start !== runB.end - runB.start) return false;
  for (let i = runA.start; i < runA.end; i++) {
    if (a.keys[i] !== b.keys[runB.start + i - runA.start]) return false;
  }
  return true;
}

/** Numbers of another width are another structure. */
function widthsFit(general: Row, wide: Run, row: Row, run: Run): boolean {
  for (let i = wide.start; i < wide.end; i++) {
    const cell = general.parts[i]!;
    const other = row.parts[run.start + i - wide.start]!;
    if (cell.kind !== 'digits' || other.kind !== 'digits') continue;
    if (other.minLength < cell.minLength || other.maxLength > cell.maxLength) return false;
  }
  return true;
}

/** The letters and digits that ids may have in which these were seen. Where all were hexadecimal, all others are. */
function alphabetOf(kinds: number): number {
  const isHex = (kinds & (LOWER | UPPER | BEYOND)) === 0;
  if (isHex) return kinds | DIGIT;
  return kinds | DIGIT | ((kinds & SMALL) === 0 ? 0 : SMALL) | ((kinds & BIG) === 0 ? 0 : BIG);
}
