import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileMasks, parseMask } from '../../src/mask/index.ts';
import { ROOM, roomFor } from '../../src/mask/page-room.ts';
import { pageOf } from './arbitraries.ts';

const test = suite('pages beyond the room');

const MASKS = ['/quay/{n:int}.csv', '/**/crate-{n:int}.csv', '/quay/**'];

function matcherOf(resume: boolean) {
  const entries = MASKS.map((text) => ({ kind: 'mask' as const, mask: parseMask(text).mask! }));
  return compileMasks(entries).matcher({ resume });
}

/** Which mask each key is for, by its text alone. */
function expected(key: string): number {
  if (/^quay\/[0-9]+\.csv$/.test(key)) return 0;
  if (/(^|\/)crate-[0-9]+\.csv$/.test(key)) return 1;
  return key.startsWith('quay/') ? 2 : -1;
}

const number = (i: number): string => String(i).padStart(6, '0');
const deep = 'pier/'.repeat(60);
const BYTES = ROOM.keys.length;
/** Keys that fill the room to its last byte, or miss or pass it by one. */
const AS_LONG_AS_THE_ROOM = [BYTES - 1, BYTES, BYTES + 1].flatMap((length) => [
  'quay/1.csv',
  'quay/'.padEnd(length - 4, '1').concat('.csv'),
  'crate-7.csv'.padStart(length, 'pier/'),
  'quay/'.padEnd(length, 'x'),
  'quay/'.padEnd(length, 'y'),
  'shed/'.padEnd(length, 'x'),
]);
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'more keys than have room': Array.from({ length: 9000 }, (_, i) => `quay/${number(i)}.csv`),
  'more bytes than have room': Array.from(
    { length: 1500 },
    (_, i) => `${deep}crate-${number(i)}.csv`,
  ),
  'a key longer than the room between others': [
    'quay/1.csv',
    `quay/${'x'.repeat(300_000)}`,
    'quay/2.csv',
    `${'pier/'.repeat(50_000)}crate-3.csv`,
    'quay/4.csv',
    'shed/5.csv',
  ],
  'keys as long as the room': AS_LONG_AS_THE_ROOM,
  'keys of all lengths': Array.from({ length: 2000 }, (_, i) => {
    const key = i % 3 === 0 ? 'quay/' : i % 3 === 1 ? `quay/${i}.csv` : `crate-${i}.csv`;
    return `${'pier/'.repeat(i % 400)}${key}`;
  }),
};

for (const [name, keys] of Object.entries(PAGES)) {
  test(name, () => {
    // The page begins within its buffer, as one cut out of another does.
    const { bytes, offsets } = pageOf(['before', ...keys]);
    const winners = new Int32Array(keys.length + 1);
    for (const resume of [true, false]) {
      winners.fill(7);
      matcherOf(resume).matchPage(bytes, offsets.subarray(1), keys.length, winners);
      // What lies beyond the page is left alone.
      assert.equal([...winners], [...keys.map(expected), 7]);
    }
  });
}

test('a page with places beyond 32 bits is refused, not answered wrongly', () => {
  for (const resume of [true, false]) {
    const offsets = Uint32Array.from([2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31]);
    const winners = new Int32Array(2);
    const matcher = matcherOf(resume);
    matcher.matchPage(new Uint8Array(0), offsets, 1, winners);
    assert.throws(() => matcher.matchPage(new Uint8Array(0), offsets, 2, winners), RangeError);
  }
});

test('so many keys are laid out as have room, or at least half of them', () => {
  const lengths = fc.array(
    fc.oneof(fc.nat(40), fc.integer({ min: 0, max: 2 * BYTES }), fc.constant(BYTES)),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(lengths, fc.nat(5), fc.nat(5), (some, before, after) => {
      const first = Math.min(before, some.length - 1);
      const count = Math.max(some.length - after, first + 1);
      let end = 0;
      const offsets = Uint32Array.from([0, ...some.map((length) => (end += length))]);
      let most = 0;
      while (first + most < count && offsets[first + most + 1]! - offsets[first]! <= BYTES)
        most += 1;
      const fitting = roomFor(offsets, first, count);
      assert.ok(fitting <= most && most <= 2 * fitting, `${fitting} of ${most}`);
    }),
  );
});

test.run();
