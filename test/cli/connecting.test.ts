import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Harbour, harbourConfig, withHarbour } from '../support/cli.ts';

const test = suite('ways in that are closed');

const READER = /kind: access-key\n.*\n.*secretAccessKey.*/;
const LIVE = ['snapshot', '--write'];

/** Rewrites how the harbour's reader signs in. */
const signIn = ({ write, server }: Harbour, auth: string): void => {
  write('datagalaxy.config.yaml', harbourConfig(server.url).replace(READER, auth));
};

async function withServer(
  listener: RequestListener,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Two lines: what is so, and what to do. */
function assertTold(stderr: string, id: string, says: RegExp): void {
  const lines = stderr.trimEnd().split('\n');
  assert.is(lines.length, 2, stderr);
  assert.ok(lines[0]?.endsWith(`[${id}]`), stderr);
  assert.match(stderr, says);
  assert.match(lines[1] ?? '', /^next: /);
}

test('a metadata service or a container endpoint that hangs: exit 3, and the program ends', () =>
  withHarbour((harbour) =>
    withServer(
      () => {},
      async (url) => {
        const variables = {
          AWS_EC2_METADATA_DISABLED: 'false',
          AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
          AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/task`,
        };
        for (const [kind, says] of [
          ['instance-profile', /EC2 instance metadata service does not answer/],
          ['container', /container credentials endpoint does not answer/],
          ['default', /does not answer/],
        ] as const) {
          signIn(harbour, `kind: ${kind}`);
          const { code, stderr } = await harbour.run(LIVE, { env: variables });
          assert.is(code, 3, stderr);
          assertTold(stderr, 's3/no-credentials', says);
        }
      },
    ),
  ));

test('a token file that is missing, empty or a directory', () =>
  withHarbour(async (harbour) => {
    const file = harbour.write('token', '');
    const cases = [
      [join(harbour.folder, 'none'), /does not exist/],
      [file, /is empty/],
      [harbour.folder, /cannot be read/],
    ] as const;
    for (const [path, says] of cases) {
      signIn(
        harbour,
        'kind: web-identity\n    tokenFile: "${env:TOKEN_FILE}"\n    roleArn: arn:aws:iam::111122223333:role/reader',
      );
      const { code, stderr } = await harbour.run(LIVE, { env: { TOKEN_FILE: path } });
      assert.is(code, 3, stderr);
      assertTold(stderr, 's3/no-credentials', says);
    }
  }));

test('an ARN of another service, and half of a key: exit 2 before any request', () =>
  withHarbour(async (harbour) => {
    const { run, server } = harbour;
    const flag = await run([...LIVE, '--role-arn', 'arn:aws:s3:::acme-lake']);
    assert.is(flag.code, 2);
    assertTold(flag.stderr, 'usage/flag', /arn:aws:iam::111122223333:role\/lake-reader/);
    signIn(
      harbour,
      'kind: profile\n    assumeRole: { arn: "arn:aws:lambda:eu-west-1:1:function:x" }',
    );
    const config = await run(LIVE);
    assert.is(config.code, 2);
    assert.match(config.stderr, /arn:aws:iam::111122223333:role/);
    signIn(harbour, 'kind: access-key\n    accessKeyId: AKIA');
    const half = await run(LIVE);
    assert.is(half.code, 2);
    assert.match(half.stderr, /secretAccessKey/);
    const user = await run([...LIVE, '--user', 'AKIA']);
    assert.is(user.code, 2);
    assertTold(user.stderr, 'usage/flag', /--password/);
    assert.is(server.counters.list, 0);
  }));

test('a redirect to another host is told and not followed', () =>
  withHarbour(async ({ run }) => {
    let asked = 0;
    await withServer(
      () => {
        asked += 1;
      },
      (elsewhere) =>
        withServer(
          (_request, answer) => {
            answer.writeHead(307, { location: `${elsewhere}/harbour` }).end();
          },
          async (url) => {
            const { code, stderr } = await run([...LIVE, '--endpoint-url', url]);
            assert.is(code, 3);
            assertTold(stderr, 's3/redirected', new RegExp(new URL(elsewhere).host));
          },
        ),
    );
    assert.is(asked, 0);
  }));

test('the doctor says in words and as JSON what is wrong, exit 3', () =>
  withHarbour(async ({ run, put }) => {
    put('landings/2024.csv', 'ship;weight\nAurora;12\n');
    const well = await run(['doctor']);
    assert.is(well.code, 0, well.stderr);
    assert.match(well.stdout, /^harbour\n {2}ok {4}config /);
    const sick = await run(['doctor', '--format', 'json'], { env: { LAKE_SECRET: 'another' } });
    assert.is(sick.code, 3);
    assert.is(sick.stderr, '');
    const [bucket] = JSON.parse(sick.stdout).buckets;
    assert.is(bucket.readable, false);
    const failed = bucket.checks.filter(({ state }: { state: string }) => state === 'failed');
    assert.equal(
      failed.map(({ check, error }: Record<string, string>) => [check, error]),
      [['credentials', 's3/bad-signature']],
    );
  }));

test('a password of the environment: used for a key, ignored with a note elsewhere', () =>
  withHarbour(async (harbour) => {
    const { run, put } = harbour;
    put('a.csv', 'x\n1\n');
    const wrong = {
      LAKE_SECRET: 'wrong',
      DATAGALAXY_S3_PASSWORD: 'harbour-secret-0000000000000000000000001',
    };
    assert.is((await run(LIVE, { env: wrong })).code, 0);
    signIn(harbour, 'kind: anonymous');
    const ignored = await run(LIVE, { env: wrong });
    assert.is(ignored.code, 3);
    assert.match(ignored.stderr, /^Note: DATAGALAXY_S3_PASSWORD is ignored/);
    assert.match(ignored.stderr, /s3\/access-denied-list/);
  }));

test('iam-policy prints a policy, or says what it cannot make one of', () =>
  withHarbour(
    async ({ run }) => {
      const kms = 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c';
      const { code, stdout, stderr } = await run(['iam-policy', '--kms', kms]);
      assert.is(code, 0, stderr);
      assert.is(stderr, '');
      const { Statement } = JSON.parse(stdout);
      assert.equal(
        Statement.map(({ Action, Resource }: Record<string, unknown>) => [Action, Resource]),
        [
          ['s3:ListBucket', 'arn:aws:s3:::harbour'],
          ['s3:GetObject', ['arn:aws:s3:::harbour/landings/*']],
          ['kms:Decrypt', [kms]],
        ],
      );
      const role = ['--role-arn', 'arn:aws:iam::111122223333:role/reader'];
      const shared = await run(['iam-policy', ...role]);
      assert.match(
        shared.stderr,
        /belong to 2 identities.*\n.*AssumeReader\n.*ListHarbour, ReadHarbour/,
      );
      for (const [argv, says] of [
        [['--kms', 'alias/lake'], /--kms has not the form/],
        [['--trust'], /assumes none/],
        [['--for', 'arn:aws:iam::111122223333:role/other', ...role], /--for cannot be/],
        [['--trust', '--principal', 'ci', ...role], /--principal has not the form/],
        [
          ['--bucket', 'quay-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias'],
          /alias of an access point/,
        ],
      ] as const) {
        const refused = await run(['iam-policy', ...argv]);
        assert.is(refused.code, 2, refused.stderr);
        assertTold(refused.stderr, 'usage/flag', says);
      }
    },
    { masks: ['"/landings/{YYYY}.csv"'] },
  ));

const QUAYS = Array.from({ length: 80 }, (_, i) => `quay_${100 + i}/landings/`);

test('iam-policy allows to read below each of many prefixes, and nothing between them', () =>
  withHarbour(
    async ({ run }) => {
      const { Statement } = JSON.parse((await run(['iam-policy'])).stdout);
      assert.ok(Statement[0].Condition.StringLike['s3:prefix'].length < QUAYS.length);
      assert.equal(
        Statement[1].Resource,
        QUAYS.map((prefix) => `arn:aws:s3:::harbour/${prefix}*`),
      );
    },
    { masks: QUAYS.map((prefix) => `"/${prefix}{YYYY}.csv"`) },
  ));

test.run();
