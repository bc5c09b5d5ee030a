import type { Change, Entry, Field, FileEntry, PlacedField } from '../../src/catalogue/index.ts';
import { compareEntries } from '../../src/catalogue/index.ts';

/**
 * Makes the head from the base and their changes: the proof that a diff says everything. Written from the meaning of
 * each kind, not from the code that finds them. Wants unique field names and no change of format or header, whose fields a diff
 * does not repeat.
 */
export function applyChanges(base: readonly Entry[], changes: readonly Change[]): readonly Entry[] {
  const entries = new Map(base.map((entry) => [placeOf(entry), entry]));
  for (const place of new Set(changes.map(placeOf))) {
    const group = changes.filter((change) => placeOf(change) === place);
    for (const change of group) {
      if (change.kind === 'file/removed' || change.kind === 'directory/removed')
        entries.delete(place);
    }
    for (const change of group) {
      if (change.kind === 'file/added' || change.kind === 'directory/added')
        entries.set(place, change.after);
    }
    const entry = entries.get(place);
    if (entry?.kind === 'file') entries.set(place, applyToFile(entry, group));
  }
  return [...entries.values()].sort(compareEntries);
}

function placeOf({ bucket, path }: { readonly bucket: string; readonly path: string }): string {
  return `${bucket}\0${path}`;
}

function applyToFile(file: FileEntry, changes: readonly Change[]): FileEntry {
  let result = file;
  let fields: readonly Field[] = file.fields;
  const placed: PlacedField[] = [];
  for (const change of changes) {
    switch (change.kind) {
      case 'file/delimiter-changed':
        result = { ...result, delimiter: change.after ?? '' };
        break;
      case 'file/encoding-changed':
        result = { ...result, encoding: change.after ?? '' };
        break;
      case 'file/compression-changed': {
        const { compression: _, ...rest } = result;
        result = change.after === null ? rest : { ...rest, compression: change.after };
        break;
      }
      case 'field/removed':
        fields = fields.filter(({ name }) => name !== change.field);
        break;
      case 'field/added':
      case 'field/inserted':
        placed.push(change.after);
        break;
      default:
        break;
    }
  }
  for (const change of changes) {
    if (change.kind === 'field/reordered') {
      const old = fields;
      fields = change.permutation.map((place) => old[place] as Field);
    }
  }
  for (const change of changes) {
    if (change.kind === 'field/renamed-case' || change.kind === 'field/renamed-space') {
      fields = fields.map((f) =>
        f.name === change.before.name ? { ...f, name: change.field } : f,
      );
    }
  }
  for (const change of changes) {
    if (change.kind === 'field/type-widened' || change.kind === 'field/type-narrowed') {
      fields = fields.map((f) => (f.name === change.field ? { ...f, type: change.after } : f));
    }
  }
  const all = [...fields];
  for (const { index, ...field } of placed.sort((a, b) => a.index - b.index))
    all.splice(index, 0, field);
  return { ...result, fields: all };
}
