import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { KeyShapes } from '../../src/mask/index.ts';
import { type Proposals, suggestionsRecord, suggestionsText } from '../../src/report/index.ts';

const test = suite('suggestions as text');

function proposals(keys: readonly string[], bucket?: string): Proposals {
  const shapes = new KeyShapes();
  for (const key of keys) shapes.add(new TextEncoder().encode(key));
  return {
    ...(bucket === undefined ? {} : { bucket }),
    keys: keys.length,
    unmatched: shapes.total,
    suggestions: shapes.suggestions(100).map((one) => ({ ...one, aside: one.mask === '/a' })),
  };
}

test('is YAML whose masks are quoted and whose comments show counts and examples', () => {
  const text = suggestionsText([proposals(['tides/20240105.csv', 'tides/20240106.csv', 'a'])]);
  assert.is(
    text,
    `# 3 keys
#
# 2 keys  /tides/{YYYYMMDD}.csv
#     tides/20240105.csv
#     tides/20240106.csv
#
# 1 key  /a
#     a
#
masks:
  - "/tides/{YYYYMMDD}.csv"
  # Single keys that do not look like data. Uncomment those that are:
  # - "/a"
`,
  );
});

test('puts the masks of several buckets under their names, and leaves out those without', () => {
  const quay = proposals(['tides/1.csv', 'tides/2.csv'], 'quay-lake');
  const text = suggestionsText([quay, proposals([], 'dry-dock')]);
  assert.equal(parse(text), { buckets: [{ name: 'quay-lake', masks: ['/tides/{n:int}.csv'] }] });
  assert.match(text, '# dry-dock: 0 keys');
  assert.equal(suggestionsRecord([quay]), {
    keys: 2,
    unmatched: 2,
    left: 0,
    suggestions: [
      {
        bucket: 'quay-lake',
        mask: '/tides/{n:int}.csv',
        count: 2,
        examples: ['tides/1.csv', 'tides/2.csv'],
      },
    ],
  });
});

test('lets nothing of a key act: it stays in its comment and in its quotes', () => {
  const keys = [
    'a\n- "/**"\n# b',
    'c\u001b[2J"d\\',
    'e\u202ef\u2028g\u0085h\ufeffi',
    'j\u{e0041}k: {l}',
    '# m',
    '"n": *o',
    'p\u007fq\0r',
  ];
  const source = proposals(keys);
  const text = suggestionsText([source]);
  assert.equal(parse(text), { masks: source.suggestions.map(({ mask }) => mask) });
  assert.is(source.suggestions.length, keys.length);
  for (const line of text.trimEnd().split('\n')) {
    assert.match(line, /^(#|masks:$| {2}- ")/);
    assert.not.match(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});

test('says how many keys have no proposal', () => {
  const source = proposals(['tides/1.csv', 'tides/2.csv', 'x'.repeat(2_000)]);
  assert.match(suggestionsText([source]), '# 1 key more is not shown');
  assert.equal((suggestionsRecord([source]) as { readonly left: number }).left, 1);
});

test.run();
