import type { Field, FieldType, FileEntry } from '../catalogue/index.ts';
import type { Difference } from './difference.ts';
import { type FieldPair, matchFields } from './match-fields.ts';
import { possibleRenames } from './possible-renames.ts';

/** Differences of the fields of one file, each kind in the order of the fields. O(fields log fields). */
export function diffFields(before: FileEntry, after: FileEntry): readonly Difference[] {
  const { bucket, path } = after;
  const place = { bucket, path };
  const pairs = matchFields(before.fields, after.fields);
  const renames = possibleRenames(before.fields, after.fields, pairs);
  const differences: Difference[] = [];

  const namesakes = new Map([...renames].map(([from, to]) => [to, from]));
  const headOrder = pairs.toSorted((a, b) => a.after - b.after);
  const lastSurvivor = headOrder.at(-1)?.after ?? -1;
  for (const index of missing(after.fields, headOrder, 'after')) {
    const field = fieldAt(after.fields, index);
    differences.push({
      ...place,
      // Inserted: a field that the base had too stands after it, so positions moved.
      kind: index < lastSurvivor ? 'field/inserted' : 'field/added',
      field: field.name,
      after: { ...field, index },
      ...note(before.fields, namesakes.get(index)),
    });
  }
  for (const index of missing(before.fields, pairs, 'before')) {
    const field = fieldAt(before.fields, index);
    differences.push({
      ...place,
      kind: 'field/removed',
      field: field.name,
      before: { ...field, index },
      ...note(after.fields, renames.get(index)),
    });
  }
  if (pairs.some((pair, i) => pair !== headOrder[i])) {
    const rank = new Map(pairs.map((pair, i) => [pair, i]));
    differences.push({
      ...place,
      kind: 'field/reordered',
      before: pairs.map((pair) => fieldAt(before.fields, pair.before).name),
      after: headOrder.map((pair) => fieldAt(after.fields, pair.after).name),
      permutation: headOrder.map((pair) => rank.get(pair) ?? 0),
    });
  }
  for (const pair of headOrder) {
    const from = fieldAt(before.fields, pair.before);
    const to = fieldAt(after.fields, pair.after);
    if (pair.match !== 'same') {
      differences.push({
        ...place,
        kind: `field/${pair.match}`,
        field: to.name,
        before: { ...from, index: pair.before },
        after: { ...to, index: pair.after },
      });
    }
    if (from.type !== to.type) {
      const kind = isWider(from.type, to.type) ? 'field/type-widened' : 'field/type-narrowed';
      differences.push({ ...place, kind, field: to.name, before: from.type, after: to.type });
    }
  }
  return differences;
}

/** Whether every value of `from` reads as `to` too. */
function isWider(from: FieldType, to: FieldType): boolean {
  return (
    (to === 'string' && from !== 'string') ||
    (from === 'integer' && to === 'number') ||
    (from === 'date' && to === 'datetime')
  );
}

/** Indexes that no pair holds; `pairs` in the order of that side. */
function missing(
  fields: readonly Field[],
  pairs: readonly FieldPair[],
  side: 'before' | 'after',
): readonly number[] {
  let passed = 0;
  return fields
    .map((_, index) => index)
    .filter((index) => {
      if (pairs[passed]?.[side] !== index) return true;
      passed++;
      return false;
    });
}

function note(fields: readonly Field[], index: number | undefined): { possibleRename?: string } {
  return index === undefined ? {} : { possibleRename: fieldAt(fields, index).name };
}

/** The field at an index that came from the same list. */
function fieldAt(fields: readonly Field[], index: number): Field {
  const field = fields[index];
  if (field === undefined) throw new Error(`no field ${index}`);
  return field;
}
