import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openStore, type PolicyDocument } from '../../src/s3/index.ts';
import { bucketConfig, failure, keysBelow, read } from '../s3/support.ts';
import { behindTls, CA_FILE } from '../s3/tls.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { ACCOUNT, type Iam, openIam } from './iam.ts';
import { type OidcIssuer, startIssuer } from './oidc-issuer.ts';
import type { Credential } from './radosgw.ts';
import { interopServer } from './world.ts';

const test = suite('every way in, against radosgw');
const server = interopServer();
const BUCKET = 'tide';
const ROLE = `arn:aws:iam::${ACCOUNT}:role`;
let iam: Iam;
let pilot: Credential;
let issuer: OidcIssuer;
let folder: string;

test.before(async () => {
  iam = await openIam(server, 'pierhead');
  pilot = await iam.user('pilot');
  issuer = await startIssuer();
  folder = mkdtempSync(join(tmpdir(), 'interop-access-'));
  await iam.writer.makeBucket(BUCKET);
  for (const day of ['20240101', '20240102']) {
    await iam.writer.put(BUCKET, `landings/${day}/catch.csv`, 'ship;weight\nAurora;12\n');
  }
  await iam.writer.put(BUCKET, 'landings/readme.txt', 'not a table');
  await iam.writer.put(BUCKET, 'crew/2024.csv', 'name\nBoreas\n');
  await iam.writer.put(BUCKET, 'wages/2024.csv', 'name;wage\nBoreas;1\n');
});
test.after(() => {
  issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a configuration whose bucket signs in as `auth` says, and gives its runner. */
function configured(
  auth: string,
  credential = pilot,
  more: Readonly<Record<string, string>> = {},
): (...argv: string[]) => Promise<CliResult> {
  const text = `version: 1
auth:
  way: { ${auth} }
endpoints:
  local: { kind: url, url: "${server.url}" }
buckets:
  - name: ${BUCKET}
    region: us-east-1
    auth: way
    endpoint: local
    masks:
      - "/landings/{YYYYMMDD}/catch.csv"
      - "/crew/{YYYY}.csv"
`;
  writeFileSync(join(folder, 'datagalaxy.config.yaml'), text);
  const env = {
    LAKE_KEY: credential.accessKeyId,
    LAKE_SECRET: credential.secretAccessKey,
    AWS_ENDPOINT_URL_STS: server.url,
    ...more,
  };
  return (...argv) => runCli(argv, { cwd: folder, env });
}

const KEY =
  'kind: access-key, accessKeyId: "${env:LAKE_KEY}", secretAccessKey: "${env:LAKE_SECRET}"';
const assuming = (...names: readonly string[]): string =>
  `${KEY}, assumeRole: [${names.map((name) => `{ arn: "${ROLE}/${name}", externalId: berth }`).join(', ')}]`;

async function policyFrom(result: Promise<CliResult>): Promise<PolicyDocument> {
  const { code, stdout, stderr } = await result;
  assert.is(code, 0, stderr);
  return JSON.parse(stdout) as PolicyDocument;
}

const without = (policy: PolicyDocument, start: string): PolicyDocument => ({
  ...policy,
  Statement: policy.Statement.filter(({ Sid }) => !Sid.startsWith(start)),
});

/** This server knows no external id, so a condition on one would never hold. */
function withoutExternalId(trust: PolicyDocument | undefined): object {
  assert.ok(JSON.stringify(trust).includes('sts:ExternalId'));
  return JSON.parse(
    JSON.stringify(trust, (name, value) => (name === 'Condition' ? undefined : value)),
  );
}

const LIVE = ['snapshot', '--write'] as const;

test('under exactly the policy that is printed a run succeeds, and without any statement it fails clearly', async () => {
  const run = configured(KEY);
  const policy = await policyFrom(run('iam-policy'));
  assert.equal(
    policy.Statement.map(({ Action }) => Action),
    ['s3:ListBucket', 's3:GetObject'],
  );
  await iam.allowUser('pilot', undefined);
  const nothing = await run(...LIVE);
  assert.is(nothing.code, 3);
  assert.match(nothing.stderr, /s3:ListBucket/);

  await iam.allowUser('pilot', policy);
  const { code, stdout, stderr } = await run('snapshot', '--write', '--format', 'json');
  assert.is(code, 0, stderr);
  assert.is(JSON.parse(stdout).run.files, 2);
  assert.equal(JSON.parse(stdout).run.unread, []);
  assert.is((await run('doctor')).code, 0);
  // No more than needed: what no mask reaches is neither listed nor read.
  const auth = { kind: 'access-key', ...pilot } as const;
  const store = await openStore(bucketConfig(server.url, { name: BUCKET as never, auth }), {
    env: {},
  });
  for (const prefix of ['', 'wages/', 'landing']) {
    assert.is((await failure(keysBelow(store, { prefix }))).id, 's3/access-denied-list', prefix);
  }
  assert.is((await failure(read(store, 'wages/2024.csv'))).id, 's3/access-denied-read');
  store.close();

  await iam.allowUser('pilot', without(policy, 'List'));
  const unlisted = await run(...LIVE);
  assert.is(unlisted.code, 3);
  assert.match(unlisted.stderr, /may not list .*\n.*s3:ListBucket/);
  const doctor = await run('doctor', '--format', 'json');
  assert.is(doctor.code, 3);
  const failed = JSON.parse(doctor.stdout).buckets[0].checks.filter(
    ({ state }: { state: string }) => state === 'failed',
  );
  assert.equal(
    failed.map(({ check }: { check: string }) => check),
    ['list'],
  );
  assert.equal(failed[0].statement, policy.Statement[0]);

  await iam.allowUser('pilot', without(policy, 'Read'));
  // What was read before is not asked for again.
  const unread = await run(...LIVE, '--no-cache');
  assert.match(unread.stdout, /may not be read|allow s3:GetObject/);
  const sick = await run('doctor', '--format', 'json');
  assert.is(sick.code, 3);
  const line = JSON.parse(sick.stdout).buckets[0].checks.find(
    ({ state }: { state: string }) => state === 'failed',
  );
  assert.equal([line.check, line.statement], ['get', policy.Statement[1]]);
});

test('a role is assumed under the policies that are printed for the caller, the role and its trust', async () => {
  const run = configured(assuming('reader'));
  const principal = `arn:aws:iam::${ACCOUNT}:user/pilot`;
  const trust = await policyFrom(run('iam-policy', '--trust', '--principal', principal));
  const caller = await policyFrom(run('iam-policy', '--for', 'caller'));
  const role = await policyFrom(run('iam-policy', '--for', `${ROLE}/reader`));
  assert.equal(
    caller.Statement.map(({ Action }) => Action),
    ['sts:AssumeRole'],
  );
  await iam.role('reader', withoutExternalId(trust));
  await iam.allowRole('reader', role);
  await iam.allowUser('pilot', caller);
  const { code, stderr, stdout } = await run('snapshot', '--write', '--format', 'json');
  assert.is(code, 0, stderr);
  assert.is(JSON.parse(stdout).run.files, 2);
  const doctor = await run('doctor');
  assert.is(doctor.code, 0, doctor.stdout);
  assert.match(doctor.stdout, /of the assumed role arn:aws:iam::123456789012:role\/reader/);
  assert.match(doctor.stdout, /good for 60 minutes|good for 59 minutes/);

  await iam.allowRole('reader', without(role, 'List'));
  const unlisted = await run(...LIVE);
  assert.is(unlisted.code, 3);
  assert.match(unlisted.stderr, /s3:ListBucket/);
  await iam.allowRole('reader', role);
  // Whom the trust policy does not name.
  const stranger = await iam.user('stranger');
  await iam.allowUser('stranger', caller);
  const strange = await configured(assuming('reader'), stranger)(...LIVE);
  assert.is(strange.code, 3);
  assert.match(strange.stderr, /s3\/assume-role-denied/);
  assert.match(strange.stderr, /next: .*sts:AssumeRole/);
  const absent = await configured(assuming('nobody'))(...LIVE);
  assert.is(absent.code, 3);
  assert.match(absent.stderr, /s3\/assume-role-denied/);
});

test('roles are assumed one after the other', async () => {
  const run = configured(assuming('gateway', 'reader'));
  const principal = `arn:aws:iam::${ACCOUNT}:user/pilot`;
  const { code, stdout } = await run('iam-policy', '--trust', '--principal', principal);
  assert.is(code, 0);
  const trusts = JSON.parse(stdout) as Record<string, PolicyDocument>;
  for (const name of ['gateway', 'reader']) {
    await iam.role(name, withoutExternalId(trusts[`${ROLE}/${name}`]));
    await iam.allowRole(name, await policyFrom(run('iam-policy', '--for', `${ROLE}/${name}`)));
  }
  await iam.allowUser('pilot', await policyFrom(run('iam-policy', '--for', 'caller')));
  const live = await run(...LIVE);
  assert.is(live.code, 0, live.stderr);
});

test('a web identity token is exchanged for the role that trusts its issuer', async () => {
  const tokenFile = join(folder, 'token');
  const env = { LAKE_TOKEN_FILE: tokenFile };
  const way = `kind: web-identity, tokenFile: "\${env:LAKE_TOKEN_FILE}", roleArn: "${ROLE}/pipeline"`;
  const run = configured(way, pilot, env);
  const provider = await iam.provider(issuer.url, 'sts.amazonaws.com', issuer.fingerprint);
  assert.match(provider, /oidc-provider/);
  const trust = await policyFrom(run('iam-policy', '--trust', '--provider', provider));
  // This server knows the audience by the name `app_id`.
  const adapted = JSON.parse(JSON.stringify(trust).replace(':aud"', ':app_id"'));
  await iam.role('pipeline', adapted);
  await iam.allowRole('pipeline', await policyFrom(run('iam-policy')));
  writeFileSync(tokenFile, issuer.token({ aud: 'sts.amazonaws.com' }));
  const live = await run(...LIVE);
  assert.is(live.code, 0, live.stderr);
  const variables = { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: `${ROLE}/pipeline` };
  const ofEnvironment = await configured('kind: web-identity', pilot, variables)(...LIVE);
  assert.is(ofEnvironment.code, 0, ofEnvironment.stderr);
  const chain = await configured('kind: default', pilot, variables)(...LIVE);
  assert.is(chain.code, 0, chain.stderr);

  const again = configured(way, pilot, env);
  const now = Math.floor(Date.now() / 1000);
  const refused: Readonly<Record<string, string>> = {
    expired: issuer.token({ aud: 'sts.amazonaws.com', exp: now - 60 }),
    'of another issuer': issuer.token({
      aud: 'sts.amazonaws.com',
      iss: 'https://elsewhere.example',
    }),
    'with another signature': `${issuer.token({ aud: 'sts.amazonaws.com' }).slice(0, -20)}AAAAAAAAAAAAAAAAAAAA`,
    'not a token': 'not a token',
  };
  for (const [what, token] of Object.entries(refused)) {
    writeFileSync(tokenFile, token);
    const { code, stderr } = await again(...LIVE);
    assert.is(code, 3, `${what}: ${stderr}`);
    assert.match(stderr, /s3\/(assume-role-denied|invalid-token|expired-token)/, stderr);
    assert.match(stderr, /next: /, what);
    assert.not.match(stderr, new RegExp(token.slice(-15)), what);
  }
});

test('wrong, malformed and revoked keys are told apart', async () => {
  const policy = await policyFrom(configured(KEY)('iam-policy'));
  const mate = await iam.user('mate');
  await iam.allowUser('mate', policy);
  const told = async (auth: string, credential: Credential): Promise<string> => {
    const { code, stderr } = await configured(auth, credential)(...LIVE);
    assert.is(code, 3, stderr);
    return /\[(\S+)\]/.exec(stderr)?.[1] ?? stderr;
  };
  assert.is((await configured(KEY, mate)(...LIVE)).code, 0);
  const wrong = { ...mate, secretAccessKey: `${mate.secretAccessKey}x` };
  assert.is(await told(KEY, wrong), 's3/bad-signature');
  const broken = { ...mate, accessKeyId: `${mate.accessKeyId}\nx` };
  assert.is(await told(KEY, broken), 's3/no-credentials');
  await iam.removeKey(mate);
  assert.is(await told(KEY, mate), 's3/unknown-key-id');
});

test('a clock twenty minutes off is set right by the answers, and told by the doctor', async () => {
  const policy = await policyFrom(configured(KEY)('iam-policy'));
  await iam.allowUser('pilot', policy);
  const shift =
    'const now = Date.now; Date = class extends Date { constructor(...a) { a.length === 0 ? super(now() + 1200000) : super(...a); } static now() { return now() + 1200000; } };';
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(shift)}`;
  const run = configured(KEY, pilot, { NODE_OPTIONS });
  const live = await run(...LIVE);
  assert.is(live.code, 0, live.stderr);
  const doctor = await run('doctor');
  assert.match(doctor.stdout, /note {2}clock .*20 minutes ahead/);
  assert.is(doctor.code, 0);
});

test('the VPC endpoint by its own name, virtual-hosted, over TLS of a private authority', async () => {
  const host = 'vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com';
  const { port } = new URL(server.url);
  const front = await behindTls({ port: Number(port) } as Parameters<typeof behindTls>[0]);
  const lookup = (
    _name: string,
    options: { all?: boolean },
    done: (...answer: unknown[]) => void,
  ) =>
    options.all === true
      ? done(null, [{ address: '127.0.0.1', family: 4 }])
      : done(null, '127.0.0.1', 4);
  const store = await openStore(
    bucketConfig('', {
      name: 'tide' as never,
      auth: { kind: 'access-key', ...pilot },
      endpoint: { kind: 'vpc-endpoint', host: `${host}:${front.port}`, caFile: CA_FILE },
    }),
    { env: {}, lookup: lookup as never, maxAttempts: 2 },
  );
  try {
    assert.equal(await keysBelow(store, { prefix: 'crew/' }), ['crew/2024.csv']);
    assert.is((await read(store, 'crew/2024.csv')).objectSize, 12);
  } finally {
    store.close();
    front.close();
  }
});

test.run();
