import fc from 'fast-check';
import {
  bucketName,
  cataloguePath,
  compareEntries,
  type Entry,
  FIELD_TYPES,
  type Field,
  type FileEntry,
  UNREAD_REASONS,
} from '../../src/catalogue/index.ts';
import { printSnapshot, readSnapshot } from '../../src/snapshot/index.ts';

/** A file of the bucket `harbour`; fields as `name:type`. */
export function file(
  path: string,
  fields: readonly string[],
  rest: Partial<FileEntry> = {},
): FileEntry {
  return {
    kind: 'file',
    bucket: bucketName('harbour'),
    path: cataloguePath(path),
    format: 'csv',
    delimiter: ';',
    encoding: 'utf-8',
    header: true,
    ...rest,
    fields: fields.map(field),
  };
}

export function directory(path: string): Entry {
  return { kind: 'directory', bucket: bucketName('harbour'), path: cataloguePath(path) };
}

function field(text: string): Field {
  const colon = text.lastIndexOf(':');
  const type = FIELD_TYPES.find((known) => known === text.slice(colon + 1));
  if (type === undefined) throw new Error(`no type in ${text}`);
  return { name: text.slice(0, colon), type };
}

export async function print(entries: Iterable<Entry>): Promise<string> {
  let text = '';
  for await (const chunk of printSnapshot(entries)) text += chunk;
  return text;
}

/** Reads a text that arrives in chunks of `size` bytes. */
export async function read(
  text: string | Uint8Array,
  options: {
    readonly size?: number;
    readonly maxLooseBytes?: number;
    readonly maxLineLength?: number;
  } = {},
): Promise<Entry[]> {
  const { size = 1 << 16, ...limits } = options;
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const entries: Entry[] = [];
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  for await (const entry of readSnapshot(chunks, { name: 'harbour.json', ...limits }))
    entries.push(entry);
  return entries;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
  fc.constantFrom(
    'catch',
    'berth no',
    'a"],[{',
    '"fields":[',
    ']}',
    '},',
    '\ud83c',
    '\u2028',
    'x\ny',
    '__proto__',
  ),
);
const anyField: fc.Arbitrary<Field> = fc.record(
  {
    name: fc.oneof(anyText, fc.constant('')),
    type: fc.constantFrom(...FIELD_TYPES),
    nativeType: anyText,
  },
  { requiredKeys: ['name', 'type'], noNullPrototype: true },
);
const anyPath = fc
  .array(
    fc.constantFrom('quay', 'é', 'pier 7', '', '{YYYY}', '*', '\ue000', '🍏', '\ud83c', 'a\tb'),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((segments) => cataloguePath(`/${segments.join('/')}`));
const anyFile: fc.Arbitrary<Entry> = fc.record(
  {
    kind: fc.constant('file' as const),
    bucket: fc.constantFrom(bucketName('harbour'), bucketName('orchard')),
    path: anyPath,
    name: anyText,
    format: fc.constantFrom('csv', 'parquet'),
    compression: fc.constant('gzip'),
    delimiter: fc.constantFrom(';', '\t', '"'),
    encoding: fc.constantFrom('utf-8', 'windows-1252'),
    header: fc.boolean(),
    unread: fc.constantFrom(...UNREAD_REASONS),
    fields: fc.array(anyField, { maxLength: 4 }),
  },
  { requiredKeys: ['kind', 'bucket', 'path', 'fields'], noNullPrototype: true },
);
const anyDirectory: fc.Arbitrary<Entry> = fc.record(
  {
    kind: fc.constant('directory' as const),
    bucket: fc.constantFrom(bucketName('harbour'), bucketName('orchard')),
    path: anyPath.map((path) => cataloguePath(path.endsWith('/') ? path : `${path}/`)),
  },
  { noNullPrototype: true },
);

/** Any snapshot: sorted, no path twice, no directory that another entry implies. */
export const anySnapshot: fc.Arbitrary<readonly Entry[]> = fc
  .uniqueArray(fc.oneof({ weight: 4, arbitrary: anyFile }, anyDirectory), {
    maxLength: 8,
    selector: ({ bucket, path }) => `${bucket}\0${path}`,
  })
  .map((entries) => {
    const sorted = [...entries].sort(compareEntries);
    return sorted.filter((entry, i) => {
      const next = sorted[i + 1];
      return !(
        entry.kind === 'directory' &&
        next?.bucket === entry.bucket &&
        next.path.startsWith(entry.path)
      );
    });
  });
