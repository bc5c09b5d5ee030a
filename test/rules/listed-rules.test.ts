import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { maskText, RULE_IDS } from '../../src/catalogue/index.ts';
import type { Config, RuleProfile, RuleSetting } from '../../src/config/index.ts';
import { configLevels, levelOf, listedRules } from '../../src/rules/index.ts';
import { bucketConfig, configOf, maskEntry } from '../support/extraction.ts';

const test = suite('rules/listed');

function settings(...lines: readonly (readonly [string, RuleSetting['level']])[]): RuleSetting[] {
  return lines.map(([rule, level], i) => {
    return { rule, level, location: { file: 'datagalaxy.config.yaml', line: 20 + i, column: 3 } };
  });
}

const PEARS = '/pears/{YYYYMMDD}.csv';

function orchard(profile: RuleProfile, lines: RuleSetting[], ofMask: RuleSetting[] = []): Config {
  const bucket = bucketConfig([maskEntry('!/pears/tmp*'), maskEntry(PEARS, { rules: ofMask })], {
    name: 'orchard',
    unmatched: 'error',
  });
  return { ...configOf(bucket), rules: { profile, settings: lines } };
}

const CONFIGS: Readonly<Record<string, Config | undefined>> = {
  'no configuration': undefined,
  'by name': orchard('by-name', []),
  'by position, with settings': orchard(
    'by-position',
    settings(['field/*', 'warn'], ['*', 'info']),
  ),
  'an inventory': orchard('inventory', settings(['file/removed', 'error'])),
  'a mask with settings of its own': orchard(
    'exact',
    settings(['field/added', 'off']),
    settings(['field/*', 'info'], ['file/empty', 'error']),
  ),
};

for (const [name, config] of Object.entries(CONFIGS)) {
  test(`${name}: the levels are those that findings get`, () => {
    const listed = listedRules(config);
    assert.equal(
      listed.map(({ rule }) => rule),
      [...RULE_IDS],
    );
    for (const { elsewhere, level, rule } of listed) {
      const about = { rule, subject: { bucket: 'orchard' }, args: {} };
      assert.is(levelOf(about, configLevels(config)).level, level, rule);
      const inMask = elsewhere.find(({ mask }) => mask === PEARS)?.level ?? level;
      const file = { ...about, subject: { bucket: 'orchard', path: PEARS, mask: maskText(PEARS) } };
      assert.is(levelOf(file, configLevels(config)).level, inMask, rule);
      if (rule !== 'source/unmatched-keys' || config === undefined) continue;
      const forbidden = { ...about, args: { policy: 'error' } };
      const inBucket = elsewhere.find(({ mask }) => mask === undefined)?.level ?? level;
      assert.is(levelOf(forbidden, configLevels(config)).level, inBucket);
    }
  });
}

test('what decides a level is said', () => {
  const from = (config: Config | undefined, id: string) => {
    const found = listedRules(config).find(({ rule }) => rule === id)!;
    return [found.level, found.from.kind, ...found.elsewhere.map(({ from }) => from.kind)];
  };
  assert.equal(from(undefined, 'mask/overlap'), ['warn', 'rule']);
  assert.equal(from(undefined, 'field/inserted'), ['info', 'profile']);
  assert.equal(from(CONFIGS['an inventory'], 'field/removed'), ['info', 'profile']);
  assert.equal(from(CONFIGS['an inventory'], 'file/removed'), ['error', 'setting']);
  assert.equal(from(CONFIGS['an inventory'], 'mask/overlap'), ['warn', 'rule']);
  assert.equal(from(CONFIGS['by name'], 'source/unmatched-keys'), ['info', 'rule', 'unmatched']);
  const own = CONFIGS['a mask with settings of its own'];
  assert.equal(from(own, 'field/added'), ['off', 'setting', 'setting']);
  assert.equal(from(own, 'file/empty'), ['warn', 'rule', 'setting']);
});

test.run();
