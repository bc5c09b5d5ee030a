import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/index.ts';
import { interpolate } from '../../src/config/interpolate.ts';
import { nearestNames } from '../../src/config/nearest.ts';

const test = suite('places, variables and near names');

const STYLES = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE'] as const;

test('the caret finds the mistake inside a mask, however the mask is quoted', () => {
  // Text that escapes in one style or another, then a placeholder that nobody knows.
  const before = fc.string({
    unit: fc.constantFrom('a', "'", '"', '/', '\u00e9', '\u{1f34e}', '\u0007', '\u2028', '#', ' '),
    maxLength: 12,
  });
  fc.assert(
    fc.property(before, fc.constantFrom(...STYLES), (text, defaultStringType) => {
      const document = { version: 1, buckets: [{ name: 'b', masks: [`/${text}{YYYYX}`] }] };
      const yaml = stringify(document, {
        defaultStringType,
        defaultKeyType: 'PLAIN',
        lineWidth: 0,
      });
      const found = parseConfig(yaml).observations.find(
        ({ rule }) => rule === 'mask/unknown-token',
      );
      const { line, column, length } = found!.location!;
      const marked = yaml.split('\n')[line - 1]!.slice(column - 1, column - 1 + length!);
      assert.is(marked, 'YYYYX', yaml);
    }),
    { numRuns: 200 },
  );
});

test('escapes of double quotes are counted, all widths of them', () => {
  const yaml = String.raw`{"version":1,"buckets":[{"name":"b","masks":["\u002f\x41\U0001F34E\t\/{YYYYX}"]}]}`;
  const [found] = parseConfig(yaml).observations;
  assert.is(yaml.slice(found!.location!.column - 1).slice(0, 5), 'YYYYX');
});

test('where a value does not map to its source, the whole scalar is marked', () => {
  const yaml = 'version: 1\nbuckets:\n  - name: b\n    masks:\n      - "/a\n        {YYYYX}"\n';
  const [found] = parseConfig(yaml).observations;
  assert.equal(found?.location, { file: 'datagalaxy.config.yaml', line: 5, column: 9, length: 3 });
});

test('variables are replaced, defaults stand in for unset and empty ones', () => {
  const env = { SEASON: 'autumn', EMPTY: '', NESTED: `\${env:SEASON}` };
  const cases: [string, string, string][] = [
    ['plain', 'plain', 'literal'],
    [`\${env:SEASON}`, 'autumn', 'variable'],
    [`\${env:SEASON:-spring}`, 'autumn', 'variable'],
    [`\${env:UNSET:-spring}`, 'spring', 'mixed'],
    [`\${env:EMPTY:-spring}`, 'spring', 'mixed'],
    [`\${env:EMPTY}`, '', 'variable'],
    [`\${env:UNSET:-}`, '', 'mixed'],
    [`\${env:UNSET:-/{YYYY}/x}`, '/{YYYY}/x', 'mixed'],
    [`a\${env:SEASON}b\${env:SEASON}`, 'aautumnbautumn', 'mixed'],
    [`\${env:NESTED}`, `\${env:SEASON}`, 'variable'],
    ['$' + '{SEASON} $SEASON', '$' + '{SEASON} $SEASON', 'literal'],
  ];
  for (const [raw, text, origin] of cases) {
    const result = interpolate(raw, env);
    assert.equal([result.text, result.origin], [text, origin], raw);
    assert.equal([result.missing, result.malformed], [[], []], raw);
  }
  assert.equal(interpolate(`x\${env:UNSET}`, env).missing, [{ name: 'UNSET', span: [1, 13] }]);
  assert.equal(interpolate(`\${env:toString}`, env).missing.length, 1);
  for (const raw of [`\${env:}`, `\${env:A`, `\${env:A B}`, `\${env:A-x}`, `\${env:1}`]) {
    assert.is(interpolate(raw, env).malformed.length, 1, raw);
  }
});

test('near names: nearest first, at most three, never far ones', () => {
  assert.equal(nearestNames('buckts', ['buckets', 'bucket', 'basket', 'socket', 'auth']), [
    'buckets',
    'bucket',
  ]);
  assert.equal(nearestNames('aa', ['ab', 'ac', 'ad', 'ae']), ['ab', 'ac', 'ad']);
  assert.equal(nearestNames('x', ['csv']), []);
  assert.equal(nearestNames('AUTH', ['auth']), ['auth']);
  assert.equal(nearestNames('y'.repeat(1e6), ['y']), []);
});

test.run();
