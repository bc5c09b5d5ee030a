import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { anySnapshot, directory, file, print, read } from './harbour.ts';

const test = suite('snapshot/canonical');
const schema: unknown = JSON.parse(
  readFileSync(new URL('../../schemas/snapshot.schema.json', import.meta.url), 'utf8'),
);
const isSnapshot = new Ajv({ allErrors: true }).compile(schema as object);

const PORT = `{"snapshot":1,"files":[
{"bucket":"harbour","path":"/catch/{YYYYMMDD}/boats_{zz}.csv","format":"csv","delimiter":";","encoding":"utf-8","header":true,"fields":[
{"name":"boat_id","type":"integer"},
{"name":"skipper name","type":"string"}]},
{"bucket":"harbour","path":"/charts/north.pdf","fields":[]},
{"bucket":"harbour","path":"/tides.parquet","name":"tides","format":"parquet","compression":"gzip","unread":"access-denied","fields":[
{"name":"height","type":"number","nativeType":"DECIMAL(5,2)"}]},
{"bucket":"harbour","path":"/winter/","directory":true}]}
`;

const PORT_ENTRIES = [
  file('/catch/{YYYYMMDD}/boats_{zz}.csv', ['boat_id:integer', 'skipper name:string']),
  {
    kind: 'file' as const,
    bucket: file('/x', []).bucket,
    path: file('/charts/north.pdf', []).path,
    fields: [],
  },
  {
    kind: 'file' as const,
    bucket: file('/x', []).bucket,
    path: file('/tides.parquet', []).path,
    name: 'tides',
    format: 'parquet',
    compression: 'gzip',
    unread: 'access-denied' as const,
    fields: [{ name: 'height', type: 'number' as const, nativeType: 'DECIMAL(5,2)' }],
  },
  directory('/winter/'),
];

test('one line a heading, one line a field', async () => {
  assert.is(await print(PORT_ENTRIES), PORT);
  assert.equal(await read(PORT), PORT_ENTRIES);
});

test('what ends a line or turns text is escaped, and reads back', async () => {
  const entries = [file('/tides.csv', ['high\u2028tide:string', 'a\u202eb\u0085:string'])];
  const text = await print(entries);
  assert.is(text.split(/[\n\u0085\u2028]/).length, 5);
  assert.match(text, /"high\\u2028tide".*"a\\u202eb\\u0085"/s);
  assert.equal(await read(text), entries);
});

test('the empty snapshot', async () => {
  assert.is(await print([]), '{"snapshot":1,"files":[]}\n');
  assert.equal(await read('{"snapshot":1,"files":[]}'), []);
});

test('leaves out a directory that its next entry implies', async () => {
  const text = await print(
    [
      directory('/catch/'),
      directory('/catch/cod/'),
      file('/catch/cod/1.csv', []),
      directory('/winter/'),
      file('/winter.csv/1', []),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  assert.not.match(text, '"/catch/"');
  assert.not.match(text, '"/catch/cod/"');
  assert.match(text, '"/winter/","directory":true');
});

test('refuses to print entries out of order or twice', async () => {
  for (const paths of [
    ['/b', '/a'],
    ['/a', '/a'],
  ]) {
    try {
      await print(paths.map((path) => file(path, [])));
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), 'out of order');
    }
  }
});

test('law: read(print(x)) is x, in chunks of any size, and the text is valid', async () => {
  await fc.assert(
    fc.asyncProperty(anySnapshot, fc.integer({ min: 1, max: 90 }), async (entries, size) => {
      const text = await print(entries);
      assert.equal(await read(text, { size }), entries);
      assert.equal(await read(text, { size, maxLooseBytes: 0 }), entries);
      assert.ok(isSnapshot(JSON.parse(text)), JSON.stringify(isSnapshot.errors));
      const lines = entries.reduce(
        (sum, entry) => sum + 1 + (entry.kind === 'file' ? entry.fields.length : 0),
        0,
      );
      assert.is(text.split('\n').length, (lines === 0 ? 1 : lines + 1) + 1);
    }),
    { numRuns: 150 },
  );
});

test('law: any layout of the same JSON reads the same', async () => {
  await fc.assert(
    fc.asyncProperty(anySnapshot, async (entries) => {
      const json: { files: object[] } = JSON.parse(await print(entries));
      const shuffled = {
        files: json.files.map((entry) => Object.fromEntries(Object.entries(entry).reverse())),
        snapshot: 1,
      };
      assert.equal(await read(JSON.stringify(json)), entries);
      assert.equal(await read(JSON.stringify(json, null, 2).replaceAll('\n', '\r\n')), entries);
      const reread = await read(JSON.stringify(shuffled, null, '\t'));
      assert.is(await print(reread), await print(entries));
    }),
    { numRuns: 60 },
  );
});

test('line breaks of another system, a byte-order mark and a missing last line break are tolerated', async () => {
  assert.equal(await read(`\ufeff${PORT.replaceAll('\n', '\r\n')}`), PORT_ENTRIES);
  assert.equal(await read(PORT.trimEnd(), { maxLooseBytes: 0 }), PORT_ENTRIES);
});

test.run();
