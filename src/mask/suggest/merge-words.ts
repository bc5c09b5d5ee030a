import { DIGIT } from './byte-kind.ts';
import { isPlaceCode } from './codes.ts';
import { mergeNumbers } from './merge-numbers.ts';
import { type Cell, cellOf, groupBy, joinedCell, type Row } from './row.ts';
import {
  isExtension,
  isPartitionName,
  keyWithHoles,
  MOST_RUNS,
  mostRunsOf,
  partKeys,
  type Run,
  replaceRuns,
  runsOf,
  wordOf,
} from './runs.ts';

/** Rows that differ in a word stay apart, as a person would list them, up to this many; beyond, one mask separates them. */
export const MOST_NAMES = 8;
/** Words in capital letters, no longer than this, are codes where there are some of them of one length. */
const LONGEST_CODE = 3;
const FEWEST_CODES = 4;
/** The same of many lengths, the shortest of which are as short as that; tables have such names too, but none as short. */
const LONGEST_SYMBOL = 5;
/** Letters that number things, from the first letter on. */
const FEWEST_LETTERS = 3;

/** One row of a bucket, with the run in which it differs from the others. */
interface Member {
  readonly row: Row;
  readonly runs: readonly Run[];
  readonly run: Run;
  readonly word: string | undefined;
}

/** Members of a bucket that are to be one row, and what their words are. */
interface Choice {
  readonly kind: 'code' | 'mixed' | 'name';
  readonly members: readonly Member[];
}
type Choose = (bucket: readonly Member[]) => Choice | undefined;

/**
 * Merges rows that differ in one run each whose words are values: codes of places, and ids that no row with an id
 * covers. Run by run from the left; a value that comes again in its key is one. O(runs² × rows).
 */
export const mergeValues = (rows: readonly Row[]): readonly Row[] => mergeRuns(rows, chooseValues);

/** The same where the words are names, and many. */
export const mergeNames = (rows: readonly Row[]): readonly Row[] => mergeRuns(rows, chooseNames);

function mergeRuns(rows: readonly Row[], choose: Choose): readonly Row[] {
  const longest = mostRunsOf(rows);
  let current = rows;
  for (let index = 0; index < longest; index++) current = mergeAt(current, index, choose);
  return current;
}

function mergeAt(rows: readonly Row[], index: number, choose: Choose): readonly Row[] {
  const done: Row[] = [];
  const buckets = new Map<string, Member[]>();
  for (const row of rows) {
    const runs = runsOf(row);
    const run = runs[index];
    if (
      run === undefined ||
      runs.length > MOST_RUNS ||
      isPartitionName(row, run) ||
      isExtension(row, runs, index)
    ) {
      done.push(row);
      continue;
    }
    const word = wordOf(row, run);
    const isHole = (one: Run): boolean =>
      one === run ||
      (word !== undefined && wordOf(row, one) === word) ||
      (row.parts[run.start]!.kind === 'name' && row.parts[one.start]!.kind === 'echo');
    const key = keyWithHoles(row, partKeys(row), isHole, runs, '\ud8ff');
    const member = { row, runs, run, word };
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [member]);
    else bucket.push(member);
  }
  for (const bucket of buckets.values()) {
    const choice = bucket.length === 1 ? undefined : choose(bucket);
    done.push(
      ...(choice === undefined ? bucket.map(({ row }) => row) : withMerged(bucket, choice)),
    );
  }
  return done;
}

function chooseNames(bucket: readonly Member[]): Choice | undefined {
  const words = bucket.filter(({ word }) => word !== undefined);
  // Names that were merged before take the words that have come since.
  const names = bucket.filter(({ row, run }) => row.parts[run.start]!.kind === 'name');
  return words.length > (names.length > 0 ? 0 : MOST_NAMES)
    ? { kind: 'name', members: [...names, ...words] }
    : undefined;
}

function chooseValues(bucket: readonly Member[]): Choice | undefined {
  const words = bucket.filter(({ word }) => word !== undefined);
  const places = words.filter(({ word }) => isPlaceCode(word!));
  if (places.length >= 2 && 2 * places.length > words.length) {
    const numbers = bucket.filter(({ row, run }) => isTwoDigits(row, run));
    return { kind: 'code', members: [...places, ...numbers] };
  }
  const codes = codesAmong(words);
  if (codes.length > 0) return { kind: 'code', members: codes };
  // Many words with numbers, all of them different: ids that people or programs chose.
  const withDigits = bucket.filter(isWordAndDigits);
  return withDigits.length > MOST_NAMES && withDigits.length > words.length
    ? { kind: 'mixed', members: [...words, ...withDigits] }
    : undefined;
}

/** The words that are codes nobody knows: letters that number, currencies, symbols of an exchange. */
function codesAmong(words: readonly Member[]): readonly Member[] {
  const like = (pattern: RegExp): readonly Member[] =>
    words.filter(({ word }) => pattern.test(word!));
  for (const pattern of [/^[a-z]$/, /^[A-Z]$/]) {
    const letters = like(pattern);
    const codes = letters.map(({ word }) => word!.toLowerCase().charCodeAt(0) - 0x61);
    const isFromFirst = new Set(codes).size === Math.max(...codes) + 1;
    if (isFromFirst && codes.length >= FEWEST_LETTERS) return letters;
  }
  const symbols = like(/^[A-Z]+$/).filter(({ word }) => word!.length <= LONGEST_SYMBOL);
  const lengths = new Set(symbols.map(({ word }) => word!.length));
  const isShort = Math.min(...lengths) <= LONGEST_CODE;
  const enough = lengths.size === 1 ? FEWEST_CODES : MOST_NAMES + 1;
  return isShort && symbols.length >= enough ? symbols : [];
}

function isWordAndDigits({ row, run }: Member): boolean {
  const { kinds } = joinedCell('mixed', row.parts.slice(run.start, run.end));
  return (kinds & DIGIT) !== 0 && kinds !== DIGIT;
}

const isTwoDigits = (row: Row, { start, end }: Run): boolean => {
  const part = row.parts[start]!;
  return (
    end - start === 1 && part.kind === 'digits' && part.minLength === 2 && part.maxLength === 2
  );
};

/** The rows of a bucket, those chosen as one, but for those whose dates differ in form. */
function withMerged(bucket: readonly Member[], { kind, members }: Choice): readonly Row[] {
  const chosen = new Set(members);
  const replaced = members.map((member) => generalised(member, kind));
  return [
    ...bucket.filter((member) => !chosen.has(member)).map(({ row }) => row),
    ...groupBy(replaced, (row) => partKeys(row).join('\0')).flatMap(mergeNumbers),
  ];
}

function generalised({ row, runs, run, word }: Member, kind: Choice['kind']): Row {
  if (row.parts[run.start]!.kind === 'name') return row;
  const whole =
    word === undefined ? joinedCell(kind, row.parts.slice(run.start, run.end)) : cellOf(kind, word);
  const cell: Cell = { ...whole, only: undefined };
  const wide = replaceRuns(row, runs, (one) => {
    if (one === run) return cell;
    if (word === undefined || wordOf(row, one) !== word) return undefined;
    return kind === 'name' ? { ...cell, kind: 'echo' } : cell;
  });
  return kind === 'name' ? { ...wide, namedRows: [row] } : wide;
}
