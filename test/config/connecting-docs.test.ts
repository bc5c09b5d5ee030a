import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { USER_ERRORS } from '../../src/catalogue/index.ts';
import { parseConfig } from '../../src/config/index.ts';
import { configSchema } from '../../src/config/schema.ts';

const test = suite('docs/connecting.md');
const text = readFileSync(new URL('../../docs/connecting.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
const env = {
  LAKE_KEY: 'AKIA',
  LAKE_SECRET: 'secret',
  LAKE_TOKEN_FILE: '/var/run/token',
  LAKE_EXTERNAL_ID: 'berth',
};

test('every example is a part of a configuration without a mistake', () => {
  assert.ok(examples.length >= 10);
  for (const example of examples) {
    const buckets = /^buckets:/m.test(example) ? '' : 'buckets: [{ name: acme-lake }]\n';
    const { observations } = parseConfig(`version: 1\n${example}${buckets}`, { env });
    const mistakes = observations.filter(({ rule }) => rule !== 'config/unused');
    assert.equal(mistakes, [], example);
  }
});

test('every kind of credentials and endpoint has its section', () => {
  const kinds = Object.entries(configSchema().definitions ?? {})
    .filter(([name]) => /^(?:auth|endpoint)[A-Z]/.test(name))
    .flatMap(([, { properties }]) => properties?.['kind']?.const ?? []);
  assert.ok(kinds.length >= 10);
  for (const kind of kinds) assert.match(text, new RegExp(`^### ${String(kind)}$`, 'm'));
});

test('every error that it names exists', () => {
  for (const [, id = ''] of text.matchAll(/`(s3\/[a-z-]+)`/g)) assert.ok(id in USER_ERRORS, id);
});

test.run();
