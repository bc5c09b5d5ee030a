import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_LIMITS, parseConfig } from '../../src/config/index.ts';

const test = suite('hostile configurations');

function reasonsOf(text: string): unknown[] {
  return parseConfig(text).observations.map(({ args }) => args['reason'] ?? args['name']);
}

test('aliases that multiply are bounded', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i += 1)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  const text = lines.join('\n');
  assert.ok(reasonsOf(text).includes('too-many-nodes'));
});

test('an alias inside what it stands for, or without an anchor, is an error', () => {
  assert.ok(
    reasonsOf('version: 1\nauth: &a { x: *a }\nbuckets: [{ name: b }]').includes('circular-alias'),
  );
  assert.ok(reasonsOf('version: 1\nbuckets: [{ name: *nowhere }]').includes('unresolved-alias'));
});

test('depth is bounded, in brackets and in indentation', () => {
  assert.equal(reasonsOf('['.repeat(100_000)), ['too-deep']);
  assert.ok(reasonsOf(`${'['.repeat(60)}${']'.repeat(60)}`).includes('too-deep'));
  const nested = Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}k:`).join('\n');
  assert.ok(reasonsOf(nested).includes('too-deep'));
});

test('names of Object’s own mean nothing', () => {
  const text = `version: 1
auth: { constructor: { kind: default }, __proto__: { kind: anonymous } }
__proto__: { buckets: [] }
buckets:
  - { name: orchard, auth: toString }
  - { name: meadow, auth: constructor }
  - { name: hedge, auth: __proto__ }
`;
  const { observations } = parseConfig(text);
  assert.equal(
    observations.map(({ rule, args }) => [rule, args['name']]),
    [
      ['config/unknown-key', '__proto__'],
      ['config/dangling-reference', 'toString'],
    ],
  );
  assert.is(({} as { buckets?: unknown }).buckets, undefined);
});

test('problems past the limit are counted', () => {
  const keys = Array.from({ length: 700 }, (_, i) => `key-${i}: 1`).join('\n');
  const { observations } = parseConfig(`version: 1\nbuckets: [{ name: b }]\n${keys}\n`);
  assert.is(observations.length, DEFAULT_LIMITS.maxProblems + 1);
  assert.equal(observations.at(-1)?.args, { reason: 'too-many-problems', count: 200 });
});

const MASKS = 'version: 1\nbuckets:\n  - name: b\n    masks:\n      - ';

// So large that reading one in more than one pass would not end.
test('large documents are told what is wrong with them', () => {
  const long = 'x'.repeat(1_000_000);
  const texts: readonly (readonly [rule: string | undefined, text: string])[] = [
    ['config/schema', long],
    ['config/schema', `version: "${long}"`],
    ['config/syntax', `${long}: 1`],
    ['config/schema', ' '.repeat(1_000_000)],
    ['mask/too-large', `${MASKS}"/${'{'.repeat(500_000)}"`],
    // Nothing is wrong with a comment far from the mask.
    [undefined, `${MASKS}/a${' '.repeat(500_000)}#${' .a'.repeat(100_000)}`],
    ['config/schema', `a: "${`\${env:`.repeat(150_000)}"`],
    ['config/schema', `# ${'//'.repeat(400_000)}\n`],
    ['config/schema', `# ${'a-'.repeat(400_000)}\n`],
    ['config/schema', `k:${'\t '.repeat(400_000)}\n`],
    ['config/unquoted-mask', '- *a\n'.repeat(20_000)],
    ['config/schema', 'a: 1\n'.repeat(20_000)],
  ];
  for (const [rule, text] of texts) {
    assert.is(parseConfig(text).observations[0]?.rule, rule, text.slice(0, 40));
  }
});

test('a mask of ten thousand characters is too large, excluded or not', () => {
  const long = `/${'a'.repeat(10_000)}`;
  for (const mask of [`"${long}"`, `mask: "${long}"`, `exclude: "${long}"`]) {
    const text = `version: 1\nbuckets:\n  - name: orchard\n    masks:\n      - ${mask}\n`;
    const { observations } = parseConfig(text);
    assert.equal(
      observations.map(({ rule, location }) => `${rule} ${location?.line}`),
      ['mask/too-large 5'],
    );
  }
});

test('a list of too many masks is refused as a whole, without reading any of them', () => {
  const masks = Array.from({ length: 12_000 }, (_, i) => `      - "/rows/${i}/{YYYYMMDD/x.csv"`);
  const text = ['version: 1', 'buckets:', '  - name: orchard', '    masks:', ...masks].join('\n');
  const { observations } = parseConfig(text);
  assert.equal(
    observations.map(({ rule, location }) => `${rule} ${location?.line}`),
    ['mask/too-large 4101'],
  );
});

const pieces = fc.constantFrom(
  'version: 1\n',
  'auth:\n',
  '  reader: ',
  '{ kind: access-key, secretAccessKey: canary-a }\n',
  '    secretAccessKey: "canary-b\n',
  '    sessionToken: |\n      canary-c\n',
  'datagalaxy: { token: canary-d,\n',
  `  secretAccessKey: \${env:S:-canary-e}\n`,
  `  kind: \${env:CANARY}\n`,
  'buckets:\n',
  '  - name: orchard\n',
  `    region: \${env:CANARY}\n`,
  '    masks:\n',
  `      - "/{\${env:CANARY}}/x"\n`,
  '      - *x\n',
  '    - {YYYY}.csv\n',
  '"',
  "'",
  ']',
  '}\n',
  '&a ',
  '*a\n',
  '!t ',
  '---\n',
  '\t',
  '? ',
  '\0',
  '\ud800',
);

test('nothing makes it throw, and no secret comes out of observations or frames', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 25 }),
      (parts) => {
        const text = parts.join('');
        const { observations, sources } = parseConfig(text, { env: { CANARY: 'canary-env' } });
        assert.not.match(JSON.stringify(observations), 'canary-env');
        const lines = text.split('\n').length;
        for (const { location } of observations) {
          assert.ok(
            location && location.line >= 1 && location.line <= lines && location.column >= 1,
          );
        }
        assert.not.match(
          [...sources.values()].join(),
          /(?:secretAccessKey|token): *["']?canary-[abd]/,
        );
      },
    ),
    { numRuns: 200 },
  );
});

test.run();
