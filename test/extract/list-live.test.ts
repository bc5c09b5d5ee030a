import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bucketConfig, configOf, extractFrom } from '../support/extraction.ts';
import { type Lake, MemoryStore } from '../support/memory-store.ts';

const test = suite('pruned listing');

const extraction = async (lake: Lake, masks: readonly string[], pageSize: number) => {
  const store = new MemoryStore(lake, { pageSize });
  const found = await extractFrom(configOf(bucketConfig(masks)), [store]);
  return { found, store };
};

test('a large directory that no mask reaches costs one page', async () => {
  const lake = Object.fromEntries([
    ...Array.from({ length: 300 }, (_, i) => [`lake/archive/${1_000 + i}.csv`, 'a\n1\n']),
    ...Array.from({ length: 20 }, (_, i) => [`lake/${2_000 + i}/x.csv`, 'a\n1\n']),
    ...Array.from({ length: 300 }, (_, i) => [`lake/zoo/${1_000 + i}.csv`, 'a\n1\n']),
  ]);
  const { found, store } = await extraction(lake, ['/lake/{YYYY}/x.csv'], 10);
  assert.equal(
    found.entries.map(({ path }) => path),
    ['/lake/{YYYY}/x.csv'],
  );
  assert.ok(found.run.objectsListed < 60, `${found.run.objectsListed} objects listed`);
  assert.ok(store.counters.listRequests < 8, `${store.counters.listRequests} requests`);
});

test('a level of many dead directories is walked with a delimiter', async () => {
  const days = Array.from(
    { length: 28 * 4 },
    (_, i) => `20240${1 + (i % 4)}${String(1 + (i % 28)).padStart(2, '0')}`,
  );
  const lake = Object.fromEntries(
    [...new Set(days)].flatMap((day) => [
      [`lake/${day}/catch.csv`, 'a\n1\n'],
      ...Array.from({ length: 30 }, (_, j) => [`lake/${day}_old/${j}.csv`, 'a\n1\n']),
    ]),
  );
  const { found, store } = await extraction(lake, ['/lake/{YYYYMMDD}/catch.csv'], 10);
  const count = new Set(days).size;
  assert.is(found.run.files, 1);
  assert.is(
    found.representativeOf('harbour', '/lake/{YYYYMMDD}/catch.csv'),
    `lake/${days.sort().at(-1)}/catch.csv`,
  );
  // Everything: 3.1 requests a day. Skipping one by one: 2 a day. Walking: 1 a day, and one for each 5 days.
  assert.ok(
    store.counters.listRequests < count * 1.4,
    `${store.counters.listRequests} requests for ${count} days`,
  );
});

test('pruning loses no key and gives none twice: pruned = everything, filtered', async () => {
  const segment = fc.constantFrom(
    '2024',
    '2025',
    'a',
    'b',
    'tmp',
    '',
    '\u{10ffff}',
    'é',
    'a0',
    '.',
  );
  const keys = fc.uniqueArray(
    fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 60, selector: (key) => key },
  );
  const masks = fc.constantFrom<readonly string[]>(
    ['/{YYYY}/a'],
    ['/a/**'],
    ['!/a/tmp/**', '/a/**', '/b/*'],
    ['/**/a'],
    ['/{YYYY}/{x:alpha}/**', '/tmp/*/b'],
    ['/*/2024/*'],
    ['/{{year:YYYY}}/*', '/a/a/{YYYY}'],
  );
  await fc.assert(
    fc.asyncProperty(
      keys,
      masks,
      fc.integer({ min: 1, max: 5 }),
      async (names, texts, pageSize) => {
        const lake = Object.fromEntries(
          names
            .filter((name) => name !== '')
            .map((name) => [name, name.endsWith('/') ? '' : 'x;y\n1;2\n']),
        );
        const pruned = await extraction(lake, texts, pageSize);
        const whole = await extraction(lake, texts, 1_000);
        assert.equal(pruned.found.entries, whole.found.entries);
        for (const { path } of whole.found.entries) {
          assert.is(
            pruned.found.representativeOf('harbour', path),
            whole.found.representativeOf('harbour', path),
          );
        }
        // Flat listing of everything below the same prefixes is the bound that pruning must stay below.
        assert.ok(pruned.found.run.objectsListed <= Object.keys(lake).length);
      },
    ),
    { numRuns: 400 },
  );
});

test.run();
