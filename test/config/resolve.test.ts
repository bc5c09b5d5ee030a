import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type BucketConfig, parseConfig } from '../../src/config/index.ts';

const test = suite('what a configuration means');

function accepted(text: string, env: Record<string, string> = {}) {
  const { config, observations } = parseConfig(text, { directory: '/lake', env });
  assert.ok(config, JSON.stringify(observations));
  return config;
}

function bucketsOf(text: string, env?: Record<string, string>): readonly BucketConfig[] {
  return accepted(text, env).buckets;
}

test('version and one bucket are enough', () => {
  const config = accepted('version: 1\nbuckets: [{ name: orchard }]');
  assert.is(config.snapshotFile, '/lake/datagalaxy.snapshot.json');
  assert.equal(config.rules, { profile: 'by-name', settings: [] });
  const [bucket] = config.buckets;
  assert.equal(bucket, {
    name: 'orchard',
    location: { file: 'datagalaxy.config.yaml', line: 2, column: 19, length: 7 },
    prefix: '',
    auth: { kind: 'default' },
    endpoint: { kind: 'aws' },
    requesterPays: false,
    unmatched: 'list',
    csv: { delimiter: 'auto', header: 'auto', encoding: 'auto', quote: 'auto', escape: 'auto' },
    sample: { take: 'newest', files: 1 },
    read: { maxBytes: 4 * 1024 * 1024 },
    masks: [],
  });
});

test('a mask’s option wins over its bucket’s, and that over the default, key by key', () => {
  const [orchard, meadow] = bucketsOf(`version: 1
defaults:
  region: eu-west-1
  unmatched: error
  csv: { delimiter: ";", quote: none, header: false }
  sample: { files: 2 }
  masks: ["/hay/{YYYY}.csv"]
  rules: { "field/*": info }
buckets:
  - name: orchard
    region: eu-west-3
    csv: { quote: "'", header: true }
    masks:
      - mask: "/apples/{YYYY}.csv"
        csv: { header: auto }
        sample: { take: oldest }
        rules: { field/removed: off }
  - name: meadow
`);
  assert.is(orchard?.region, 'eu-west-3');
  assert.is(orchard?.unmatched, 'error');
  const auto = { encoding: 'auto', escape: 'auto' };
  assert.equal(orchard?.csv, { delimiter: ';', quote: "'", header: true, ...auto });
  const mask = orchard?.masks[0];
  assert.ok(mask?.kind === 'mask');
  assert.equal(mask.csv, { delimiter: ';', quote: "'", header: 'auto', ...auto });
  assert.equal(mask.sample, { take: 'oldest', files: 2 });
  assert.equal(
    mask.rules.map(({ rule, level, location }) => [rule, level, location.line]),
    [
      ['field/*', 'info', 8],
      ['field/removed', 'off', 17],
    ],
  );
  assert.is(meadow?.region, 'eu-west-1');
  assert.is(meadow?.masks[0]?.text, '/hay/{YYYY}.csv');
  assert.is(meadow?.masks[0]?.location.line, 7);
});

test('unmatched keys are listed without a mask and ignored with one; an exclude is none', () => {
  const unmatched = (masks: string) =>
    bucketsOf(`version: 1\nbuckets: [{ name: orchard, masks: [${masks}] }]`)[0]?.unmatched;
  assert.is(unmatched(''), 'list');
  assert.is(unmatched('{ exclude: "/tmp/**" }'), 'list');
  assert.is(unmatched('"/a/{YYYY}.csv"'), 'ignore');
});

test('a prefix loses one leading slash and nothing else', () => {
  for (const [given, meant] of [
    ['/a/b', 'a/b'],
    ['a/', 'a/'],
    ['//a', '/a'],
    ['/', ''],
  ]) {
    const [bucket] = bucketsOf(`version: 1\nbuckets: [{ name: orchard, prefix: "${given}" }]`);
    assert.is(bucket?.prefix, meant);
  }
});

test('one bucket may stand twice with different prefixes', () => {
  const text =
    'version: 1\nbuckets: [{ name: orchard, prefix: a/ }, { name: orchard, prefix: b/ }]';
  assert.is(bucketsOf(text).length, 2);
});

test('every kind of credentials and endpoint resolves by name', () => {
  const buckets = bucketsOf(
    `version: 1
auth:
  reader: { kind: access-key, accessKeyId: "\${env:KEY}", secretAccessKey: "\${env:SECRET}", sessionToken: "\${env:TOKEN:-}" }
  session: { kind: access-key, accessKeyId: A, secretAccessKey: "\${env:SECRET}", sessionToken: "\${env:SECRET}" }
  auditor: { kind: web-identity, tokenFile: token.jwt, roleArn: "arn:aws-cn:iam::111122223333:role/x" }
  chained: { kind: container, assumeRole: [{ arn: "arn:aws:iam::1:role/a", externalId: "\${env:NONE:-}" }, { arn: "arn:aws:iam::2:role/b", durationSeconds: 900 }] }
  one: { kind: profile, profile: quay, assumeRole: { arn: "arn:aws:iam::1:role/a/b" } }
  open: { kind: anonymous }
endpoints:
  private: { kind: vpc-endpoint, host: "*.vpce-1-2.s3.us-east-1.vpce.amazonaws.com" }
  onprem: { kind: url, url: "https://minio.harbour.example:9000", caFile: certs/ca.pem }
  virtual: { kind: url, url: "http://localhost:9000", pathStyle: false }
  fast: { kind: aws, accelerate: true }
buckets:
  - { name: b0, auth: reader, endpoint: private }
  - { name: b1, auth: session, endpoint: onprem }
  - { name: b2, auth: auditor, endpoint: virtual }
  - { name: b3, auth: chained, endpoint: fast }
  - { name: b4, auth: one }
  - { name: b5, auth: open }
`,
    { KEY: 'AKID', SECRET: 'hush' },
  );
  assert.equal(
    buckets.map(({ auth }) => auth),
    [
      { kind: 'access-key', accessKeyId: 'AKID', secretAccessKey: 'hush' },
      { kind: 'access-key', accessKeyId: 'A', secretAccessKey: 'hush', sessionToken: 'hush' },
      {
        kind: 'web-identity',
        tokenFile: '/lake/token.jwt',
        roleArn: 'arn:aws-cn:iam::111122223333:role/x',
      },
      {
        kind: 'container',
        assumeRole: [
          { arn: 'arn:aws:iam::1:role/a' },
          { arn: 'arn:aws:iam::2:role/b', durationSeconds: 900 },
        ],
      },
      { kind: 'profile', profile: 'quay', assumeRole: [{ arn: 'arn:aws:iam::1:role/a/b' }] },
      { kind: 'anonymous' },
    ],
  );
  assert.equal(
    buckets.map(({ endpoint }) => endpoint),
    [
      { kind: 'vpc-endpoint', host: 'vpce-1-2.s3.us-east-1.vpce.amazonaws.com' },
      {
        kind: 'url',
        url: 'https://minio.harbour.example:9000',
        pathStyle: true,
        caFile: '/lake/certs/ca.pem',
      },
      { kind: 'url', url: 'http://localhost:9000', pathStyle: false },
      { kind: 'aws', accelerate: true },
      { kind: 'aws' },
      { kind: 'aws' },
    ],
  );
});

test('bucket names: plain ones, ARNs, aliases; no addresses', () => {
  const accepts = (name: string) =>
    parseConfig(`version: 1\nbuckets: [{ name: ${JSON.stringify(name)} }]`).config !== undefined;
  const good = [
    'orchard',
    'Old_Style.Bucket',
    'arn:aws:s3:eu-west-1:123456789012:accesspoint/orchard',
    'arn:aws-cn:s3-object-lambda:cn-north-1:123456789012:accesspoint/orchard',
    'arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap',
    'orchard-ab12cd34ef56-s3alias',
    'tenant:orchard',
    'orchard--use1-az4--x-s3',
  ];
  const bad = [
    '',
    's3://orchard',
    'orchard/apples',
    'or chard',
    '../x',
    'a\nb',
    'arn:aws:iam::1:role/x',
  ];
  for (const name of good) assert.ok(accepts(name), name);
  for (const name of bad) assert.not(accepts(name), name);
});

test('values keep the meaning YAML 1.2 gives them: no dates, no yes and no, no octal', () => {
  const config = accepted('version: 1\nsnapshot: 2024-01-01\nbuckets: [{ name: yes, prefix: on }]');
  assert.is(config.snapshotFile, '/lake/2024-01-01');
  assert.equal([config.buckets[0]?.name, config.buckets[0]?.prefix], ['yes', 'on']);
});

test('remarks that do not stop a run are in the configuration', () => {
  const config = accepted(
    'version: 1\nauth: { spare: { kind: default } }\nbuckets: [{ name: orchard }]',
  );
  assert.equal(
    config.observations.map(({ rule }) => rule),
    ['config/unused'],
  );
});

test.run();
