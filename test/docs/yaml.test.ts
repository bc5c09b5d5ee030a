import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../../src/config/index.ts';
import { proveMasks, tokensOf } from '../../src/extract/index.ts';
import { configLevels, judge } from '../../src/rules/index.ts';
import { blocksOf } from '../mask/mask-cases.ts';
import { configurationOf, dummyEnv } from './configurations.ts';
import { pages } from './pages.ts';

const test = suite('docs/yaml');

const parsed = (text: string) => parseConfig(text, { env: dummyEnv(text) });

/** What `check` finds in a configuration, facts only. */
function findingsOf(text: string): readonly string[] {
  const { config, observations } = parsed(text);
  const tokens = config && tokensOf(config);
  const proved =
    tokens && config.buckets.flatMap((bucket) => proveMasks(bucket, tokens).observations);
  return judge([...observations, ...(proved ?? [])], configLevels(config)).map(
    ({ rule, location, args }) => `${rule} ${location?.line} ${JSON.stringify(args)}`,
  );
}

/** Tokens and masks of all buckets, as lines of a text case. */
function entriesOf(text: string): readonly string[] {
  const { config } = parsed(text);
  return [
    ...[...(config?.tokens ?? [])].map(([name, { pattern }]) => `token ${name} ${pattern}`),
    ...(config?.buckets ?? []).flatMap(({ masks }) =>
      masks.map((one) => `${one.kind} ${one.text}`),
    ),
  ];
}

let configurations = 0;
for (const { fences } of pages()) {
  for (const [i, { language, place, section, text }] of fences.entries()) {
    if (language !== 'yaml') continue;
    const whole = configurationOf(text);
    if (whole === undefined) continue;
    configurations += 1;
    test(`the configuration at ${place} is sound`, () => {
      // A part without buckets has nothing that could use the names it defines.
      const unused = (finding: string): boolean =>
        finding.startsWith('config/unused') && !/^buckets:/m.test(text);
      assert.equal(
        findingsOf(whole).filter((finding) => !unused(finding)),
        [],
      );
    });
    const next = fences[i + 1];
    if (next?.language !== 'mask' || next.section !== section) continue;
    test(`the keys below ${place} speak of its masks`, () => {
      const lines = blocksOf(place, next.text).map(({ tokens, entries }) => [
        ...[...tokens].map(([name, pattern]) => `token ${name} ${pattern}`),
        ...entries.map((entry) => `${entry.kind} ${entry.text}`),
      ]);
      assert.equal(lines, [entriesOf(whole)]);
    });
  }
}

test('configurations are told from other YAML', () => {
  assert.ok(configurations >= 10, `${configurations} were found`);
  assert.is(configurationOf('- run: npx datagalaxy-s3 check'), undefined);
  assert.is(configurationOf('stages: [quay]'), undefined);
});

test('a mistake is noticed in a whole configuration, a part and a list of masks', () => {
  for (const mistaken of [
    'version: 1\nbuckets:\n  - nam: harbour-lake',
    'tokens:\n  dock: "(?=a)"',
    '- "/pier/{YYYMM}.csv"',
    '- "/pier/*"\n- "/pier/x"',
    '- /pier/x #1.csv',
  ]) {
    assert.ok(findingsOf(configurationOf(mistaken) ?? '').length > 0, mistaken);
  }
});

test.run();
