import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Change,
  type ChangeKind,
  compareEntries,
  type Entry,
  FIELD_TYPES,
  type FileEntry,
} from '../../src/catalogue/index.ts';
import { applyChanges } from './apply.ts';
import { diff, directory, file } from './orchard.ts';

const test = suite('diff/laws');

// Few names, many collisions: equal, equal but for case, equal but for white space.
const anyFieldNames = fc.uniqueArray(
  fc.constantFrom(
    'tree',
    'Tree',
    ' tree',
    'row',
    'ROW',
    'yield',
    'no of trees',
    'no  of trees',
    'a',
    'b',
    'c',
  ),
  { maxLength: 7 },
);
const anyFile = fc
  .tuple(
    fc.constantFrom('/a/x.csv', '/a/y.csv', '/a.csv', '/b/c/z.csv'),
    anyFieldNames,
    fc.array(fc.constantFrom(...FIELD_TYPES), { minLength: 11, maxLength: 11 }),
    fc.record(
      {
        delimiter: fc.constantFrom(',', ';'),
        encoding: fc.constantFrom('utf-8', 'utf-16le'),
        compression: fc.constant('gzip'),
      },
      { requiredKeys: ['delimiter', 'encoding'], noNullPrototype: true },
    ),
  )
  .map(([path, names, types, rest]) =>
    file(
      path,
      names.map((name, i) => `${name}:${types[i]}`),
      rest,
    ),
  );
const anyDirectory = fc.constantFrom('/a/', '/b/', '/b/c/', '/empty/').map(directory);
const anySnapshot: fc.Arbitrary<readonly Entry[]> = fc
  .uniqueArray(fc.oneof(anyFile, anyDirectory), { maxLength: 6, selector: ({ path }) => path })
  .map((entries) => {
    const sorted = [...entries].sort(compareEntries);
    return sorted.filter(
      (entry, i) => entry.kind === 'file' || !sorted[i + 1]?.path.startsWith(entry.path),
    );
  });

const files = (entries: readonly Entry[]): readonly FileEntry[] =>
  entries.filter((entry): entry is FileEntry => entry.kind === 'file');

test('diff(a, a) is empty', async () => {
  await fc.assert(
    fc.asyncProperty(anySnapshot, async (a) =>
      assert.equal(await diff(a, structuredClone(a) as Entry[]), []),
    ),
  );
});

test('apply(diff(a, b), a) is b', async () => {
  await fc.assert(
    fc.asyncProperty(anySnapshot, anySnapshot, async (a, b) => {
      assert.equal(files(applyChanges(a, await diff(a, b))), files(b));
    }),
    { numRuns: 1000 },
  );
});

test('directories follow too, but for those that a file implied before', async () => {
  await fc.assert(
    fc.asyncProperty(anySnapshot, anySnapshot, async (a, b) => {
      const implied = (path: string) =>
        a.some((entry) => entry.path !== path && entry.path.startsWith(path));
      const made = applyChanges(a, await diff(a, b));
      for (const { kind, path } of b) {
        if (kind === 'directory' && !implied(path))
          assert.ok(
            made.some((entry) => entry.path === path),
            path,
          );
      }
      for (const { kind, path } of made) {
        const stays = b.some((entry) => entry.path.startsWith(path));
        assert.ok(kind === 'file' || stays, path);
      }
    }),
    { numRuns: 400 },
  );
});

const MIRROR: Partial<Record<ChangeKind, ChangeKind>> = {
  'file/added': 'file/removed',
  'file/removed': 'file/added',
  'directory/added': 'directory/removed',
  'directory/removed': 'directory/added',
  'field/inserted': 'field/removed',
  'field/added': 'field/removed',
};

test('forwards and backwards tell the same story', async () => {
  /** Counts by kind; `added` and `inserted` are one, seen backwards both are `removed`. Widths of types are not symmetric. */
  const counts = (changes: readonly Change[], backwards: boolean): Record<string, number> => {
    const result: Record<string, number> = {};
    for (const { kind } of changes) {
      const plain = kind === 'field/inserted' ? 'field/added' : kind.replace(/type-.*/, 'type');
      const mirrored = plain === 'field/removed' ? 'field/added' : (MIRROR[kind] ?? plain);
      const key = backwards ? mirrored : plain;
      result[key] = (result[key] ?? 0) + 1;
    }
    return Object.fromEntries(Object.entries(result).sort());
  };
  await fc.assert(
    fc.asyncProperty(anySnapshot, anySnapshot, async (a, b) => {
      assert.equal(counts(await diff(a, b), false), counts(await diff(b, a), true));
    }),
    { numRuns: 400 },
  );
});

test('changes come in order of path, then kind', async () => {
  await fc.assert(
    fc.asyncProperty(anySnapshot, anySnapshot, async (a, b) => {
      const changes = await diff(a, b);
      assert.equal(changes, [...changes].sort(compareEntries));
    }),
  );
});

test.run();
