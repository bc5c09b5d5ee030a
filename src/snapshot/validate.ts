import {
  compareEntries,
  type DirectoryEntry,
  type Entry,
  FIELD_TYPES,
  type Field,
  type FileEntry,
  UNREAD_REASONS,
} from '../catalogue/index.ts';
import { Fault } from './fault.ts';

/** A heading as it was parsed, without its fields. */
export type Heading = Omit<FileEntry, 'fields'> | DirectoryEntry;

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const isFilled: Check = (value) => typeof value === 'string' && value !== '';
const isOneOf = (allowed: readonly string[]): Check => {
  const set: ReadonlySet<unknown> = new Set(allowed);
  return (value) => set.has(value);
};

/** Each key of a file heading with what it may hold, in the order of the canonical layout. */
const FILE_KEYS: ReadonlyMap<string, { readonly expected: string; readonly check: Check }> =
  new Map([
    ['bucket', { expected: 'text', check: isFilled }],
    ['path', { expected: 'text that begins with /', check: isPath }],
    ['name', { expected: 'text', check: isFilled }],
    ['format', { expected: 'text', check: isFilled }],
    ['compression', { expected: 'text', check: isFilled }],
    ['delimiter', { expected: 'text', check: isFilled }],
    ['encoding', { expected: 'text', check: isFilled }],
    [
      'header',
      { expected: 'true or false', check: (value: unknown) => typeof value === 'boolean' },
    ],
    ['unread', { expected: UNREAD_REASONS.join(', '), check: isOneOf(UNREAD_REASONS) }],
    ['fields', { expected: 'a list', check: Array.isArray }],
  ]);
const DIRECTORY_KEYS: typeof FILE_KEYS = new Map([
  ['bucket', { expected: 'text', check: isFilled }],
  ['path', { expected: 'text that begins and ends with /', check: isDirectoryPath }],
  ['directory', { expected: 'true', check: (value: unknown) => value === true }],
]);
const FIELD_KEYS: typeof FILE_KEYS = new Map([
  ['name', { expected: 'text', check: isText }],
  ['type', { expected: FIELD_TYPES.join(', '), check: isOneOf(FIELD_TYPES) }],
  ['nativeType', { expected: 'text', check: isFilled }],
]);

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('/');
}

function isDirectoryPath(value: unknown): boolean {
  return isPath(value) && String(value).endsWith('/');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  keys: typeof FILE_KEYS,
  required: readonly string[],
): void {
  for (const key of Object.keys(value)) {
    const known = keys.get(key);
    if (known === undefined) throw new Fault('unknown-key', { key, allowed: [...keys.keys()] });
    if (!known.check(value[key])) throw new Fault('wrong-value', { key, expected: known.expected });
  }
  for (const key of required) {
    if (!Object.hasOwn(value, key)) throw new Fault('missing-key', { key });
  }
}

/** Checks a file or directory heading; its `fields` are left to `fieldOf`. Throws a `Fault`. */
export function headingOf(value: unknown): Heading {
  if (!isObject(value)) throw new Fault('wrong-value', { key: 'files', expected: 'objects' });
  if (Object.hasOwn(value, 'directory')) {
    checkKeys(value, DIRECTORY_KEYS, ['bucket', 'path']);
    const { bucket, path } = value as Readonly<
      Record<'bucket' | 'path', DirectoryEntry['path'] & DirectoryEntry['bucket']>
    >;
    return { kind: 'directory', bucket, path };
  }
  checkKeys(value, FILE_KEYS, ['bucket', 'path', 'fields']);
  const { fields: _, ...heading } = value;
  // Every key is one of a heading's and every value was checked just above.
  return { kind: 'file', ...heading } as Heading;
}

/** Checks one field. Throws a `Fault`. The hot one: called once a line. */
export function fieldOf(value: unknown): Field {
  if (!isObject(value)) throw new Fault('wrong-value', { key: 'fields', expected: 'objects' });
  checkKeys(value, FIELD_KEYS, ['name', 'type']);
  // Its keys and values were checked just above.
  return value as unknown as Field;
}

/** Lets entries through in order; throws a `Fault` for one that repeats a path or stands before its predecessor. */
export function orderGuard(): (entry: { readonly bucket: string; readonly path: string }) => void {
  let last: Pick<Entry, 'bucket' | 'path'> | { bucket: string; path: string } | undefined;
  return (entry) => {
    const order = last === undefined ? -1 : compareEntries(last, entry);
    const { bucket, path } = entry;
    if (order === 0) throw new Fault('duplicate-path', { bucket, path });
    if (order > 0) throw new Fault('out-of-order', { bucket, path, after: last?.path });
    last = entry;
  };
}
