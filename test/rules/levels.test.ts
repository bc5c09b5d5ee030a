import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bucketName,
  type Level,
  maskText,
  type Observation,
  type RuleId,
} from '../../src/catalogue/index.ts';
import type { Config, RuleSetting } from '../../src/config/index.ts';
import { judge, levelOf, placeFinder, type RuleLevels } from '../../src/rules/index.ts';

const test = suite('rules/levels');
const place = { file: 'datagalaxy.config.yaml', line: 1, column: 1 };
const setting = (rule: string, level: Level): RuleSetting => ({ rule, level, location: place });
const about = (rule: RuleId, rest: Partial<Observation> = {}): Observation => ({
  rule,
  subject: { bucket: 'orchard', path: '/pears.csv' },
  args: {},
  ...rest,
});
const level = (observation: Observation, levels: Partial<RuleLevels> = {}): Level =>
  levelOf(observation, { profile: 'by-name', settings: [], ...levels }).level;

test('a setting by id', () => {
  assert.is(level(about('field/added'), { settings: [setting('field/added', 'error')] }), 'error');
  assert.is(level(about('field/removed'), { settings: [setting('field/added', 'info')] }), 'error');
});

test('a setting by prefix', () => {
  const settings = [setting('field/*', 'warn')];
  assert.is(level(about('field/removed'), { settings }), 'warn');
  assert.is(level(about('file/removed'), { settings }), 'error');
  assert.is(
    level(about('file/header-lost'), { settings: [setting('file/header-*', 'off')] }),
    'off',
  );
  assert.is(level(about('mask/overlap'), { settings: [setting('*', 'info')] }), 'info');
});

test('the most exact setting wins, then the last', () => {
  const settings = [
    setting('field/removed', 'info'),
    setting('field/*', 'warn'),
    setting('*', 'error'),
    setting('file/*', 'off'),
    setting('file/*', 'info'),
  ];
  assert.is(level(about('field/removed'), { settings }), 'info');
  assert.is(level(about('field/added'), { settings }), 'warn');
  assert.is(level(about('mask/overlap'), { settings }), 'error');
  assert.is(level(about('file/removed'), { settings }), 'info');
});

test('a mask overrides the configuration, however exact that is', () => {
  const levels: Partial<RuleLevels> = {
    settings: [setting('field/removed', 'warn')],
    settingsAt: ({ path }) => (path === '/pears.csv' ? [setting('field/*', 'off')] : []),
  };
  assert.is(level(about('field/removed'), levels), 'off');
  assert.is(
    level(about('field/removed', { subject: { bucket: 'orchard', path: '/plums.csv' } }), levels),
    'warn',
  );
  assert.is(level(about('file/removed'), levels), 'error');
});

test('a change that the configuration caused is info unless a setting says otherwise', () => {
  const change = about('field/removed', { cause: 'config' });
  assert.is(level(change), 'info');
  assert.is(level(change, { profile: 'exact' }), 'info');
  assert.is(level(change, { settings: [setting('field/*', 'error')] }), 'error');
});

test('keys that may not be unmatched are an error', () => {
  assert.is(level(about('source/unmatched-keys', { args: { policy: 'ignore' } })), 'info');
  assert.is(level(about('source/unmatched-keys', { args: { policy: 'error' } })), 'error');
  const settings = [setting('source/*', 'warn')];
  assert.is(
    level(about('source/unmatched-keys', { args: { policy: 'error' } }), { settings }),
    'warn',
  );
});

test('what is off is not found', () => {
  const settings = [setting('file/empty', 'off')];
  const found = judge([about('file/empty'), about('file/no-header')], {
    profile: 'by-name',
    settings,
  });
  assert.equal(
    found.map(({ rule, level }) => [rule, level]),
    [['file/no-header', 'warn']],
  );
});

test('the order is that of the lake, with the configuration first', () => {
  const at = (line: number, column = 1) => ({ location: { ...place, line, column } });
  const found = judge(
    [
      about('file/added', { subject: { bucket: 'orchard', path: '/z.csv' } }),
      about('source/unread-file', { subject: { bucket: 'orchard', path: '/a.csv' } }),
      about('field/removed', { subject: { bucket: 'orchard', path: '/a.csv', field: 'b' } }),
      about('field/removed', { subject: { bucket: 'orchard', path: '/a.csv', field: 'a' } }),
      about('field/added', { subject: { bucket: 'orchard', path: '/a.csv', field: 'c' } }),
      about('file/added', { subject: { bucket: 'harbour', path: '/é.csv' } }),
      about('mask/overlap', { subject: {}, ...at(9) }),
      about('config/unused', { subject: { key: 'tokens.x' }, ...at(2, 5) }),
      about('config/schema', { subject: { key: 'tokens' }, ...at(2, 1) }),
      about('config/syntax', { subject: {} }),
    ],
    { profile: 'by-name', settings: [] },
  );
  assert.equal(
    found.map(({ rule, subject }) =>
      `${rule} ${subject.bucket ?? ''}${subject.path ?? ''} ${subject.field ?? ''}`.trim(),
    ),
    [
      'config/schema',
      'config/unused',
      'mask/overlap',
      'config/syntax',
      'file/added harbour/é.csv',
      'field/added orchard/a.csv c',
      'field/removed orchard/a.csv b',
      'field/removed orchard/a.csv a',
      'source/unread-file orchard/a.csv',
      'file/added orchard/z.csv',
    ],
  );
});

const CSV = {
  delimiter: 'auto',
  header: 'auto',
  encoding: 'auto',
  quote: 'auto',
  escape: 'auto',
} as const;
const mask = (
  text: string,
  rules: readonly RuleSetting[],
): Config['buckets'][number]['masks'][number] => ({
  kind: 'mask',
  text: maskText(text),
  location: place,
  csv: CSV,
  sample: { take: 'newest', files: 1 },
  rules,
});

test('a mask is found by the path of its files', () => {
  const one = [setting('field/*', 'off')];
  const two = [setting('field/*', 'info')];
  const bucket = {
    name: bucketName('orchard'),
    location: place,
    prefix: '',
    auth: { kind: 'anonymous' as const },
    endpoint: { kind: 'aws' as const },
    requesterPays: false,
    unmatched: 'ignore' as const,
    csv: CSV,
    sample: { take: 'newest' as const, files: 1 },
    read: { maxBytes: 1 },
  };
  const placeOf = placeFinder({
    tokens: new Map(),
    buckets: [
      {
        ...bucket,
        masks: [mask('/a/{YYYY}/x.csv', one), mask('/r/{{region:eu|us}}/{YYYY}.csv', two)],
      },
      { ...bucket, prefix: 'b/', masks: [mask('/b/(1).csv', two)] },
    ],
  });
  assert.is(placeOf({ bucket: 'orchard', path: '/a/{YYYY}/x.csv' })?.rules, one);
  assert.is(placeOf({ bucket: 'orchard', path: '/r/eu/{YYYY}.csv' })?.rules, two);
  assert.is(placeOf({ bucket: 'orchard', path: '/b/(1).csv' })?.rules, two);
  assert.equal(placeOf({ bucket: 'orchard', path: '/r/eu/x/{YYYY}.csv' }), {
    location: place,
    rules: [],
  });
  assert.equal(placeOf({ bucket: 'orchard', path: '/r/eu/2024.csv' }), {
    location: place,
    rules: [],
  });
  assert.is(placeOf({ bucket: 'harbour', path: '/a/{YYYY}/x.csv' }), undefined);
});

test.run();
