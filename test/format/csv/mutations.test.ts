// Tables of other projects, damaged in every way: an answer comes, it is bounded, and the same bytes give the same answer.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FIELD_TYPES } from '../../../src/catalogue/index.ts';
import { namesOf, readCsv } from './read.ts';

const test = suite('damaged csv');
const seeds = readFileSync(new URL('data/cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => Buffer.from((JSON.parse(line) as { bytes: string }).bytes, 'latin1'));

const place = fc.double({ min: 0, max: 1, noNaN: true });
const piece = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 6 }),
  fc.constantFrom(
    ...[
      '"',
      '""',
      "'",
      '\\"',
      ',',
      ';',
      '\n',
      '\r',
      '\0',
      '\t',
      '#',
      '\ufeff',
      '"\n"',
      '{',
      '<',
    ].map((text) => new Uint8Array(Buffer.from(text))),
  ),
);
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: place,
    piece,
    times: fc.constantFrom(1, 1, 2, 500),
  }),
);

type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | {
      readonly kind: 'insert';
      readonly at: number;
      readonly piece: Uint8Array;
      readonly times: number;
    };

function mutated(seed: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  let bytes = Buffer.from(seed);
  for (const one of mutations) {
    const at = Math.floor(one.at * bytes.length);
    if (one.kind === 'cut') bytes = bytes.subarray(0, at);
    else if (one.kind === 'insert') {
      const pieces = Array.from({ length: one.times }, () => one.piece);
      bytes = Buffer.concat([bytes.subarray(0, at), ...pieces, bytes.subarray(at)]);
    } else if (at < bytes.length) bytes[at] = bytes[at]! ^ (1 << one.bit);
  }
  return bytes;
}

async function check(bytes: Uint8Array): Promise<void> {
  const reading = await readCsv(bytes);
  const names = namesOf(reading);
  assert.is(new Set(names).size, names.length, 'names are unique');
  assert.ok(names.length <= 10_000);
  for (const field of reading.fields) {
    assert.ok(FIELD_TYPES.includes(field.type) && field.accepts.includes(field.type));
    assert.ok(field.name !== '');
  }
  if (reading.unread !== undefined) assert.equal(names, []);
  assert.equal(await readCsv(bytes), reading, 'the same bytes, the same answer');
}

test('mutations of real files', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      async (seed, mutations) => check(mutated(seed, mutations)),
    ),
    { numRuns: 400 },
  );
});

test('random bytes and random text', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '1', ',', ';', '"', "'", '\\', '\n', '\r', ' ', '#', 'é', '\t', '|'),
    maxLength: 300,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        text.map((one) => new Uint8Array(Buffer.from(one))),
      ),
      check,
    ),
    { numRuns: 400 },
  );
});

test('compressed files, damaged', async () => {
  const packed = gzipSync(Buffer.from('tree;height\n1;3,5\n2;4,1\n'.repeat(500)));
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) =>
      check(mutated(packed, mutations)),
    ),
    { numRuns: 100 },
  );
});

test('heads full of one thing', async () => {
  for (const one of [
    '"',
    "'",
    ',',
    ';',
    '\n',
    '\r',
    ' ',
    '#',
    '\\',
    '",',
    '"a",',
    "',",
    '""',
    '"\n',
    'a,b;c|d\te:f\n',
    '1',
    '-',
    '[',
    '((',
    '\t ',
    'é',
    '0:0/',
  ]) {
    await check(Buffer.from(one.repeat(65_536 / one.length)));
  }
});
test.run();
