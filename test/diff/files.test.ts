import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bucketName,
  cataloguePath,
  type Entry,
  type FileEntry,
} from '../../src/catalogue/index.ts';
import { diffSnapshots } from '../../src/diff/index.ts';
import { diff, directory, file, told } from './orchard.ts';

const test = suite('diff/files');
const bare = (path: string): FileEntry => ({
  kind: 'file',
  bucket: bucketName('orchard'),
  path: cataloguePath(path),
  fields: [],
});

test('files come and go, without their fields', async () => {
  assert.equal(
    await told(
      [file('/a.csv', ['x']), file('/c.csv', ['x'])],
      [file('/b.csv', ['x']), file('/c.csv', ['x'])],
    ),
    ['file/removed /a.csv', 'file/added /b.csv'],
  );
});

test('the entry itself is the before or after', async () => {
  const pears = file('/pears.csv', ['x']);
  assert.equal(await diff([], [pears]), [
    { kind: 'file/added', bucket: 'orchard', path: '/pears.csv', after: pears, cause: 'data' },
  ]);
  assert.equal(await diff([pears], []), [
    { kind: 'file/removed', bucket: 'orchard', path: '/pears.csv', before: pears, cause: 'data' },
  ]);
});

test('buckets are apart', async () => {
  const moved = { ...file('/a.csv'), bucket: bucketName('harbour') };
  assert.equal(await told([file('/a.csv')], [moved]), ['file/added /a.csv', 'file/removed /a.csv']);
});

test('order is by code units, not by a locale', async () => {
  const paths = ['/B', '/a', '/é', '/\ud83c\udf4f', '/\ue000'];
  assert.equal(
    await told(
      [],
      paths.map((path) => file(path)),
    ),
    paths.map((path) => `file/added ${path}`),
  );
});

test('empty directories come and go', async () => {
  assert.equal(await told([], [directory('/store/')]), ['directory/added /store/']);
  assert.equal(await told([directory('/store/')], []), ['directory/removed /store/']);
  assert.equal(await told([directory('/store/')], [directory('/store/')]), []);
});

test('a directory stays while anything lies below it', async () => {
  const below = file('/store/row 1/pears.csv');
  assert.equal(await told([directory('/store/')], [below]), ['file/added /store/row 1/pears.csv']);
  assert.equal(await told([below], [directory('/store/')]), [
    'file/removed /store/row 1/pears.csv',
  ]);
  assert.equal(await told([directory('/store/')], [directory('/store/row/')]), [
    'directory/added /store/row/',
  ]);
  assert.equal(await told([directory('/store/')], [file('/store.csv')]), [
    'file/added /store.csv',
    'directory/removed /store/',
  ]);
  assert.equal(await told([directory('/store/')], [{ ...below, bucket: bucketName('zoo') }]), [
    'directory/removed /store/',
    'file/added /store/row 1/pears.csv',
  ]);
});

test('a path that turns from file to directory and back', async () => {
  const [asFile, asDirectory] = [bare('/store/'), directory('/store/')];
  assert.equal(await told([asFile], [asDirectory]), [
    'file/removed /store/',
    'directory/added /store/',
  ]);
  assert.equal(await told([asDirectory], [asFile]), [
    'file/added /store/',
    'directory/removed /store/',
  ]);
  assert.equal(await told([asDirectory], [asFile, file('/store/a.csv')]), [
    'file/added /store/',
    'file/added /store/a.csv',
  ]);
});

/** name, what the base has besides, what the head has besides, changes */
const DIALECTS: readonly (readonly [
  string,
  Partial<FileEntry>,
  Partial<FileEntry>,
  readonly string[],
])[] = [
  ['delimiter', { delimiter: ',' }, { delimiter: ';' }, ['file/delimiter-changed , -> ;']],
  [
    'encoding',
    { encoding: 'utf-8' },
    { encoding: 'windows-1252' },
    ['file/encoding-changed utf-8 -> windows-1252'],
  ],
  ['compression', {}, { compression: 'gzip' }, ['file/compression-changed null -> gzip']],
  ['compression gone', { compression: 'zstd' }, {}, ['file/compression-changed zstd -> null']],
  ['header gained', { header: false }, { header: true }, ['file/header-gained false -> true']],
  ['header lost', { header: true }, { header: false }, ['file/header-lost true -> false']],
  ['format', { format: 'csv' }, { format: 'parquet' }, ['file/format-changed csv -> parquet']],
  ['display name', { name: 'apples' }, { name: 'pears' }, []],
  [
    'several',
    { delimiter: ',' },
    { delimiter: '|', compression: 'gzip', encoding: 'utf-16le' },
    [
      'file/delimiter-changed , -> |',
      'file/encoding-changed utf-8 -> utf-16le',
      'file/compression-changed null -> gzip',
    ],
  ],
];
for (const [name, before, after, changes] of DIALECTS) {
  test(`dialect: ${name}`, async () => {
    assert.equal(
      await told([file('/a.csv', ['x'], before)], [file('/a.csv', ['x'], after)]),
      changes,
    );
  });
}

test('where the header changed, its fields are not told one by one', async () => {
  const named = file('/a.csv', ['tree', 'yield:integer']);
  const nameless = file('/a.csv', ['column_1', 'column_2:integer'], {
    header: false,
    delimiter: ';',
  });
  assert.equal(await told([named], [nameless]), [
    'file/delimiter-changed , -> ;',
    'file/header-lost true -> false',
  ]);
  assert.equal(await told([nameless], [named]), [
    'file/delimiter-changed ; -> ,',
    'file/header-gained false -> true',
  ]);
});

test('where the format changed, nothing else is told', async () => {
  const head = {
    ...bare('/a.csv'),
    format: 'jsonl',
    compression: 'gzip',
    fields: [{ name: 'z', type: 'date' as const }],
  };
  assert.equal(await told([file('/a.csv', ['x'])], [head]), ['file/format-changed csv -> jsonl']);
});

test('where the delimiter changed, fields that changed too are told', async () => {
  assert.equal(
    await told([file('/a.csv', ['x', 'y:date'])], [file('/a.csv', ['x', 'z'], { delimiter: ';' })]),
    ['field/added z@1', 'field/removed y@1', 'file/delimiter-changed , -> ;'],
  );
});

test('a dialect that one side does not show is no change', async () => {
  const empty = { ...bare('/a.csv'), format: 'csv' };
  assert.equal(await told([empty], [file('/a.csv', ['x'])]), ['field/added x@0']);
  assert.equal(await told([bare('/a.csv')], [file('/a.csv', ['x'])]), ['field/added x@0']);
  assert.equal(await told([file('/a.csv', ['x'])], [bare('/a.csv')]), [
    'file/format-changed csv -> null',
  ]);
});

test('a file that could not be read keeps what was known', async () => {
  const unread = { ...bare('/a.csv'), unread: 'access-denied' as const };
  const stale = file('/a.csv', ['y'], { unread: 'archived', delimiter: ';' });
  assert.equal(await told([file('/a.csv', ['x'])], [unread]), []);
  assert.equal(await told([file('/a.csv', ['x'])], [stale]), []);
});

test('a file that can be read at last is compared with what was known', async () => {
  const never = { ...bare('/a.csv'), unread: 'access-denied' as const };
  assert.equal(await told([never], [file('/a.csv', ['x'], { compression: 'gzip' })]), [
    'field/added x@0',
  ]);
  const kept = file('/a.csv', ['x', 'y'], { unread: 'archived' });
  assert.equal(await told([kept], [file('/a.csv', ['x'])]), ['field/removed y@1']);
});

test('the cause is asked for each change', async () => {
  const changes = await diff(
    [file('/a.csv', ['x']), file('/b.csv')],
    [file('/a.csv', ['x', 'y'])],
    ({ kind, path }) => (kind === 'field/added' && path === '/a.csv' ? 'config' : 'data'),
  );
  assert.equal(
    changes.map(({ kind, cause }) => [kind, cause]),
    [
      ['field/added', 'config'],
      ['file/removed', 'data'],
    ],
  );
});

test('streams out of order are a bug, not a wrong diff', async () => {
  try {
    await diff([file('/b'), file('/a')], []);
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), 'out of order');
  }
});

test('both streams are closed when the reader stops early, or one fails', async () => {
  const closed: string[] = [];
  async function* lake(name: string, fails: boolean): AsyncGenerator<Entry> {
    try {
      yield file('/a');
      if (fails) throw new Error('storm');
      yield file('/b');
      yield file('/c');
    } finally {
      closed.push(name);
    }
  }
  for await (const _ of diffSnapshots([], lake('head', false))) break;
  for await (const _ of diffSnapshots(lake('base', false), [])) break;
  assert.equal(closed, ['head', 'base']);
  try {
    for await (const _ of diffSnapshots(lake('left', false), lake('right', true)));
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), 'storm');
  }
  assert.equal(closed.toSorted(), ['base', 'head', 'left', 'right']);
});

test.run();
