import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compileBucket, tokensOf } from '../../src/extract/bucket-masks.ts';
import { keyText } from '../../src/extract/candidate.ts';
import { type KeyRange, keyRanges } from '../../src/extract/key-ranges.ts';
import { listLive } from '../../src/extract/list-live.ts';
import { parseMask } from '../../src/mask/index.ts';
import type { ObjectPage } from '../../src/s3/index.ts';
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

/** Directories of `keys` objects each, `live` of them, evenly spread, with a name that the mask wants. No name tells what comes next. */
const yards = (directories: number, keys: number, live: number): Lake =>
  Object.fromEntries(
    Array.from({ length: directories }, (_, i) => {
      const wanted =
        Math.floor((i * live) / directories) < Math.floor(((i + 1) * live) / directories);
      const directory = `lake/yard_${1_000 + i}${wanted ? '_gold' : '_raw'}`;
      return Array.from({ length: keys }, (_, j) => [`${directory}/${100 + j}.csv`, 'a\n1\n']);
    }).flat(),
  );

const COSTS: readonly {
  readonly title: string;
  readonly lake: Lake;
  readonly masks: readonly string[];
  readonly most: number;
}[] = [
  {
    // Everything is 300 requests, skipping one by one 100.
    title: 'many large directories, few of them live: a walk, and one request for each live one',
    lake: yards(100, 30, 3),
    masks: ['/lake/*_gold/*.csv'],
    most: 3 + 10 + 3 * 3 + 2,
  },
  {
    // A walk asks for 80 live directories one by one, which 40 pages hold.
    title: 'many small directories, half of them live: flat, but for a few looks',
    lake: yards(200, 2, 80),
    masks: ['/lake/*_gold/*.csv'],
    most: 40 + 6,
  },
  {
    title: 'many small directories, few of them live: a walk again',
    lake: yards(200, 5, 2),
    masks: ['/lake/*_gold/*.csv'],
    most: 3 + 20 + 2 + 2,
  },
  {
    title: 'far apart in one directory: what lies between is passed over',
    lake: Object.fromEntries(
      Array.from({ length: 600 }, (_, i) => [`lake/${i < 9 ? 'a' : i < 590 ? 'm' : 'z'}${i}`, 'x']),
    ),
    masks: ['/lake/{side:a|z}*'],
    most: 3,
  },
  {
    title: 'a mask for each of a thousand objects: fewer requests than masks',
    lake: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`lake/${1_000 + i}`, 'x'])),
    masks: Array.from({ length: 1_000 }, (_, i) => `/lake/${1_000 + i}`),
    most: 200,
  },
];
for (const { title, lake, masks, most } of COSTS) {
  test(title, async () => {
    const { found, store } = await extraction(lake, masks, 10);
    const whole = await extraction(lake, masks, 1_000_000);
    assert.equal(found.entries, whole.found.entries);
    const { listRequests } = store.counters;
    assert.ok(listRequests <= most, `${listRequests} requests, not ${most}`);
  });
}

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

const SEGMENTS = [
  ...['2024', '2025', 'a', 'b', 'ab', 'tmp', '', 'é', 'a0', '.', '-', '!', '{', '\\'],
  // The ends of what UTF-8 writes with one, two, three and four bytes, and of what UTF-16 writes with one unit.
  ...['\0', '\x01', '\x7f', '\x80', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\ufeff', '\uffff'],
  ...['\u{10000}', '\u{10ffff}'],
];
const ELEMENTS = [
  ...['*', '**', '?', 'a*', '*b', '*\u{10ffff}', '{YYYY}', '{{year:YYYY}}', '{:string}', '{zz}'],
  ...['{:a|\ue000}', '{{k:string}}', '{x:alpha}'],
];
/** Keys and masks of a few segments, so that they meet; some segments stand behind a number, for levels of many directories. */
const lakeAndMasks = fc.subarray(SEGMENTS, { minLength: 3, maxLength: 7 }).chain((few) => {
  const segment = fc.constantFrom(...few);
  const escaped = segment.map((part) => part.replace(/[{}*?\\]/g, '\\$&'));
  const numbered = fc.tuple(fc.nat(30), segment).map(([n, part]) => `${n}${part}`);
  const mask = fc
    .array(
      fc.oneof(
        escaped,
        escaped.map((part) => `*${part}`),
        fc.constantFrom(...ELEMENTS),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((parts) => `/${parts.join('/')}`)
    .filter((text) => text !== '/' && parseMask(text).mask !== undefined);
  return fc.record({
    keys: fc.uniqueArray(
      fc
        .array(fc.oneof(segment, numbered), { minLength: 2, maxLength: 4 })
        .map((parts) => parts.join('/')),
      { minLength: 100, maxLength: 200, selector: (key) => key },
    ),
    texts: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: mask },
        { weight: 1, arbitrary: mask.map((one) => `!${one}`) },
      ),
      { minLength: 1, maxLength: 5 },
    ),
    prefix: fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      segment,
      segment.map((part) => `${part}/`),
      fc.tuple(segment, segment).map(([a, b]) => `${a}/${Array.from(b)[0] ?? ''}`),
    ),
    pageSize: fc.integer({ min: 1, max: 7 }),
  });
});

test('of keys of all shapes every one that a mask takes is given once, and the marker of its directory', async () => {
  let taken = 0;
  let walked = 0;
  await fc.assert(
    fc.asyncProperty(lakeAndMasks, async ({ keys: names, pageSize, prefix, texts }) => {
      const keys = names.filter((name) => name !== '' && name.startsWith(prefix));
      const store = new MemoryStore(Object.fromEntries(keys.map((key) => [key, 'x'])), {
        pageSize,
      });
      const bucket = bucketConfig(texts, { prefix });
      const masks = compileBucket(bucket, tokensOf(configOf(bucket)));
      const given: string[] = [];
      for (let ranges = keyRanges(masks); ranges.length > 0; ) {
        const found: KeyRange[] = [];
        for (const range of ranges) {
          const pages = listLive(store, masks.set, range, new AbortController().signal);
          let step = await pages.next();
          for (; !step.done; step = await pages.next()) given.push(...keysOf(step.value));
          found.push(...step.value);
        }
        walked += found.length;
        ranges = found;
      }
      assert.is(new Set(given).size, given.length);
      const prefixes = masks.set.literalPrefixes(prefix);
      for (const key of keys) {
        const bytes = new TextEncoder().encode(key);
        const winner = masks.set.matcher().match(bytes, 0, bytes.length);
        const isTaken = bucket.masks[winner]?.kind === 'mask';
        const isMarker = key.endsWith('/') && masks.set.canMatchBelow(key);
        if (!isTaken && !(isMarker && prefixes.some((one) => key.startsWith(one)))) continue;
        assert.ok(given.includes(key), `${JSON.stringify(key)} is not given`);
        taken += 1;
      }
    }),
    { numRuns: 200 },
  );
  assert.ok(
    taken > 100 && walked > 20,
    `hardly tried: ${taken} keys taken, ${walked} ranges found`,
  );
});

const keysOf = (page: ObjectPage): readonly string[] =>
  Array.from({ length: page.count }, (_, i) =>
    keyText(page.keys.subarray(page.keyOffsets[i], page.keyOffsets[i + 1])),
  );

test.run();
