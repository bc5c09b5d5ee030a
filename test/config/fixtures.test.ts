import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CONFIG_RULES, type Observation } from '../../src/catalogue/index.ts';
import { type LoadedConfig, parseConfig } from '../../src/config/index.ts';
import { configWords } from '../../src/report/words/config.ts';

// Each story is a configuration, its variables (`env.json`) and what is said about it (`expected.txt`). To write the
// expectations anew after a change that was meant: UPDATE=1 node scripts/test.mjs test/config/fixtures
const stories = fileURLToPath(new URL('../../fixtures/configs/', import.meta.url));
const test = suite('config stories');

type ConfigRule = (typeof CONFIG_RULES)[number];
const isConfigRule = (rule: string): rule is ConfigRule => CONFIG_RULES.some((id) => id === rule);

/** `line:column+length rule key`, then the sentences, or the facts where the sentences are another room's. */
function shown(observation: Observation): string {
  const { rule, subject, args, location, related } = observation;
  const at = `${location?.line}:${location?.column}+${location?.length}`;
  const words = isConfigRule(rule) ? configWords[rule](observation) : undefined;
  const lines = [`${at} ${rule} ${subject.key ?? ''}`.trimEnd()];
  lines.push(`  ${words?.message ?? JSON.stringify(args)}`);
  if (words?.next) lines.push(`  > ${words.next}`);
  for (const { location: other } of related ?? [])
    lines.push(`  first ${other?.line}:${other?.column}`);
  return lines.join('\n');
}

function read(story: string): { result: LoadedConfig; text: string; source: string } {
  const file = ['datagalaxy.config.yaml', 'datagalaxy.config.json'].find((name) =>
    existsSync(`${stories}${story}/${name}`),
  )!;
  const source = readFileSync(`${stories}${story}/${file}`, 'utf8');
  const variables = `${stories}${story}/env.json`;
  const env = existsSync(variables) ? JSON.parse(readFileSync(variables, 'utf8')) : {};
  const result = parseConfig(source, { file, directory: '/lake', env });
  const lines = result.observations.map(shown);
  lines.push(result.config ? 'accepted' : 'refused', '');
  return { result, text: lines.join('\n'), source };
}

for (const story of readdirSync(stories)) {
  test(`${story} gets exactly what is expected`, () => {
    const { text } = read(story);
    const expected = `${stories}${story}/expected.txt`;
    if (process.env['UPDATE']) writeFileSync(expected, text);
    assert.fixture(text, readFileSync(expected, 'utf8'));
  });

  test(`${story}: every place lies inside the file, in order`, () => {
    const { result, source } = read(story);
    const lines = source.split('\n');
    let before = 0;
    for (const { location } of result.observations) {
      const { line, column, length = 1 } = location!;
      assert.ok(line >= before && line <= lines.length, `line ${line}`);
      assert.ok(
        column - 1 + length <= Math.max(1, lines[line - 1]!.length),
        `column ${column}+${length}`,
      );
      before = line;
    }
  });

  test(`${story}: no canary is in any observation, sentence or frame`, () => {
    const { result, text } = read(story);
    const everything =
      text + JSON.stringify(result.observations) + [...result.sources.values()].join();
    assert.not.match(everything, /canary-|hush-/);
    if (story === 'secrets') {
      assert.is([...everything.matchAll(/\*{10}/g)].length >= 8, true);
    }
  });
}

test('five different mistakes are all shown', () => {
  const { result } = read('five-mistakes');
  const rules = new Set(result.observations.map(({ rule }) => rule));
  for (const rule of [
    'config/unknown-key',
    'config/schema',
    'config/dangling-reference',
    'config/duplicate-name',
    'mask/syntax',
  ] as const) {
    assert.ok(rules.has(rule), rule);
  }
});

test('every rule of the area fires in some story, and none of them does in a clean one', () => {
  const fired = new Set(
    readdirSync(stories).flatMap((story) =>
      read(story).result.observations.map(({ rule }) => rule),
    ),
  );
  for (const rule of CONFIG_RULES) assert.ok(fired.has(rule), rule);
  assert.equal(read('clean').result.observations, []);
});

test.run();
