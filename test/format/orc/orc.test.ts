import { deflateRawSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

const test = suite('orc');

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const number = (id: number, value: number) => Buffer.from([...varint(id * 8), ...varint(value)]);
const message = (id: number, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([...varint(id * 8 + 2), ...varint(bytes.length)]), bytes]);

interface Type {
  readonly kind: number;
  readonly children?: readonly number[];
  readonly names?: readonly string[];
}
const LONG = 4;
const LIST = 10;
const STRUCT = 12;
const UNION = 13;

function footer(types: readonly Type[]): Buffer {
  return Buffer.concat(
    types.map(({ kind, children = [], names = [] }) =>
      message(
        4,
        Buffer.concat([
          number(1, kind),
          message(2, Buffer.from(children.flatMap(varint))),
          ...names.map((name) => message(3, Buffer.from(name))),
        ]),
      ),
    ),
  );
}

function file(
  body: Buffer,
  { compression = 0, claimed = body.length, blockSize = 65536 } = {},
): Buffer {
  const postscript = Buffer.concat([
    number(1, claimed),
    number(2, compression),
    number(3, blockSize),
    message(8000, Buffer.from('ORC')),
  ]);
  return Buffer.concat([Buffer.from('ORC'), body, postscript, Buffer.from([postscript.length])]);
}

const chunk = (bytes: Buffer) => {
  const packed = deflateRawSync(bytes);
  const header = Buffer.alloc(3);
  header.writeUIntLE(packed.length * 2, 0, 3);
  return Buffer.concat([header, packed]);
};
const ship: readonly Type[] = [
  { kind: STRUCT, children: [1, 2], names: ['berth', 'draught'] },
  { kind: LONG },
  { kind: 6 },
];
const read = (bytes: Buffer) => readFile(memorySource('ships.orc', bytes), AUTO);

test('a footer in compressed chunks', async () => {
  const types = footer(ship);
  const body = Buffer.concat([chunk(types.subarray(0, 9)), chunk(types.subarray(9))]);
  assert.equal(
    (await read(file(body, { compression: 1 }))).fields.map((field) => field.name),
    ['berth', 'draught'],
  );
});

test('a footer longer than the tail costs one request more', async () => {
  const names = Array.from({ length: 8000 }, (_, i) => `berth_${i}`);
  const types = [
    { kind: STRUCT, children: names.map((_, i) => i + 1), names },
    ...names.map(() => ({ kind: LONG })),
  ];
  const source = memorySource(
    'ships.orc',
    Buffer.concat([Buffer.from('ORC'), Buffer.alloc(200_000), file(footer(types))]),
  );
  assert.is((await readFile(source, AUTO)).fields.length, 8000);
  assert.is(source.requests, 2);
});

test('the tail alone is read of a long file that is called what it is', async () => {
  const bytes = Buffer.concat([Buffer.from('ORC\0'), Buffer.alloc(200_000), file(footer(ship))]);
  for (const [name, requests] of [
    ['ships.orc', 1],
    ['part-00000', 2],
  ] as const) {
    const source = memorySource(name, bytes);
    assert.is((await readFile(source, AUTO)).fields.length, 2, name);
    assert.is(source.requests, requests, name);
  }
});

test('a chunk that is a bomb is undecodable', async () => {
  const reading = await read(file(chunk(Buffer.alloc(50_000_000)), { compression: 1 }));
  assert.is(reading.unread, 'undecodable');
});

test('a footer that claims 2 GB is undecodable', async () => {
  assert.is((await read(file(footer(ship), { claimed: 2 ** 31 }))).unread, 'undecodable');
});

test('an unknown compression is undecodable, with its reason', async () => {
  const reading = await read(file(footer(ship), { compression: 9 }));
  assert.equal(reading.observations, [
    { rule: 'file/undecodable', args: { reason: 'compression' } },
  ]);
});

test('types that contain themselves are undecodable', async () => {
  const types = [
    { kind: STRUCT, children: [1], names: ['loop'] },
    { kind: LIST, children: [1] },
  ];
  assert.is((await read(file(footer(types)))).unread, 'undecodable');
});

test('types that share their children in tiers are over budget', async () => {
  for (const kind of [STRUCT, UNION]) {
    const tiers = Array.from({ length: 30 }, (_, i) => ({
      kind: i === 0 ? STRUCT : kind,
      children: Array(50).fill(i + 1),
      names: Array(50).fill('t'),
    }));
    const reading = await read(file(footer([...tiers, { kind: LONG }])));
    assert.is(reading.unread, kind === STRUCT ? 'over-budget' : undefined);
  }
});

test('a column without a name gets one, and is noted', async () => {
  const types = [{ kind: STRUCT, children: [1], names: [''] }, { kind: LONG }];
  const reading = await read(file(footer(types)));
  assert.is(reading.fields[0]?.name, 'column_1');
  assert.is(reading.fields[0]?.generated, true);
  assert.is(reading.observations[0]?.rule, 'file/blank-field');
});

test('an empty file of this format has no fields', async () => {
  const reading = await read(Buffer.alloc(0));
  assert.is(reading.format, 'orc');
  assert.equal(reading.fields, []);
});

test('unions that share their branches, and children without number, are over budget', async () => {
  const unions = footer([
    { kind: STRUCT, children: Array(40_000).fill(1) },
    { kind: UNION, children: Array(100).fill(2) },
    { kind: LONG },
  ]);
  const children = message(4, Buffer.concat([number(1, STRUCT), message(2, Buffer.alloc(3e6, 1))]));
  for (const body of [unions, children]) {
    const reading = await readFile(memorySource('ships.orc', file(body)), AUTO);
    assert.is(reading.unread, 'over-budget');
  }
});

test('a long name above many fields is over budget', async () => {
  const body = footer([
    { kind: STRUCT, children: [1], names: ['x'.repeat(4000)] },
    { kind: STRUCT, children: Array(10_000).fill(2) },
    { kind: LONG },
  ]);
  const reading = await readFile(memorySource('ships.orc', file(body)), AUTO);
  assert.is(reading.unread, 'over-budget');
});

test('a footer of more chunks than a writer makes is over budget', async () => {
  const body = Buffer.concat(Array(5000).fill(chunk(Buffer.alloc(0))));
  const reading = await readFile(memorySource('ships.orc', file(body, { compression: 1 })), AUTO);
  assert.is(reading.unread, 'over-budget');
});

/** A Zstandard frame of one block that copies 65,538 bytes from 1 back, `copies` times: far more than a block holds. */
function overlong(copies: number): Buffer {
  const body = Buffer.concat([
    // One literal, the number of sequences, and tables of one symbol each: literals 0, offset 0, match length 52.
    Buffer.from([0x08, 65, 128 + (copies >> 8), copies & 255, 0x54, 0, 0, 52]),
    Buffer.alloc(2 * copies, 0xff),
    Buffer.from([1]),
  ]);
  const block = Buffer.alloc(3);
  block.writeUIntLE(body.length * 8 + 5, 0, 3);
  const packed = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58]), block, body]);
  const header = Buffer.alloc(3);
  header.writeUIntLE(packed.length * 2, 0, 3);
  return Buffer.concat([header, packed]);
}

test('chunks that each take time for nothing are over budget together', async () => {
  const body = Buffer.concat(Array(300).fill(overlong(100)));
  const bytes = file(body, { compression: 5, blockSize: 262144 });
  assert.is((await readFile(memorySource('ships.orc', bytes), AUTO)).unread, 'over-budget');
});

test.run();
