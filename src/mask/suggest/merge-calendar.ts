import { isMonthName, isWeekdayName } from './calendar-names.ts';
import { mergeNumbers } from './merge-numbers.ts';
import { type Cell, cellOf, groupBy, isSeparator, type Row } from './row.ts';
import { isText, MOST_RUNS, partKeys, runsOf } from './runs.ts';

/** A row that has a word at the place looked at. */
interface Member {
  readonly row: Row;
  readonly word: string;
}

/**
 * Merges rows that differ in the name of a month or of a day of the week, also inside a run (`05Jan2024`). A name that comes
 * again in its key is one. O(parts² × rows) of those rows alone that have such a name.
 */
export function mergeCalendar(rows: readonly Row[]): readonly Row[] {
  const places = new Set<number>();
  for (const row of rows) {
    row.parts.forEach((part, at) => {
      if (part.kind === 'text' && kindOf([part.text]) !== undefined) places.add(at);
    });
  }
  return [...places].sort((a, b) => a - b).reduce(mergeAt, rows);
}

function mergeAt(rows: readonly Row[], at: number): readonly Row[] {
  const done: Row[] = [];
  const members: (Member & { readonly key: string })[] = [];
  for (const row of rows) {
    const word = wordAt(row, at);
    if (word === undefined) done.push(row);
    else members.push({ row, word, key: keyWithout(row, word) });
  }
  for (const group of groupBy(members, ({ key }) => key)) done.push(...mergeGroup(group));
  return done;
}

function wordAt(row: Row, at: number): string | undefined {
  const part = row.parts[at];
  if (part?.kind !== 'text' || isSeparator(part) || isText(row.parts[at + 1], '='))
    return undefined;
  return runsOf(row).length > MOST_RUNS ? undefined : part.text;
}

const keyWithout = (row: Row, word: string): string =>
  partKeys(row)
    .map((key, at) => (isText(row.parts[at], word) ? '\ud8ff' : key))
    .join('\0');

/** Two names at least, and more of them than of other words: `may` and `mark` are people. */
function mergeGroup(group: readonly Member[]): readonly Row[] {
  const words = new Set(group.map(({ word }) => word));
  const names = new Set([...words].filter((word) => kindOf([word]) !== undefined));
  const kind = kindOf([...names]);
  if (kind === undefined || names.size < 2 || 2 * names.size <= words.size) {
    return group.map(({ row }) => row);
  }
  const named = group.filter(({ word }) => names.has(word));
  return [
    ...group.filter(({ word }) => !names.has(word)).map(({ row }) => row),
    ...mergeNumbersOf(named.map((member) => generalised(member, kind))),
  ];
}

const mergeNumbersOf = (rows: readonly Row[]): readonly Row[] =>
  groupBy(rows, (row) => partKeys(row).join('\0')).flatMap(mergeNumbers);

/** What all words name; undefined where they do not. */
function kindOf(words: readonly string[]): 'month' | 'weekday' | undefined {
  if (words.every(isMonthName)) return 'month';
  return words.every(isWeekdayName) ? 'weekday' : undefined;
}

function generalised({ row, word }: Member, kind: 'month' | 'weekday'): Row {
  const cell: Cell = { ...cellOf(kind, word), only: undefined };
  return { ...row, parts: row.parts.map((part) => (isText(part, word) ? cell : part)) };
}
