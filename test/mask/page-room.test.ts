import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileMasks, parseMask } from '../../src/mask/index.ts';
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
  'keys of all lengths': Array.from({ length: 2000 }, (_, i) => {
    const key = i % 3 === 0 ? 'quay/' : i % 3 === 1 ? `quay/${i}.csv` : `crate-${i}.csv`;
    return `${'pier/'.repeat(i % 400)}${key}`;
  }),
};

for (const [name, keys] of Object.entries(PAGES)) {
  test(name, () => {
    // The page begins within its buffer, as one cut out of another does.
    const { bytes, offsets } = pageOf(['before', ...keys]);
    const winners = new Int32Array(keys.length);
    for (const resume of [true, false]) {
      winners.fill(7);
      matcherOf(resume).matchPage(bytes, offsets.subarray(1), keys.length, winners);
      assert.equal([...winners], keys.map(expected));
    }
  });
}

test.run();
