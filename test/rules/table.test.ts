import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  CHANGE_RULES,
  CONFIG_RULES,
  MASK_RULES,
  RULE_IDS,
  type RuleId,
} from '../../src/catalogue/index.ts';
import { defaultLevel, RULES } from '../../src/rules/index.ts';

const test = suite('rules/table');
const room = fileURLToPath(new URL('../../src/rules', import.meta.url));

test('each rule is one file, named for it, and each file a rule', () => {
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^\w+\/.+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length));
  assert.equal(files.sort(), [...RULE_IDS].sort());
  assert.equal(Object.keys(RULES).sort(), [...RULE_IDS].sort());
});

for (const id of RULE_IDS) {
  test(`${id} says what, why and how`, () => {
    const { purpose, why, fix, id: own } = RULES[id];
    assert.is(own, id);
    assert.match(purpose, /^[A-Z].{20,118}\.$/);
    assert.match(why, /^[A-Z].{40,}\.$/);
    assert.match(fix, /^[A-Z].{20,}\.$/);
    assert.is(new Set([purpose, why, fix]).size, 3);
  });
}

/** SPEC 7: by-name, by-position, exact. */
const PROFILES: Record<(typeof CHANGE_RULES)[number], string> = {
  'file/added': 'info info info',
  'directory/added': 'info info info',
  'file/removed': 'error error error',
  'directory/removed': 'warn warn warn',
  'field/added': 'info info warn',
  'field/inserted': 'info error error',
  'field/removed': 'error error error',
  'field/reordered': 'info error error',
  'field/renamed-case': 'warn info error',
  'field/renamed-space': 'warn info error',
  'field/type-widened': 'info info error',
  'field/type-narrowed': 'error error error',
  'file/delimiter-changed': 'error error error',
  'file/header-gained': 'error error error',
  'file/header-lost': 'error error error',
  'file/format-changed': 'error error error',
  'file/encoding-changed': 'warn warn error',
  'file/compression-changed': 'warn warn error',
};

test('profiles set the levels of changes', () => {
  for (const id of CHANGE_RULES) {
    const levels = (['by-name', 'by-position', 'exact'] as const).map((profile) =>
      defaultLevel(id, profile),
    );
    assert.is(levels.join(' '), PROFILES[id], id);
    assert.is(defaultLevel(id, 'inventory'), 'info', id);
  }
});

test('no profile touches what is wrong here and now', () => {
  for (const id of RULE_IDS.filter((rule) => !(rule in PROFILES))) {
    const levels = (['by-name', 'by-position', 'exact', 'inventory'] as const).map((profile) =>
      defaultLevel(id, profile),
    );
    assert.is(new Set(levels).size, 1, id);
  }
  assert.is(defaultLevel('config/syntax', 'inventory'), 'error');
});

test('mistakes in the configuration are errors, but for those that can be meant', () => {
  const milder = [...CONFIG_RULES, ...MASK_RULES].filter(
    (id) => defaultLevel(id, 'by-name') !== 'error',
  );
  assert.equal(milder, [
    'config/unused',
    'config/insecure-endpoint',
    'mask/overlap',
    'mask/unbounded',
  ]);
});

/** What can come can go: a rule about one has a rule about the other, or a reason why not. */
const MIRRORS: { readonly [Id in RuleId]?: RuleId } = {
  'file/added': 'file/removed',
  'directory/added': 'directory/removed',
  'field/added': 'field/removed',
  'field/inserted': 'field/removed',
  'field/type-widened': 'field/type-narrowed',
  'file/header-gained': 'file/header-lost',
};
const WAIVED: { readonly [Id in RuleId]?: string } = {
  'field/reordered': 'its own mirror: the order before against the order after',
  'field/renamed-case': 'its own mirror',
  'field/renamed-space': 'its own mirror',
  'file/delimiter-changed': 'its own mirror',
  'file/encoding-changed': 'its own mirror',
  'file/compression-changed': 'its own mirror',
  'file/format-changed': 'its own mirror',
};

test('each kind of change has a mirror or a waiver', () => {
  const mirrored = new Set([...Object.keys(MIRRORS), ...Object.values(MIRRORS)]);
  for (const id of CHANGE_RULES) assert.is(mirrored.has(id), !(id in WAIVED), id);
});

test.run();
