import type { Field } from '../catalogue/index.ts';

/** How the two names of one field compare. */
export type NameMatch = 'same' | 'renamed-case' | 'renamed-space';

/** One field on both sides; indexes count from 0. */
export interface FieldPair {
  readonly before: number;
  readonly after: number;
  readonly match: NameMatch;
}

const foldSpace = (name: string): string => name.replace(/[\s\u200b]+/g, ' ').trim();
const foldCase = (name: string): string => name.toLowerCase();

/** From the exact to the loose, so that a field never loses its namesake to a look-alike. */
const PASSES: readonly (readonly [NameMatch, (name: string) => string])[] = [
  ['same', (name) => name],
  ['renamed-case', foldCase],
  ['renamed-space', foldSpace],
  ['renamed-case', (name) => foldCase(foldSpace(name))],
];

/**
 * Finds each field of the base in the head: by exact name first, then by name but for case, then by name but for
 * white space (trimmed and collapsed; no-break space and byte-order mark are white), then but for both. Equal names pair in
 * order of occurrence. Result in the base's order. O(fields), whatever the names.
 */
export function matchFields(
  before: readonly Field[],
  after: readonly Field[],
): readonly FieldPair[] {
  const pairs: FieldPair[] = [];
  const same = commonStart(before, after);
  for (let i = 0; i < same; i++) pairs.push({ before: i, after: i, match: 'same' });
  let left = indexes(before, same);
  let right = indexes(after, same);
  for (const [match, fold] of PASSES) {
    if (left.length === 0 || right.length === 0) break;
    const waiting = groupByName(after, right, fold);
    const taken = new Set<number>();
    left = left.filter((index) => {
      const found = waiting.get(fold(nameAt(before, index)))?.next();
      if (found === undefined || found.done) return true;
      taken.add(found.value);
      pairs.push({ before: index, after: found.value, match });
      return false;
    });
    right = right.filter((index) => !taken.has(index));
  }
  return pairs.sort((a, b) => a.before - b.before);
}

/** Fields that both sides begin with; in a common beginning the k-th of a name stands at the same place on both sides. */
function commonStart(before: readonly Field[], after: readonly Field[]): number {
  let i = 0;
  while (i < before.length && i < after.length && before[i]?.name === after[i]?.name) i++;
  return i;
}

function indexes(fields: readonly Field[], from: number): readonly number[] {
  return Array.from({ length: fields.length - from }, (_, i) => from + i);
}

function nameAt(fields: readonly Field[], index: number): string {
  return fields[index]?.name ?? '';
}

/** Per folded name, its indexes as a queue. */
function groupByName(
  fields: readonly Field[],
  among: readonly number[],
  fold: (name: string) => string,
): ReadonlyMap<string, IterableIterator<number>> {
  const groups = new Map<string, number[]>();
  for (const index of among) {
    const key = fold(nameAt(fields, index));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return new Map([...groups].map(([key, group]) => [key, group.values()]));
}
