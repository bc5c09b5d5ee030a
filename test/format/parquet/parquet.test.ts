import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

const test = suite('parquet');

interface Element {
  readonly name: string;
  readonly type?: number;
  readonly children?: number;
}

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

/** A schema element in Thrift's compact protocol: fields 1 (type), 4 (name), 5 (number of children). */
function element({ name, type, children }: Element): number[] {
  const text = [...Buffer.from(name)];
  return [
    ...(type === undefined ? [0x48] : [0x15, ...varint(type * 2), 0x38]),
    ...varint(text.length),
    ...text,
    ...(children === undefined ? [] : [0x15, ...varint(children * 2)]),
    0,
  ];
}

/** A file whose footer holds a version, the schema, and `rest` bytes after it that no reader of schemas needs. */
function file(elements: readonly Element[], rest = 0): Buffer {
  const schema = [0x15, 2, 0x19, 0xfc, ...varint(elements.length)];
  const footer = Buffer.concat([
    Buffer.from(schema),
    ...elements.map((one) => Buffer.from(element(one))),
    Buffer.alloc(rest, 0x99),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), footer, length, Buffer.from('PAR1')]);
}

const INT64 = 2;
const orchard = [
  { name: 'schema', children: 2 },
  { name: 'tree', type: INT64 },
  { name: 'plum', type: INT64 },
];

test('a footer of 3 MB costs its front only', async () => {
  const source = memorySource('orchard.parquet', file(orchard, 3_000_000));
  const reading = await readFile(source, AUTO);
  assert.equal(
    reading.fields.map((field) => field.name),
    ['tree', 'plum'],
  );
  assert.is(source.requests, 2);
  assert.ok(source.bytesRead < 400_000);
});

test('the tail alone is read of a long file that is called what it is', async () => {
  const bytes = Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(200_000), file(orchard)]);
  for (const [name, requests] of [
    ['orchard.parquet', 1],
    ['ORCHARD.PARQUET', 1],
    ['part-00000', 2],
    ['orchard.csv', 2],
  ] as const) {
    const source = memorySource(name, bytes);
    const reading = await readFile(source, AUTO);
    assert.is(reading.format, 'parquet', name);
    assert.is(reading.fields.length, 2, name);
    assert.is(source.requests, requests, name);
    assert.ok(source.bytesRead <= requests * 65_536, name);
  }
});

test('a long file with another tail is what its head says', async () => {
  const table = Buffer.from(`tree;plum\n${'1;Mirabelle\n'.repeat(20_000)}`);
  const zipped = gzipSync(Buffer.concat([file(orchard), randomBytes(100_000)]), { level: 0 });
  const cut = Buffer.concat([file(orchard), Buffer.alloc(200_000)]);
  for (const [name, bytes, unread, most] of [
    ['orchard.parquet', table, 'undecodable', 2],
    ['orchard.parquet', cut, 'undecodable', 2],
    ['orchard.parquet.gz', zipped, 'undecodable', 3],
  ] as const) {
    const source = memorySource(name, bytes);
    const reading = await readFile(source, AUTO);
    assert.is(reading.unread, unread, name);
    assert.ok(source.requests <= most, `${name}: ${source.requests} requests`);
  }
  const lines = Buffer.from('{"tree":1}\n'.repeat(20_000));
  assert.is((await readFile(memorySource('orchard.parquet', lines), AUTO)).format, 'jsonl');
});

test('a schema longer than the front is asked for again', async () => {
  const columns = Array.from({ length: 30_000 }, (_, i) => ({ name: `tree_${i}`, type: INT64 }));
  const source = memorySource(
    'orchard.parquet',
    file([{ name: 'schema', children: columns.length }, ...columns], 1_000_000),
  );
  const reading = await readFile(source, AUTO);
  assert.is(reading.fields.length, 30_000);
  assert.is(reading.unread, undefined);
});

test('groups are no fields: 20,000 records of 1, two levels deep, are read', async () => {
  const records = Array.from({ length: 20_000 }, (_, i) => [
    { name: `tree_${i}`, children: 1 },
    { name: 'fruit', children: 1 },
    { name: 'weight', type: INT64 },
  ]).flat();
  const bytes = file([{ name: 'schema', children: 20_000 }, ...records]);
  const reading = await readFile(memorySource('orchard.parquet', bytes), AUTO);
  assert.is(reading.unread, undefined);
  assert.is(reading.fields.length, 20_000);
  assert.is(reading.fields.at(-1)!.name, 'tree_19999.fruit.weight');
});

test('a schema of more than 2 MB is read to its end, and only names that are shown count', async () => {
  const long = 'weight_of_the_fruit_of_the_tree_in_grammes_as_picked_'.padEnd(100, '_');
  const columns = Array.from({ length: 18_000 }, (_, i) => ({ name: `${long}${i}`, type: INT64 }));
  const records = Array.from({ length: 2000 }, () => [
    { name: 'x'.repeat(400), children: 1 },
    { name: 'y', children: 1 },
    { name: 'z', type: INT64 },
  ]).flat();
  const schema = [{ name: 'schema', children: 20_000 }, ...columns, ...records];
  const bytes = file(schema, 3_000_000);
  const reading = await readFile(memorySource('orchard.parquet', bytes), AUTO);
  assert.is(reading.unread, undefined);
  assert.is(reading.fields.length, 20_000);
});

test('more than 50,000 fields, and names of more than 4 Mi, are over budget', async () => {
  const wide = Array.from({ length: 50_001 }, () => ({ name: 'plum', type: INT64 }));
  const leaves = Array.from({ length: 5000 }, () => ({ name: 'plum', type: INT64 }));
  for (const elements of [
    [{ name: 'schema', children: wide.length }, ...wide],
    [
      { name: 'schema', children: 1 },
      { name: 'p'.repeat(1000), children: leaves.length },
      ...leaves,
    ],
  ]) {
    const source = memorySource('wide.parquet', file(elements));
    assert.is((await readFile(source, AUTO)).unread, 'over-budget');
  }
});

test('a footer that claims 2 GB is undecodable', async () => {
  const bytes = file(orchard);
  bytes.writeUInt32LE(0x7fffffff, bytes.length - 8);
  const reading = await readFile(memorySource('orchard.parquet', bytes), AUTO);
  assert.is(reading.unread, 'undecodable');
});

test('a footer that claims 2 GB of a file that has them stays within the budget', async () => {
  const bytes = Buffer.alloc(100_000, 0x99);
  bytes.write('PAR1');
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(0x7fffff00);
  tail.write('PAR1', 4);
  const size = 2 ** 31;
  const small = memorySource('orchard.parquet', bytes, { size });
  const reading = await readFile(
    {
      ...small,
      read: async (offset, length) =>
        offset + length === size
          ? Buffer.concat([Buffer.alloc(length - 8), tail])
          : small.read(0, length),
    },
    AUTO,
  );
  assert.is(reading.unread, 'undecodable');
});

test('an encrypted footer is said to be one', async () => {
  const bytes = Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(64), Buffer.from('PARE')]);
  const reading = await readFile(memorySource('orchard.parquet', bytes), AUTO);
  assert.is(reading.unread, 'encrypted');
  assert.equal(reading.observations, []);
});

test('a schema nested 5,000 deep is shown to its bound', async () => {
  const deep = Array.from({ length: 5000 }, () => ({ name: 'n', children: 1 }));
  const bytes = file([...deep, { name: 'leaf', type: INT64 }]);
  const reading = await readFile(memorySource('deep.parquet', bytes), AUTO);
  assert.equal(
    reading.fields.map((field) => field.name),
    [Array(32).fill('n').join('.')],
  );
});

test('counts of children that do not add up are undecodable', async () => {
  const bytes = file([{ name: 'schema', children: 7 }, ...orchard.slice(1)]);
  const reading = await readFile(memorySource('orchard.parquet', bytes), AUTO);
  assert.is(reading.unread, 'undecodable');
  assert.equal(reading.observations, [{ rule: 'file/undecodable', args: { reason: 'schema' } }]);
});

test('a million columns are over budget', async () => {
  const header = Buffer.from([0x15, 2, 0x19, 0xfc, ...varint(1_000_000)]);
  const footer = Buffer.concat([header, Buffer.alloc(1_000_000)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  const bytes = Buffer.concat([Buffer.from('PAR1'), footer, length, Buffer.from('PAR1')]);
  const reading = await readFile(memorySource('wide.parquet', bytes), AUTO);
  assert.is(reading.unread, 'over-budget');
});

test('names that stand twice are kept and noted', async () => {
  const bytes = file([
    { name: 'schema', children: 3 },
    { name: 'plum', type: INT64 },
    { name: 'plum', type: INT64 },
    { name: ' ', type: INT64 },
  ]);
  const reading = await readFile(memorySource('orchard.parquet', bytes), AUTO);
  assert.equal(
    reading.fields.map((field) => field.name),
    ['plum', 'plum', 'column_3'],
  );
  assert.equal(
    reading.observations.map((one) => [one.rule, one.field]),
    [
      ['file/duplicate-field', 'plum'],
      ['file/blank-field', 'column_3'],
    ],
  );
});

test('a small file that is compressed as a whole is read', async () => {
  const { gzipSync } = await import('node:zlib');
  const reading = await readFile(memorySource('o.parquet.gz', gzipSync(file(orchard))), AUTO);
  assert.is(reading.compression, 'gzip');
  assert.is(reading.fields.length, 2);
});

test('magic bytes decide over the extension', async () => {
  const root = fileURLToPath(new URL('../../../fixtures/formats/parquet/', import.meta.url));
  const bytes = readFileSync(`${root}nan_in_stats.parquet`);
  const reading = await readFile(memorySource('harbour.csv', bytes), AUTO);
  assert.is(reading.format, 'parquet');
});

test.run();
