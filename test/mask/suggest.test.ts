import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  analyseMasks,
  compileMasks,
  KeyShapes,
  parseMask,
  type Suggestion,
} from '../../src/mask/index.ts';
import { agreement } from './partition.ts';
import { DATE_CASES } from './suggest-dates.ts';
import { LAKE_LIST } from './suggest-lakes.ts';

const encoder = new TextEncoder();
const folder = fileURLToPath(new URL('../cases/keys/', import.meta.url));

function suggest(keys: readonly string[], limit = 1_000): readonly Suggestion[] {
  const shapes = new KeyShapes();
  for (const key of keys) shapes.add(encoder.encode(key));
  assert.is(shapes.total, keys.length);
  return shapes.suggestions(limit);
}
const masksOf = (keys: readonly string[]): readonly string[] =>
  suggest(keys).map(({ mask }) => mask);
const linesOf = (file: string): readonly string[] =>
  readFileSync(folder + file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Each proposal takes as many of the keys as it says, and no key is taken by two. */
function assertProved(keys: readonly string[], suggestions: readonly Suggestion[]): void {
  const takers = suggestions.map(({ mask }) => {
    const parsed = parseMask(mask);
    assert.equal(parsed.problems, [], mask);
    const set = compileMasks([{ kind: 'mask', mask: parsed.mask! }]);
    const matcher = set.matcher();
    return (key: string) => {
      const bytes = encoder.encode(key);
      return matcher.match(bytes, 0, bytes.length) === 0;
    };
  });
  const counts = suggestions.map(() => 0);
  for (const key of keys) {
    const taking = takers.flatMap((takes, i) => (takes(key) ? [i] : []));
    assert.ok(taking.length <= 1, `${key} is taken by ${taking.map((i) => suggestions[i]!.mask)}`);
    for (const i of taking) counts[i]! += 1;
  }
  assert.equal(
    counts,
    suggestions.map(({ count }) => count),
  );
}

/** The pairs of proposals that share a key, seen or not, with that key. */
function sharedBy(suggestions: readonly Suggestion[]): readonly string[] {
  const masks = suggestions.map(({ mask }) => mask);
  const entries = masks.map((text) => ({ kind: 'mask' as const, mask: parseMask(text).mask! }));
  const { findings, complete } = analyseMasks(entries);
  assert.ok(complete);
  return findings.flatMap((finding) =>
    finding.rule === 'mask/overlap'
      ? [`${masks[finding.first]} ${masks[finding.second]}: ${finding.witness}`]
      : [],
  );
}

const lakes = suite('suggestions for lakes');

for (const { name, keys, masks } of LAKE_LIST) {
  lakes(`groups ${name} as a person would`, () => {
    const suggestions = suggest(keys);
    assert.equal(
      agreement(
        keys,
        masks,
        suggestions.map(({ mask }) => mask),
      ),
      { split: 0, merged: 0, missed: 0 },
    );
    assertProved(keys, suggestions);
    assert.equal(sharedBy(suggestions), []);
  });
}

for (const file of readdirSync(folder).filter((one) => one.endsWith('.keys'))) {
  lakes(`groups ${file} as its masks do`, () => {
    const keys = linesOf(file);
    const suggestions = suggest(keys);
    const masks = linesOf(file.replace('.keys', '.masks'));
    assert.equal(
      agreement(
        keys,
        masks,
        suggestions.map(({ mask }) => mask),
      ),
      { split: 0, merged: 0, missed: 0 },
    );
    assertProved(keys, suggestions);
    assert.equal(sharedBy(suggestions), []);
  });
}

lakes('says the same whatever the order of the keys', () => {
  for (const { keys, name } of LAKE_LIST) {
    const backwards = [...keys].reverse();
    const shuffled = [...keys].sort((a, b) => ((a.at(-9) ?? '') < (b.at(-9) ?? '') ? -1 : 1));
    assert.equal(suggest(backwards), suggest(keys), name);
    assert.equal(suggest(shuffled), suggest(keys), name);
  }
});

lakes.run();

const words = suite('suggested masks');

words('keep a single key with nothing to generalise as it is, escaped', () => {
  assert.equal(masksOf(['notes/{draft} *?\\.txt']), ['/notes/\\{draft\\} \\*\\?\\\\.txt']);
  assert.equal(masksOf(['README.md', '.DS_Store', 'tmp/x']), [
    '/.DS_Store',
    '/README.md',
    '/tmp/x',
  ]);
});

words('generalise a single key where what varies is plain to see', () => {
  assert.equal(masksOf(['machinesets/23/quay.parquet']), ['/machinesets/{n:int}/quay.parquet']);
  assert.equal(masksOf(['tides/2024-01-05.csv']), ['/tides/{YYYY-MM-DD}.csv']);
  assert.equal(masksOf(['tides/year=2024/month=01/day=05/part-00000.csv']), [
    '/tides/year={YYYY}/month={MM}/day={DD}/part-{n:int(5)}.csv',
  ]);
});

words('read dates of every form, and only those that exist', () => {
  const two = (a: string, b: string): readonly string[] => masksOf([`t/${a}.csv`, `t/${b}.csv`]);
  assert.equal(two('20240105', '20240229'), ['/t/{YYYYMMDD}.csv']);
  assert.equal(two('2024.01.05', '2024.02.29'), ['/t/{YYYY.MM.DD}.csv']);
  assert.equal(two('05-01-2024', '29-02-2024'), ['/t/{DD-MM-YYYY}.csv']);
  assert.equal(two('01-05-2024', '02-29-2024'), ['/t/{MM-DD-YYYY}.csv']);
  assert.equal(two('29022024', '31122023'), ['/t/{DDMMYYYY}.csv']);
  assert.equal(two('2024-01', '2024-12'), ['/t/{YYYY-MM}.csv']);
  assert.equal(two('202401', '202412'), ['/t/{YYYYMM}.csv']);
  assert.equal(two('240105', '231231'), ['/t/{YYMMDD}.csv']);
  assert.equal(two('2024001', '2024366'), ['/t/{YYYYDDD}.csv']);
  assert.equal(two('20240105T0130Z', '20240106T2359Z'), ['/t/{YYYYMMDDTHHmm}Z.csv']);
  assert.equal(two('20240105_013000', '20240106_235959'), ['/t/{YYYYMMDD_HHmmss}.csv']);
  assert.equal(two('20240105013000', '20240106235959'), ['/t/{YYYYMMDDHHmmss}.csv']);
  assert.equal(two('2024-01-05T01-30', '2024-01-06T23-59'), ['/t/{YYYY-MM-DDTHH-mm}.csv']);
  assert.equal(two('2024/01/05', '2024/02/29'), ['/t/{YYYY}/{MM}/{DD}.csv']);
  assert.equal(two('2024/005', '2023/366'), ['/t/{YYYY}/{DDD}.csv']);
  assert.equal(two('20240230', '20249999'), ['/t/{n:int}.csv']);
});

for (const { keys, mask } of DATE_CASES) {
  words(`read ${keys.join(', ')} as ${mask}`, () => {
    assert.equal(masksOf(keys), [mask]);
  });
}

words('follow the dates that are sure where others could be read in two ways', () => {
  const other = (sure: string): readonly string[] =>
    masksOf([
      `a/${sure}.csv`,
      `a/01-01-2024.csv`,
      'b/05-01-2024.csv',
      'b/06012024.csv',
      'b/07012024.csv',
    ]);
  assert.equal(other('31-01-2024'), [
    '/a/{DD-MM-YYYY}.csv',
    '/b/{DDMMYYYY}.csv',
    '/b/{DD-MM-YYYY}.csv',
  ]);
  assert.equal(other('01-31-2024'), [
    '/a/{MM-DD-YYYY}.csv',
    '/b/{MMDDYYYY}.csv',
    '/b/{MM-DD-YYYY}.csv',
  ]);
});

words('tell values from names', () => {
  const each = (values: readonly string[], key: (value: string) => string): readonly string[] =>
    masksOf(values.map(key));
  assert.equal(
    each(['fr', 'de', 'es'], (c) => `catch/${c}.csv`),
    ['/catch/{zz}.csv'],
  );
  assert.equal(
    each(['en-GB', 'fr-FR'], (l) => `texts/${l}/menu.json`),
    ['/texts/{locale:locale}/menu.json'],
  );
  assert.equal(
    each(['eu-west-1', 'us-gov-east-1'], (r) => `logs/${r}/menu.json`),
    ['/logs/{region:string}/menu.json'],
  );
  assert.equal(
    each(['Jan', 'Feb', 'March'], (m) => `catch/${m}/all.csv`),
    ['/catch/{month:alpha}/all.csv'],
  );
  assert.equal(
    each(['EMEA', 'APAC', 'LATAM'], (m) => `catch/${m}/all.csv`),
    ['/catch/{code:alpha}/all.csv'],
  );
  assert.equal(
    each(['a', 'b', 'c', '1', '12'], (part) => `catch/${part}.csv`),
    ['/catch/{code:alpha(1)}.csv', '/catch/{n:int}.csv'],
  );
  assert.equal(
    each(['may', 'june', 'mark', 'paul'], (n) => `crews/${n}.csv`),
    ['/crews/june.csv', '/crews/mark.csv', '/crews/may.csv', '/crews/paul.csv'],
  );
  assert.equal(
    each(['landings', 'vessels'], (t) => `db/${t}.csv`),
    ['/db/landings.csv', '/db/vessels.csv'],
  );
  assert.equal(
    each(['north', 'south'], (t) => `db/side=${t}/all.csv`),
    ['/db/side={side:string}/all.csv'],
  );
  assert.equal(
    each(['csv', 'json', 'md', 'py'], (e) => `db/all.${e}`),
    ['/db/all.csv', '/db/all.json', '/db/all.md', '/db/all.py'],
  );
});

words('take no key that another could take', () => {
  const counters = ['t/0.json', 't/12.json', 't/350.json'];
  const beside = (...others: readonly string[]): readonly string[] =>
    masksOf([...counters, ...others]);
  assert.equal(
    beside(
      't/6f1ed002-ab5b-4b1e-9d3c-2c8a3b9e1f00.json',
      't/01020304-ab5b-4b1e-9d3c-2c8a3b9e1f00.json',
    ),
    ['/t/{n:int(1,15)}.json', '/t/{id:guid}.json'],
  );
  assert.equal(beside('t/6f1ed002ab5b4b1e.json', 't/9d3c2c8a3b9e1f00.json'), [
    '/t/{n:int(1,15)}.json',
    '/t/{hash:hex(16)}.json',
  ]);
  assert.equal(beside('t/kQ3v9zR1x7.json', 't/p2LwE8s0Yb.json'), [
    '/t/{n:int(1,3)}.json',
    '/t/{id:alnum(10)}.json',
  ]);
  assert.equal(beside('t/notes.json'), ['/t/{n:int}.json', '/t/notes.json']);
});

words('give three examples at most, the least key first', () => {
  const [only] = suggest(['t/3.csv', 't/1.csv', 't/2.csv', 't/9.csv', 't/5.csv']);
  assert.is(only!.mask, '/t/{n:int}.csv');
  assert.is(only!.count, 5);
  assert.is(only!.examples[0], 't/1.csv');
  assert.is(only!.examples.at(-1), 't/9.csv');
  assert.ok(only!.examples.length <= 3);
});

words('leave out what no mask can take', () => {
  const shapes = new KeyShapes();
  for (const key of ['t/1.csv', '', 'x'.repeat(1_025)]) shapes.add(encoder.encode(key));
  shapes.add(Uint8Array.of(0x74, 0x2f, 0xff, 0x2e));
  assert.is(shapes.total, 4);
  assert.is(shapes.overflow, 3);
  assert.equal(shapes.top(9), [{ mask: '/t/1.csv', count: 1, example: 't/1.csv' }]);
});

words('stay within their bounds', () => {
  const shapes = new KeyShapes({ shapes: 16 });
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  for (const a of letters)
    for (const b of letters) shapes.add(encoder.encode(`${a}/${b}-${a}${b}`));
  for (let i = 0; i < 50; i++) shapes.add(encoder.encode(`tides/${i}.csv`));
  const counted = shapes.top(1_000).reduce((sum, { count }) => sum + count, 0);
  assert.is(shapes.total, 26 * 26 + 50);
  assert.is(counted + shapes.overflow, shapes.total);
  assert.ok(shapes.top(1_000).length <= 32);
});

words.run();

const laws = suite('laws of suggestions');

const piece = fc.oneof(
  fc.constantFrom(
    '/',
    '_',
    '-',
    '.',
    '=',
    ' ',
    '{',
    '*',
    '\\',
    '\n',
    '\u202e',
    '/year=',
    '/month=',
    'T',
    'Z',
  ),
  fc.constantFrom(
    'quay',
    'tide',
    'fr',
    'DE',
    'é',
    '😀',
    'Jan',
    'us-east-1',
    'en-GB',
    '2024',
    '2023',
    '01',
    '12',
    '31',
    '20240105',
    '2024-02-29',
    '2024-02-30',
    '235959',
    '000000000012',
    '6f1ed002-ab5b-4b1e-9d3c-2c8a3b9e1f00',
  ),
  fc.nat(400).map(String),
  fc.string({ unit: fc.constantFrom(...'abc019XYZ'), minLength: 1, maxLength: 10 }),
);
const keyArbitrary = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''));

laws('every proposal parses, and takes its own keys and no others', () => {
  fc.assert(
    fc.property(fc.array(keyArbitrary, { minLength: 1, maxLength: 40 }), (keys) => {
      const suggestions = suggest(keys);
      assertProved(keys, suggestions);
      const total = suggestions.reduce((sum, { count }) => sum + count, 0);
      assert.is(total, keys.length);
    }),
    { numRuns: 150 },
  );
});

laws('order does not matter', () => {
  fc.assert(
    fc.property(
      fc
        .array(keyArbitrary, { minLength: 1, maxLength: 30 })
        .chain((keys) =>
          fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length })),
        ),
      ([keys, shuffled]) => {
        assert.equal(suggest(shuffled), suggest(keys));
      },
    ),
    { numRuns: 80 },
  );
});

laws.run();
