import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasWholeBlock } from '../../../src/format/compression/bzip2-blocks.ts';
import { COMPRESSIONS } from '../../../src/format/compression/table.ts';
import { OverBudget } from '../../../src/format/format.ts';
import { Undecodable } from '../../../src/format/undecodable.ts';

const test = suite('compression');
const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../fixtures/compression/${name}`, import.meta.url)));
const plain = fixture('harbours.csv');
const FILES = {
  gzip: gzipSync(plain),
  zstd: fixture('harbours.csv.zst'),
  bzip2: fixture('harbours.csv.bz2'),
  snappy: fixture('harbours.csv.sz'),
};
const byId = (id: string) => COMPRESSIONS.find((one) => one.id === id)!;

for (const [id, bytes] of Object.entries(FILES)) {
  test(`${id}: its magic bytes are its own`, () => {
    assert.equal(
      COMPRESSIONS.filter((one) => one.magic(bytes)).map((one) => one.id),
      [id],
    );
  });

  test(`${id}: the whole gives the whole`, async () => {
    const out = await byId(id).decompress(bytes, plain.length);
    assert.ok(out.ended);
    assert.is(Buffer.compare(out.bytes, plain), 0);
  });

  test(`${id}: two files in a row are one text`, async () => {
    const out = await byId(id).decompress(Buffer.concat([bytes, bytes]), 2 * plain.length);
    assert.is(Buffer.compare(out.bytes, Buffer.concat([plain, plain])), 0);
    assert.ok(out.ended);
  });

  test(`${id}: a cut gives a prefix and is not the end`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (cut) => {
        const out = await byId(id).decompress(bytes.subarray(0, cut), plain.length);
        assert.is(Buffer.compare(out.bytes, plain.subarray(0, out.bytes.length)), 0);
        // zlib does not tell a cut from an end, and framed Snappy has no end mark: whole chunks are a whole stream.
        if (id === 'gzip' || (id === 'snappy' && isWholeChunks(bytes, cut))) return;
        assert.ok(cut === 0 || !out.ended);
      }),
      { numRuns: 15 },
    );
  });

  test(`${id}: no more comes out than is wanted`, async () => {
    const out = await byId(id).decompress(bytes, 1000);
    assert.is(Buffer.compare(out.bytes, plain.subarray(0, 1000)), 0);
    assert.not(out.ended);
  });

  test(`${id}: damaged bytes give a typed answer`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        async (damage) => {
          const bad = Buffer.from(bytes);
          for (const [at, value] of damage) bad[at] = value;
          try {
            const out = await byId(id).decompress(bad, 65536);
            assert.ok(out.bytes.length <= 65536);
          } catch (error) {
            assert.ok(error instanceof Undecodable || error instanceof OverBudget, String(error));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
}

test('texts of many blocks, which share tables and text, are whole', async () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `${i};quay ${(i * 7919) % 97};${i % 12 === 0 ? '' : i % 12}\n`,
  );
  const text = Buffer.from(`berth;quay;month\n${rows.join('')}`);
  for (const [id, name] of [
    ['zstd', 'berths.19.csv.zst'],
    ['bzip2', 'berths.1.csv.bz2'],
  ] as const) {
    const bytes = fixture(name);
    const out = await byId(id).decompress(bytes, text.length);
    assert.is(Buffer.compare(out.bytes, text), 0, id);
    assert.ok(out.ended, id);
    const cut = await byId(id).decompress(bytes.subarray(0, bytes.length - 1000), text.length);
    assert.ok(cut.bytes.length > 100_000, id);
    assert.is(Buffer.compare(cut.bytes, text.subarray(0, cut.bytes.length)), 0, id);
    assert.not(cut.ended, id);
  }
});

test('a bzip2 block whose text is not what its checksum says is undecodable', async () => {
  const bytes = fixture('berths.1.csv.bz2');
  // The checksum of the first block stands behind its magic.
  bytes[10]! ^= 1;
  try {
    await byId('bzip2').decompress(bytes, 400_000);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, Undecodable);
  }
});

/** A bzip2 stream of one block whose only symbols are `digits` of a run of one byte, and the end. */
function runOf(digits: number): Buffer {
  const number = (value: number, width: number) => value.toString(2).padStart(width, '0');
  const used = number(1 << 9, 16) + number(1 << 14, 16);
  // Three symbols in each of two tables: codes of two bits, 00 and 01 for the digits, 10 for the end.
  const table = `${number(2, 5)}000`;
  const selectors = number(4, 15) + '0'.repeat(4);
  const block = `${number(0x314159, 24)}${number(0x265359, 24)}${number(0, 32)}0${number(0, 24)}`;
  const bits = `${block}${used}${number(2, 3)}${selectors}${table}${table}${'01'.repeat(digits)}10`;
  const end = `${number(0x177245, 24)}${number(0x385090, 24)}${number(0, 32)}`;
  const bytes = `${bits}${end}`
    .match(/.{1,8}/g)!
    .map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
  return Buffer.concat([Buffer.from('BZh9'), Buffer.from(bytes)]);
}

test('a bzip2 run of more bytes than a block has is undecodable, whatever it claims', async () => {
  const run = await byId('bzip2').decompress(runOf(10), 500);
  assert.equal([...new Set(run.bytes)], [0x61]);
  for (const digits of [20, 31, 32, 60, 150]) {
    try {
      await byId('bzip2').decompress(runOf(digits), 500);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, Undecodable, `${digits}: ${error}`);
    }
  }
});

test('bombs stop at what is wanted', async () => {
  for (const [id, name] of [
    ['zstd', 'zeros.zst'],
    ['bzip2', 'zeros.bz2'],
  ] as const) {
    const out = await byId(id).decompress(fixture(name), 65536);
    assert.is(out.bytes.length, 65536);
    assert.not(out.ended);
  }
  // What is wrong behind the bytes that are wanted is never seen.
  const bomb = gzipSync(Buffer.alloc(4_000_000));
  const out = await byId('gzip').decompress(bomb.fill(0xff, bomb.length - 8), 65536);
  assert.is(out.bytes.length, 65536);
  assert.not(out.ended);
});

test('a Zstandard header that asks for a window of 2 GB gets what the output needs', async () => {
  const bytes = Buffer.from(FILES.zstd);
  // Frame header descriptor without single segment and content size, then the largest window that is allowed.
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0xa8]);
  const descriptor = bytes[4]!;
  const sizeBytes = [(descriptor & 0x20) === 0 ? 0 : 1, 2, 4, 8][descriptor >> 6]!;
  const blocks = bytes.subarray(5 + ((descriptor & 0x20) === 0 ? 1 : 0) + sizeBytes);
  const before = process.memoryUsage().arrayBuffers;
  const out = await byId('zstd').decompress(Buffer.concat([header, blocks]), 65536);
  assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 * 1024);
  assert.is(out.bytes.length, 65536);
});

test('Snappy chunks: padding and unknown skippable ones are skipped, others are not', async () => {
  const identifier = FILES.snappy.subarray(0, 10);
  const stored = Buffer.from([1, 8, 0, 0, 0, 0, 0, 0, 112, 108, 117, 109]);
  const padding = Buffer.from([0xfe, 2, 0, 0, 9, 9]);
  const good = await byId('snappy').decompress(Buffer.concat([identifier, padding, stored]), 100);
  assert.is(Buffer.from(good.bytes).toString(), 'plum');
  try {
    await byId('snappy').decompress(Buffer.concat([identifier, Buffer.from([2, 0, 0, 0])]), 100);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, Undecodable);
  }
});

test('a Snappy literal of 4 GB is refused', async () => {
  const block = Buffer.from([10, 63 << 2, 0xff, 0xff, 0xff, 0xff, 1]);
  const chunk = Buffer.concat([Buffer.from([0, block.length + 4, 0, 0, 0, 0, 0, 0]), block]);
  const bytes = Buffer.concat([FILES.snappy.subarray(0, 10), chunk]);
  try {
    await byId('snappy').decompress(bytes, 100);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, Undecodable);
  }
});

/** Whether a cut of framed Snappy falls between two chunks: a type byte, three bytes of length, the data. */
function isWholeChunks(bytes: Uint8Array, cut: number): boolean {
  let at = 0;
  while (at < cut) at += 4 + Buffer.from(bytes).readUIntLE(at + 1, 3);
  return at === cut;
}

/** `part` over and over, 4 MiB of it, after `start`. */
const many = (part: readonly number[], start: readonly number[] = []): Buffer =>
  Buffer.concat([Buffer.from(start), Buffer.alloc(4 * 1024 * 1024, Buffer.from(part))]);
const ZSTD_FRAME = [0x28, 0xb5, 0x2f, 0xfd, 0, 0x58];

test('parts that give nothing are over budget by their number', async () => {
  const identifier = [...FILES.snappy.subarray(0, 10)];
  const cases: readonly (readonly [string, Buffer])[] = [
    ['zstd', many([...ZSTD_FRAME, 1, 0, 0])],
    ['zstd', many([0, 0, 0], ZSTD_FRAME)],
    ['zstd', many([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0])],
    ['bzip2', many([...Buffer.from('BZh9'), 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0])],
    ['snappy', many([0xfe, 0, 0, 0], identifier)],
    ['snappy', many([0, 5, 0, 0, 0, 0, 0, 0, 0], identifier)],
  ];
  for (const [id, bytes] of cases) {
    try {
      await byId(id).decompress(bytes, 65536);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, OverBudget, `${id}: ${error}`);
      assert.is((error as OverBudget).message, 'parts', id);
    }
  }
});

test('many small parts that give something are read', async () => {
  const block = [6 << 3, 0, 0, ...Buffer.from('1;fir\n')];
  const bytes = Buffer.from([...ZSTD_FRAME, ...Array.from({ length: 1200 }, () => block).flat()]);
  assert.is((await byId('zstd').decompress(bytes, 65536)).bytes.length, 7200);
});

test('Zstandard flushed at each line is read as far as wanted, whatever follows', async () => {
  const line = '7;plum;"on a low wall";2\n';
  const block = [line.length << 3, 0, 0, ...Buffer.from(line)];
  const bytes = Buffer.from([...ZSTD_FRAME, ...Array.from({ length: 9000 }, () => block).flat()]);
  const out = await byId('zstd').decompress(bytes, 65536);
  assert.is(Buffer.from(out.bytes).toString(), line.repeat(3000).slice(0, 65536));
  assert.not(out.ended);
});

test('Zstandard of too many parts gives the text of the first ones', async () => {
  const row = [4 << 3, 0, 0, ...Buffer.from('a;b\n')];
  const lastRow = [(4 << 3) | 1, 0, 0, ...Buffer.from('a;b\n')];
  const cases: readonly Buffer[] = [
    many([0, 0, 0], [...ZSTD_FRAME, ...row]),
    many([...ZSTD_FRAME, 1, 0, 0], [...ZSTD_FRAME, ...lastRow]),
    many([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0], [...ZSTD_FRAME, ...lastRow]),
    many([8, 0, 0, 98], [...ZSTD_FRAME, ...row]),
    many([...ZSTD_FRAME, 9, 0, 0, 98], [...ZSTD_FRAME, ...lastRow]),
  ];
  for (const [index, bytes] of cases.entries()) {
    const out = await byId('zstd').decompress(bytes, 65536);
    assert.is(Buffer.from(out.bytes).toString().slice(0, 4), 'a;b\n', `${index}`);
    // Each part gives four bytes at most, and no more than 9,216 of them are looked at.
    assert.ok(out.bytes.length <= 4 * 9216, `${index}: ${out.bytes.length}`);
    assert.not(out.ended, `${index}`);
  }
});

test('a bzip2 block is whole where another or the end of the stream follows, at any bit', () => {
  const bytes = FILES.bzip2;
  assert.ok(hasWholeBlock(bytes));
  assert.not(hasWholeBlock(bytes.subarray(0, 5000)));
  for (let shift = 0; shift < 8; shift++) {
    const magic = BigInt(0x177245385090) << BigInt(8 - shift);
    const tail = Buffer.from((magic | BigInt(0x55 >> shift)).toString(16).padStart(14, '0'), 'hex');
    const start = Buffer.concat([bytes.subarray(0, 10), Buffer.alloc(20, 0xa5)]);
    assert.ok(hasWholeBlock(Buffer.concat([start, tail])), `${shift} bits`);
    tail[3]! ^= 4;
    assert.not(hasWholeBlock(Buffer.concat([start, tail])), `${shift} bits`);
  }
});

test.run();
