import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { initConfig, parseConfig } from '../../src/config/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}schemas/config.schema.json`, 'utf8'));
const example = readFileSync(`${root}datagalaxy.config.example.yaml`, 'utf8');
const test = suite('the schema and what is made from it');

interface Node {
  readonly [keyword: string]: unknown;
}

/** Every property of every object of the schema, as `holder.name`. */
function properties(): { path: string; name: string; node: Node }[] {
  const holders: [string, Node][] = [['', schema], ...Object.entries<Node>(schema.definitions)];
  return holders.flatMap(([holder, node]) =>
    Object.entries((node['properties'] ?? {}) as Record<string, Node>).map(([name, property]) => {
      const target = String(property['$ref'] ?? '')
        .split('/')
        .pop();
      return {
        path: `${holder}.${name}`,
        name,
        node: target ? schema.definitions[target] : property,
      };
    }),
  );
}

/** All keys of a document, at any depth. */
function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(keysOf);
  return Array.isArray(value) ? below : [...Object.keys(value), ...below];
}

const ENV = {
  LAKE_KEY: 'k',
  LAKE_SECRET: 's',
  LAKE_TOKEN_FILE: '/run/token',
  LAKE_EXTERNAL_ID: 'quay-7',
  DATAGALAXY_TOKEN: 't',
};

test('every property has a description and examples', () => {
  for (const { path, node } of properties()) {
    assert.match(String(node['description'] ?? ''), /\.$/, path);
    assert.ok(Array.isArray(node['examples']) && node['examples'].length > 0, path);
  }
});

test('every object refuses keys that it does not name, but for maps by name', () => {
  for (const [name, node] of Object.entries<Node>(schema.definitions)) {
    if (node['properties'])
      assert.type(node['additionalProperties'], name === 'rules' ? 'object' : 'boolean', name);
  }
});

test('the example is accepted without a remark', () => {
  const { config, observations } = parseConfig(example, { env: ENV });
  assert.equal(observations, []);
  assert.ok(config);
});

test('the example shows every key, every kind and every choice of credentials', () => {
  const keys = new Set(keysOf(parse(example)));
  for (const { path, name } of properties()) assert.ok(keys.has(name), path);
  for (const { path, node } of properties()) {
    if (path.endsWith('.kind'))
      assert.match(example, new RegExp(`kind: ${node['const']}\\b`), path);
  }
});

test('the starter is accepted without a remark, whatever names it is given', () => {
  const given = [
    {},
    { bucket: 'harbour-logs', region: 'eu-west-1' },
    { bucket: 'arn:aws:s3:eu-west-1:123456789012:accesspoint/harbour' },
    { bucket: '0123', region: '1e3' },
  ];
  for (const options of given) {
    const { config, observations } = parseConfig(initConfig(options));
    assert.equal(observations, []);
    assert.is(config?.buckets[0]?.name, options.bucket ?? 'acme-lake');
    assert.is(config?.buckets[0]?.region, options.region);
  }
});

test('the commented keys of the starter are valid too', () => {
  const [, ...lines] = initConfig({}).split('\n');
  const text = lines.join('\n').replace(/^( *)# (?=( *)[\w-]+:|( *)- )/gm, '$1');
  const { config, observations } = parseConfig(text, { env: ENV });
  assert.equal(observations, []);
  assert.is(config?.buckets[0]?.masks.length, 3);
  assert.is(config?.buckets[0]?.auth.kind, 'access-key');
});

test('the starter refuses names of the wrong form', () => {
  for (const bucket of ['', 's3://harbour', 'a"\n  - name: b', 'arn:x']) {
    assert.throws(
      () => initConfig({ bucket }),
      (error: { id?: string }) => error.id === 'usage/flag',
    );
  }
});

test('the generated files are current', () => {
  // A development tool makes them, which an installed package does not have.
  if (!existsSync(`${root}node_modules/json-schema-to-typescript`)) return;
  execFileSync(process.execPath, [`${root}scripts/generate.mjs`, '--check'], { stdio: 'pipe' });
});

test.run();
