import type { Field, FieldType } from '../catalogue/index.ts';
import type { FieldPair } from './match-fields.ts';

/** More unmatched fields than this between the same two neighbours say nothing about who became whom. */
const MAX_GAP = 4;

/**
 * Guesses which removed field lives on as which added one; a note for people, so it is conservative. Two fields pair
 *
 * - when only punctuation, case or Unicode form tells their names apart (`customer_id`, `CustomerID`), once on each side; or
 * - when equally few were removed and added between the same two surviving neighbours, in order, and their types agree.
 *
 * Returns base index to head index. Deterministic; O(fields).
 */
export function possibleRenames(
  before: readonly Field[],
  after: readonly Field[],
  pairs: readonly FieldPair[],
): ReadonlyMap<number, number> {
  const removed = unmatched(before, new Set(pairs.map((pair) => pair.before)));
  const added = unmatched(after, new Set(pairs.map((pair) => pair.after)));
  const renames = new Map<number, number>();
  if (removed.length === 0 || added.length === 0) return renames;
  const propose = (from: readonly number[], to: readonly number[]): void => {
    const agree = from.every((index, i) => areCompatible(before[index], after[to[i] ?? -1]));
    if (from.length !== to.length || !agree) return;
    for (const [i, index] of from.entries()) renames.set(index, to[i] ?? -1);
  };

  const addedBySkeleton = groupBy(added, (index) => skeleton(after[index]));
  for (const [key, from] of groupBy(removed, (index) => skeleton(before[index]))) {
    if (key !== '' && from.length === 1) propose(from, addedBySkeleton.get(key) ?? []);
  }

  if (pairs.length === 0) return renames;
  const paired = new Set(renames.values());
  const openRemoved = removed.filter((index) => !renames.has(index));
  const openAdded = added.filter((index) => !paired.has(index));
  // A gap is named by the pairs on its two sides, which both files share.
  const addedByGap = groupByGap(openAdded, pairs, 'after');
  for (const [gap, from] of groupByGap(openRemoved, pairs, 'before')) {
    if (from.length <= MAX_GAP) propose(from, addedByGap.get(gap) ?? []);
  }
  return renames;
}

function unmatched(fields: readonly Field[], matched: ReadonlySet<number>): readonly number[] {
  return fields.map((_, index) => index).filter((index) => !matched.has(index));
}

/** What is left of a name when its writing style is taken away. */
function skeleton(field: Field | undefined): string {
  return (field?.name ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Types by what a value of one may look like in the other. Text could be anything, so it pairs with text only. */
const FAMILY: Readonly<Record<FieldType, string>> = {
  integer: 'number',
  number: 'number',
  date: 'date',
  datetime: 'date',
  time: 'time',
  boolean: 'boolean',
  string: 'string',
};

function areCompatible(a: Field | undefined, b: Field | undefined): boolean {
  return a !== undefined && b !== undefined && FAMILY[a.type] === FAMILY[b.type];
}

function groupBy<K>(indexes: readonly number[], keyOf: (index: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const index of indexes) {
    const key = keyOf(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return groups;
}

/** Groups unmatched indexes of one side by the nearest pairs before and after them on that side. */
function groupByGap(
  indexes: readonly number[],
  pairs: readonly FieldPair[],
  side: 'before' | 'after',
): Map<string, number[]> {
  const ordered = pairs.toSorted((a, b) => a[side] - b[side]);
  let passed = 0;
  return groupBy(indexes, (index) => {
    while ((ordered[passed]?.[side] ?? Number.POSITIVE_INFINITY) < index) passed++;
    return `${ordered[passed - 1]?.before ?? 'start'} ${ordered[passed]?.before ?? 'end'}`;
  });
}
