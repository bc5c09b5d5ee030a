import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

const test = suite('avro');

const long = (value: number): number[] => {
  const raw = value < 0 ? -value * 2 - 1 : value * 2;
  const out: number[] = [];
  let rest = raw;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  return [...out, rest];
};
const bytes = (text: string): Buffer =>
  Buffer.concat([Buffer.from(long(Buffer.byteLength(text))), Buffer.from(text)]);

/** An object container file without data blocks. */
function container(schema: string): Buffer {
  return Buffer.concat([
    Buffer.from('Obj\x01'),
    Buffer.from(long(2)),
    bytes('avro.codec'),
    bytes('null'),
    bytes('avro.schema'),
    bytes(schema),
    Buffer.from(long(0)),
    Buffer.alloc(16, 7),
  ]);
}
const read = (schema: unknown) =>
  readFile(memorySource('berths.avro', container(JSON.stringify(schema))), AUTO);
const shown = async (schema: unknown): Promise<readonly string[]> =>
  (await read(schema)).fields.map((field) => `${field.name}: ${field.type} = ${field.nativeType}`);

test('nullable unions are unwrapped, others become one field', async () => {
  const fields = [
    { name: 'berth', type: ['null', 'long'] },
    { name: 'draught', type: ['int', 'double', 'null'] },
    { name: 'note', type: ['string', 'int'] },
    { name: 'nothing', type: 'null' },
  ];
  assert.equal(await shown({ type: 'record', name: 'Ship', fields }), [
    'berth: integer = long',
    'draught: number = union<int,double>',
    'note: string = union<string,int>',
    'nothing: string = null',
  ]);
});

test('a logical type means nothing on a type that it cannot stand on, or with numbers that cannot be', async () => {
  const types = [
    { type: 'int', logicalType: 'date' },
    { type: 'string', logicalType: 'date' },
    { type: 'long', logicalType: 'timestamp-micros' },
    { type: 'string', logicalType: 'timestamp-micros' },
    { type: 'int', logicalType: 'time-micros' },
    { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 4 },
    { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 5 },
    { type: 'bytes', logicalType: 'decimal' },
    { type: 'long', logicalType: 'decimal', precision: 9 },
  ];
  const fields = types.map((type, i) => ({ name: `f${i}`, type }));
  assert.equal(await shown({ type: 'record', name: 'Ship', fields }), [
    'f0: date = int date',
    'f1: string = string date',
    'f2: datetime = long timestamp-micros',
    'f3: string = string timestamp-micros',
    'f4: integer = int time-micros',
    'f5: number = bytes decimal(4,4)',
    'f6: string = bytes decimal(4,5)',
    'f7: string = bytes decimal',
    'f8: integer = long decimal(9,0)',
  ]);
});

test('a field that is only ever null contradicts no type', async () => {
  const reading = await read({ type: 'record', name: 'S', fields: [{ name: 'n', type: 'null' }] });
  assert.ok(reading.fields[0]?.accepts.includes('integer'));
});

test('records, arrays and maps nest', async () => {
  const mast = { type: 'record', name: 'Mast', fields: [{ name: 'height', type: 'float' }] };
  const fields = [
    { name: 'masts', type: { type: 'array', items: ['null', mast] } },
    { name: 'crew', type: { type: 'map', values: 'int' } },
    { name: 'spare', type: 'Mast' },
  ];
  assert.equal(await shown({ type: 'record', name: 'Ship', fields }), [
    'masts.height: number = list<float>',
    'crew.key: string = string',
    'crew.value: integer = int',
    'spare.height: number = float',
  ]);
});

test('named types are found across namespaces, also inside a union', async () => {
  const flag = { type: 'enum', name: 'Flag', symbols: ['RED'] };
  const port = {
    type: 'record',
    name: 'Port',
    namespace: 'sea',
    fields: [{ name: 'flag', type: flag }],
  };
  const fields = [
    { name: 'either', type: [port, 'string'] },
    { name: 'flag', type: 'sea.Flag' },
    { name: 'id', type: { type: 'fixed', name: 'Id', size: 16, logicalType: 'uuid' } },
    { name: 'other', type: 'Id' },
  ];
  assert.equal(await shown({ type: 'record', name: 'Ship', namespace: 'land', fields }), [
    'either: string = union<record,string>',
    'flag: string = enum',
    'id: string = fixed(16) uuid',
    'other: string = fixed(16) uuid',
  ]);
});

test('a record that contains itself is shown once', async () => {
  const fields = [
    { name: 'knot', type: 'string' },
    { name: 'next', type: ['null', 'Rope'] },
  ];
  assert.equal(await shown({ type: 'record', name: 'Rope', fields }), [
    'knot: string = string',
    'next: string = record',
  ]);
});

test('records that share their parts in tiers are over budget', async () => {
  const tier = (i: number): unknown => ({
    type: 'record',
    name: `T${i}`,
    fields: Array.from({ length: 12 }, (_, k) => ({
      name: `f${k}`,
      type: i === 0 ? 'int' : k === 0 ? tier(i - 1) : `T${i - 1}`,
    })),
  });
  const reading = await read(tier(9));
  assert.is(reading.unread, 'over-budget');
});

test('nesting of 30,000 levels is bounded', async () => {
  const depth = 30_000;
  const arrays = `${'{"type":"array","items":'.repeat(depth)}"int"${'}'.repeat(depth)}`;
  const schema = `{"type":"record","name":"R","fields":[{"name":"deep","type":${arrays}}]}`;
  const reading = await readFile(memorySource('deep.avro', container(schema)), AUTO);
  assert.is(reading.fields.length, 1);
  const unions = `${'['.repeat(depth)}"int"${']'.repeat(depth)}`;
  const bad = await readFile(
    memorySource(
      'deep.avro',
      container(`{"type":"record","name":"R","fields":[{"name":"deep","type":${unions}}]}`),
    ),
    AUTO,
  );
  assert.is(bad.unread, 'undecodable');
});

test('a schema longer than the head is asked for again', async () => {
  const fields = Array.from({ length: 5000 }, (_, i) => ({ name: `berth_${i}`, type: 'long' }));
  const source = memorySource(
    'wide.avro',
    Buffer.concat([
      container(JSON.stringify({ type: 'record', name: 'R', fields })),
      Buffer.alloc(900_000),
    ]),
  );
  assert.is((await readFile(source, AUTO)).fields.length, 5000);
  assert.is(source.requests, 2);
});

test('names that every object inherits are no types', async () => {
  for (const type of ['constructor', '__proto__', 'toString']) {
    const reading = await read({ type: 'record', name: 'R', fields: [{ name: 'x', type }] });
    assert.is(reading.unread, 'undecodable');
  }
});

test('a schema that is no record has no fields', async () => {
  assert.equal((await read('string')).fields, []);
});

test('metadata without end, and a schema of more than a megabyte, are over budget', async () => {
  const endless = Buffer.concat([
    Buffer.from('Obj\x01'),
    Buffer.from(long(1e9)),
    Buffer.alloc(5e6),
  ]);
  assert.is((await readFile(memorySource('a.avro', endless), AUTO)).unread, 'over-budget');
  const doc = 'x'.repeat(1_100_000);
  assert.is((await read({ type: 'record', name: 'R', doc, fields: [] })).unread, 'over-budget');
});

test('a long word of a type that many fields refer to is cut', async () => {
  const type = { type: 'fixed', name: 'X', size: 8, logicalType: 'z'.repeat(300_000) };
  const fields = Array.from({ length: 10_000 }, (_, i) => ({
    name: `f${i}`,
    type: i === 0 ? type : i % 2 === 0 ? 'X' : ['X', 'int'],
  }));
  const before = process.memoryUsage().rss;
  const reading = await read({ type: 'record', name: 'R', fields });
  assert.is(reading.fields.length, 10_000);
  assert.ok(reading.fields.every((field) => (field.nativeType?.length ?? 0) <= 300));
  assert.ok(process.memoryUsage().rss - before < 200 * 1024 * 1024);
});

test.run();
