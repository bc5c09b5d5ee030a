import {
  bucketName,
  type Change,
  cataloguePath,
  type Entry,
  FIELD_TYPES,
  type FileEntry,
} from '../../src/catalogue/index.ts';
import { type CauseOf, diffSnapshots } from '../../src/diff/index.ts';

const BUCKET = bucketName('orchard');

/** A file of the bucket `orchard`; fields as `name:type`, `name` for text. */
export function file(
  path: string,
  fields: readonly string[] = [],
  rest: Partial<FileEntry> = {},
): FileEntry {
  return {
    kind: 'file',
    bucket: BUCKET,
    path: cataloguePath(path),
    format: 'csv',
    delimiter: ',',
    encoding: 'utf-8',
    header: true,
    ...rest,
    fields: fields.map((text) => {
      const colon = text.lastIndexOf(':');
      if (colon === -1) return { name: text, type: 'string' };
      const type = FIELD_TYPES.find((known) => known === text.slice(colon + 1));
      if (type === undefined) throw new Error(`no type in ${text}`);
      return { name: text.slice(0, colon), type };
    }),
  };
}

export function directory(path: string): Entry {
  return { kind: 'directory', bucket: BUCKET, path: cataloguePath(path) };
}

export async function diff(
  base: readonly Entry[],
  head: readonly Entry[],
  causeOf?: CauseOf,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for await (const change of diffSnapshots(base, head, causeOf)) changes.push(change);
  return changes;
}

/** Changes as text: `kind subject`, with what matters of before and after. */
export async function told(
  base: readonly Entry[],
  head: readonly Entry[],
): Promise<readonly string[]> {
  return (await diff(base, head)).map(tell);
}

function tell(change: Change): string {
  switch (change.kind) {
    case 'file/added':
    case 'file/removed':
    case 'directory/added':
    case 'directory/removed':
      return `${change.kind} ${change.path}`;
    case 'field/added':
    case 'field/inserted':
      return `${change.kind} ${change.field}@${change.after.index}${rename(change.possibleRename)}`;
    case 'field/removed':
      return `${change.kind} ${change.field}@${change.before.index}${rename(change.possibleRename)}`;
    case 'field/reordered':
      return `${change.kind} ${change.before.join(' ')} -> ${change.after.join(' ')} [${change.permutation}]`;
    case 'field/renamed-case':
    case 'field/renamed-space':
      return `${change.kind} ${change.before.name}@${change.before.index} -> ${change.field}@${change.after.index}`;
    case 'field/type-widened':
    case 'field/type-narrowed':
      return `${change.kind} ${change.field} ${change.before} -> ${change.after}`;
    default:
      return `${change.kind} ${change.before} -> ${change.after}`;
  }
}

function rename(name: string | undefined): string {
  return name === undefined ? '' : ` ~ ${name}`;
}
