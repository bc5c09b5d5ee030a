import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import { loadConfig, type Overrides, parsePassword } from '../../src/config/index.ts';

const test = suite('overrides by flags');
const lake = mkdtempSync(join(tmpdir(), 'orchard-'));
test.after(() => rmSync(lake, { recursive: true }));
writeFileSync(
  join(lake, 'datagalaxy.config.yaml'),
  `version: 1
auth:
  picker: { kind: access-key, accessKeyId: AKID, secretAccessKey: "\${env:SECRET}", assumeRole: { arn: "arn:aws:iam::1:role/a" } }
  guest: { kind: profile, profile: guest }
endpoints:
  barn: { kind: url, url: "https://barn.orchard.example" }
tokens: { row: "[A-Z]" }
defaults: { region: eu-west-1, auth: guest, csv: { delimiter: ";" } }
buckets:
  - { name: apples, auth: picker, endpoint: barn, masks: ["/{row:row}/{YYYY}.csv"] }
  - { name: pears, prefix: a/ }
  - { name: pears, prefix: b/ }
`,
);

const load = (overrides: Overrides) =>
  loadConfig({ cwd: lake, env: { SECRET: 'hush' }, overrides });

async function refused(overrides: Overrides): Promise<unknown> {
  try {
    await load(overrides);
  } catch (error) {
    assert.instance(error, UserError);
    const { id, args } = error as UserError;
    return [id, args['flag'], args['reason']];
  }
  throw new Error('nothing was thrown');
}

test('without flags nothing changes', async () => {
  const { config } = await load({});
  assert.equal(
    config?.buckets.map(({ name }) => name),
    ['apples', 'pears', 'pears'],
  );
});

test('--bucket keeps the configured buckets of that name', async () => {
  const { config } = await load({ bucket: 'pears', region: 'eu-west-3' });
  assert.equal(
    config?.buckets.map(({ name, prefix, region }) => [name, prefix, region]),
    [
      ['pears', 'a/', 'eu-west-3'],
      ['pears', 'b/', 'eu-west-3'],
    ],
  );
});

test('--bucket with a new name makes a bucket from the defaults', async () => {
  const { config, sources } = await load({ bucket: 'plums', prefix: '/ripe/' });
  const [bucket, ...others] = config!.buckets;
  assert.is(others.length, 0);
  assert.equal(
    [bucket?.name, bucket?.prefix, bucket?.region, bucket?.csv.delimiter, bucket?.unmatched],
    ['plums', 'ripe/', 'eu-west-1', ';', 'list'],
  );
  assert.equal(bucket?.auth, { kind: 'profile', profile: 'guest' });
  assert.is(sources.get(bucket!.location.file), 'plums');
});

test('--user and --password replace the credentials and keep the role', async () => {
  const { config } = await load({
    bucket: 'apples',
    user: 'AKNEW',
    password: 'hush2',
    stsToken: 'st',
  });
  assert.equal(config?.buckets[0]?.auth, {
    kind: 'access-key',
    accessKeyId: 'AKNEW',
    secretAccessKey: 'hush2',
    sessionToken: 'st',
    assumeRole: [{ arn: 'arn:aws:iam::1:role/a' }],
  });
});

test('--password alone is for the configured access key', async () => {
  const { config } = await load({ bucket: 'apples', password: 'hush2' });
  const auth = config?.buckets[0]?.auth;
  assert.ok(auth?.kind === 'access-key');
  assert.equal([auth.accessKeyId, auth.secretAccessKey], ['AKID', 'hush2']);
  assert.equal(await refused({ bucket: 'pears', password: 'hush2' }), [
    'usage/flag',
    '--password',
    'needs',
  ]);
});

test('--role-arn replaces the roles, on any credentials', async () => {
  const { config } = await load({ roleArn: 'arn:aws:iam::2:role/b' });
  for (const { auth } of config!.buckets)
    assert.equal(auth.assumeRole, [{ arn: 'arn:aws:iam::2:role/b' }]);
});

test('--vpc-endpoint and --endpoint-url replace the endpoint', async () => {
  const host = 'vpce-1.s3.eu-west-1.vpce.amazonaws.com';
  const { config } = await load({ vpcEndpoint: `bucket.${host}` });
  assert.equal(config?.buckets[0]?.endpoint, { kind: 'vpc-endpoint', host });
  const other = await load({ endpointUrl: 'http://minio.orchard.example' });
  assert.equal(other.config?.buckets[1]?.endpoint, {
    kind: 'url',
    url: 'http://minio.orchard.example',
    pathStyle: true,
  });
  assert.equal(
    other.observations.map(({ rule }) => rule),
    ['config/insecure-endpoint'],
  );
});

test('--mask replaces the masks, knows the tokens, and its mistakes have places', async () => {
  const good = await load({ masks: ['/{row:row}/{MM}.csv', '/x/{YYYY}.csv'] });
  assert.equal(
    good.config?.buckets.map(({ masks, unmatched }) => [masks.length, unmatched]),
    [
      [2, 'ignore'],
      [2, 'ignore'],
      [2, 'ignore'],
    ],
  );
  const bad = await load({ masks: ['/a/{YYYY}.csv', '/b/{YYY}.csv', 'c'] });
  assert.is(bad.config, undefined);
  assert.equal(
    bad.observations.map(({ rule, location }) => [
      rule,
      location?.file,
      location?.line,
      location?.column,
    ]),
    [
      ['mask/unknown-token', '--mask', 2, 5],
      ['mask/syntax', '--mask', 3, 1],
    ],
  );
});

test('values of the wrong form are refused with the flag’s name, never with the value', async () => {
  assert.equal(await refused({ bucket: 's3://x' }), ['usage/flag', '--bucket', 'form']);
  assert.equal(await refused({ bucket: '' }), ['usage/flag', '--bucket', 'form']);
  assert.equal(await refused({ region: 'evil.example/' }), ['usage/flag', '--region', 'form']);
  assert.equal(await refused({ roleArn: 'arn:aws:s3:::x' }), ['usage/flag', '--role-arn', 'form']);
  assert.equal(await refused({ vpcEndpoint: 'https://x' }), [
    'usage/flag',
    '--vpc-endpoint',
    'form',
  ]);
  assert.equal(await refused({ endpointUrl: 'https://u:p@x' }), [
    'usage/flag',
    '--endpoint-url',
    'form',
  ]);
  assert.equal(await refused({ endpointUrl: 'https://x:99999' }), [
    'usage/flag',
    '--endpoint-url',
    'form',
  ]);
  assert.equal(await refused({ user: 'AKID' }), ['usage/flag', '--user', 'needs']);
  assert.equal(await refused({ endpointUrl: 'https://x', vpcEndpoint: 'y' }), [
    'usage/flag',
    '--endpoint-url',
    'conflict',
  ]);
});

test('a password of the environment is used where there is an access key, and no mistake elsewhere', async () => {
  const usable = { password: 'hush2', stsToken: 'tok2', passwordIfUsable: true };
  const secretOf = async (overrides: object): Promise<unknown> => {
    const { config } = await load({ ...usable, ...overrides });
    const [bucket] = config?.buckets ?? [];
    return bucket?.auth.kind === 'access-key'
      ? [bucket.auth.secretAccessKey, bucket.auth.sessionToken]
      : bucket?.auth.kind;
  };
  assert.equal(await secretOf({ bucket: 'apples' }), ['hush2', 'tok2']);
  assert.not.equal(await secretOf({ bucket: 'pears' }), ['hush2', 'tok2']);
  assert.equal(await secretOf({ bucket: 'pears', user: 'AKIA' }), ['hush2', 'tok2']);
});

test('a password is a secret or the connector’s JSON', () => {
  assert.equal(parsePassword('wJalr/XUtn+FEMI='), { secretAccessKey: 'wJalr/XUtn+FEMI=' });
  assert.equal(parsePassword('"quoted and "odd\n'), { secretAccessKey: '"quoted and "odd' });
  assert.equal(parsePassword('{"password":"secretKeyValue","sts-token":"stsTokenValue"}'), {
    secretAccessKey: 'secretKeyValue',
    sessionToken: 'stsTokenValue',
  });
  assert.equal(parsePassword(' {"password": "s"}\r\n'), { secretAccessKey: 's' });
  assert.equal(parsePassword('{"password":"s","sts-token":""}'), { secretAccessKey: 's' });
});

test('malformed JSON is refused without a word of it', () => {
  const texts = [
    '{"password":"canary","sts-token":"canary"',
    '{“password”:”canary”}',
    "{'password':'canary'}",
    `'{"password":"canary"}'`,
    '{password:canary}',
    '{"password":""}',
    '{"password":7}',
    '{"sts-token":"canary"}',
    '{"password":"canary","token":"canary"}',
    '{"password":"canary","sts-token":7}',
    '{}',
  ];
  for (const text of texts) {
    try {
      parsePassword(text);
      assert.unreachable(text);
    } catch (error) {
      assert.instance(error, UserError, text);
      const { id, args, cause, message, stack } = error as UserError;
      assert.equal([id, args], ['usage/flag', { flag: '--password', reason: 'malformed-json' }]);
      assert.is(cause, undefined);
      assert.not.match(`${message}${stack}`, 'canary');
    }
  }
  assert.throws(
    () => parsePassword('\n'),
    (error: UserError) => error.args['reason'] === 'empty',
  );
});

test.run();
