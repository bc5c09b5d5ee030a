import type { Change, Entry, Field, Json, Observation, Related } from '../catalogue/index.ts';

/** A change as the rules see it: a rule has the name of the kind of change it is about. */
export function changeToObservation(change: Change): Observation {
  const { kind: rule, bucket, path, cause } = change;
  const common = { rule, cause, args: {} };
  const subject = { bucket, path };
  switch (change.kind) {
    case 'file/added':
    case 'directory/added':
      return { ...common, subject, after: outline(change.after) };
    case 'file/removed':
    case 'directory/removed':
      return { ...common, subject, before: outline(change.before) };
    case 'field/added':
    case 'field/inserted':
      return {
        ...common,
        subject: { ...subject, field: change.field },
        after: typeOf(change.after),
        volatile: { position: change.after.index + 1 },
        ...noteRename(change.possibleRename),
      };
    case 'field/removed':
      return {
        ...common,
        subject: { ...subject, field: change.field },
        before: typeOf(change.before),
        volatile: { position: change.before.index + 1 },
        ...noteRename(change.possibleRename),
      };
    case 'field/reordered':
      return {
        ...common,
        subject,
        args: { permutation: change.permutation },
        before: change.before,
        after: change.after,
      };
    case 'field/renamed-case':
    case 'field/renamed-space':
      return {
        ...common,
        subject: { ...subject, field: change.field },
        before: { name: change.before.name },
        after: { name: change.after.name },
      };
    case 'field/type-widened':
    case 'field/type-narrowed':
      return {
        ...common,
        subject: { ...subject, field: change.field },
        before: { type: change.before },
        after: { type: change.after },
      };
    case 'file/delimiter-changed':
    case 'file/encoding-changed':
    case 'file/compression-changed':
    case 'file/format-changed':
    case 'file/header-gained':
    case 'file/header-lost':
      return { ...common, subject, before: change.before, after: change.after };
  }
}

/** What stands for a whole entry: a removed file does not report its fields, only how many they were. */
function outline(entry: Entry): Json {
  return entry.kind === 'directory'
    ? { directory: true }
    : { format: entry.format ?? null, fields: entry.fields.length };
}

function typeOf({ type, nativeType }: Field): Json {
  return nativeType === undefined ? { type } : { type, nativeType };
}

/** A guess is no part of a finding's identity, so it stands beside it. */
function noteRename(field: string | undefined): { readonly related?: readonly Related[] } {
  return field === undefined ? {} : { related: [{ args: { note: 'possible-rename', field } }] };
}
