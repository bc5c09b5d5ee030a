import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BucketConfig } from '../../src/config/index.ts';
import type { ServerOptions } from '../../src/demo/server/index.ts';
import { diagnosesRecord, diagnosisText } from '../../src/report/index.ts';
import { type Diagnosis, type DoctorContext, diagnose } from '../../src/s3/index.ts';
import { bucketConfig, errorAnswer, inHarbour, NEVER, PILOT } from './support.ts';
import { behindTls, CA_FILE } from './tls.ts';

const test = suite('s3 doctor');

interface Visit {
  readonly server?: Partial<ServerOptions>;
  readonly bucket?: Partial<BucketConfig>;
  readonly prefixes?: readonly string[];
  readonly context?: Partial<DoctorContext>;
  readonly tls?: boolean;
}

/** The checklist of the bucket `harbour`, which holds one object to read among others. */
async function visit({ server, bucket, prefixes = [''], context, tls }: Visit): Promise<Diagnosis> {
  let result: Diagnosis | undefined;
  await inHarbour(server ?? {}, async ({ server: running }) => {
    running.put('harbour', 'orders/', '');
    running.put('harbour', 'orders/notes.txt', 'not wanted');
    running.put('harbour', 'orders/today.csv', 'ship;tons\nheron;12\n');
    const front = tls === true ? await behindTls(running) : undefined;
    const url = front === undefined ? running.url : `https://localhost:${front.port}`;
    const wants = (key: Uint8Array): boolean => Buffer.from(key).toString().endsWith('.csv');
    const patient = { bucket: bucketConfig(url, bucket), prefixes, readPrefixes: prefixes, wants };
    result = await diagnose(patient, { env: {}, ...context }, NEVER);
    front?.close();
  });
  assert.ok(result);
  const text = diagnosisText(result, false);
  assert.not.match(text, /undefined|\[object/);
  assert.not.match(text + JSON.stringify(diagnosesRecord([result])), /the pilot knows/);
  return result;
}

const states = ({ checks }: Diagnosis): Record<string, string> =>
  Object.fromEntries(checks.map(({ id, state }) => [id, state]));
const check = ({ checks }: Diagnosis, id: string) => checks.find((each) => each.id === id);

test('a bucket that works has a checklist without a fault', async () => {
  const diagnosis = await visit({ bucket: { region: 'eu-west-1' } });
  assert.ok(diagnosis.readable);
  assert.equal(states(diagnosis), {
    config: 'ok',
    credentials: 'ok',
    identity: 'skipped',
    expiry: 'ok',
    endpoint: 'ok',
    tls: 'skipped',
    clock: 'ok',
    region: 'ok',
    list: 'ok',
    get: 'ok',
    kms: 'skipped',
    'requester-pays': 'skipped',
    latency: 'ok',
  });
  assert.equal(check(diagnosis, 'get')?.args, { key: 'orders/today.csv', size: 19 });
  assert.match(diagnosisText(diagnosis, false), /access key AK…/);
});

test('only lists and reads are asked of the bucket, one a prefix and one in all', async () => {
  const asked: string[] = [];
  await visit({
    prefixes: ['orders/', 'notes/'],
    server: {
      faults: ({ operation, query, key }) => {
        asked.push(`${operation} ${query.get('prefix') ?? key}`);
        return undefined;
      },
    },
  });
  assert.equal(asked, ['list orders/', 'list notes/', 'read orders/today.csv']);
});

test('a right that is missing comes with the statement that gives it', async () => {
  const list = await visit({
    prefixes: ['orders/'],
    server: { faults: () => errorAnswer(403, 'AccessDenied') },
  });
  assert.not.ok(list.readable);
  assert.equal(check(list, 'list')?.statement, {
    Sid: 'ListHarbour',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::harbour',
    Condition: { StringLike: { 's3:prefix': ['orders/*'] } },
  });
  assert.match(diagnosisText(list, false), /FAIL {2}list .*may not list/);
  assert.match(diagnosisText(list, false), /set `requesterPays: true`/);
  const denied = (code: string, more = '') => ({
    prefixes: ['orders/'],
    server: {
      faults: ({ operation }: { operation: string }) =>
        operation === 'read' ? errorAnswer(403, code, more) : undefined,
    },
  });
  const get = await visit(denied('AccessDenied'));
  assert.equal([states(get)['list'], states(get)['get']], ['ok', 'failed']);
  assert.equal(check(get, 'get')?.statement?.Resource, ['arn:aws:s3:::harbour/orders/*']);
  const arn = 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a';
  const kms = await visit(
    denied('AccessDenied', `<Detail>not authorized to perform: kms:Decrypt on ${arn}.</Detail>`),
  );
  assert.equal([states(kms)['get'], states(kms)['kms']], ['ok', 'failed']);
  assert.equal(check(kms, 'kms')?.statement?.Resource, [arn]);
  assert.not.ok(kms.readable);
});

test('what is wrong stands on the line that it belongs to', async () => {
  const cases: readonly (readonly [string, string, Visit])[] = [
    ['credentials', 's3/unknown-key-id', { server: { credentials: [] } }],
    [
      'credentials',
      's3/bad-signature',
      { server: { credentials: [{ ...PILOT, secretAccessKey: 'another' }] } },
    ],
    ['expiry', 's3/expired-token', { server: { faults: () => errorAnswer(400, 'ExpiredToken') } }],
    ['credentials', 's3/no-credentials', { bucket: { auth: { kind: 'container' } } }],
    [
      'region',
      's3/wrong-region',
      {
        bucket: { region: 'eu-west-1' },
        server: { buckets: [{ name: 'harbour', region: 'eu-central-1' }] },
      },
    ],
    ['list', 's3/no-such-bucket', { server: { faults: () => errorAnswer(404, 'NoSuchBucket') } }],
    ['tls', 's3/untrusted-certificate', { tls: true }],
    [
      'endpoint',
      's3/redirected',
      {
        server: {
          faults: () => ({ status: 302, headers: { location: 'https://elsewhere.example/' } }),
        },
      },
    ],
    [
      'endpoint',
      's3/malformed-answer',
      { server: { faults: () => ({ body: '<html>Sign in</html>' }) } },
    ],
    [
      'endpoint',
      's3/timeout',
      {
        server: { faults: () => ({ delayMs: 5_000 }) },
        context: { requestTimeoutMs: 200, maxAttempts: 1 },
      },
    ],
    [
      'region',
      's3/wrong-region',
      {
        bucket: {
          region: 'eu-west-1',
          endpoint: {
            kind: 'vpc-endpoint',
            host: 'vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com',
          },
        },
      },
    ],
  ];
  for (const [id, error, given] of cases) {
    const diagnosis = await visit(given);
    assert.is(check(diagnosis, id)?.error?.id, error, error);
    assert.not.ok(diagnosis.readable, error);
    assert.is(diagnosis.checks.filter(({ state }) => state === 'failed').length, 1, error);
  }
});

test('the certificate, the clock and who pays are told', async () => {
  const tls = await visit({
    tls: true,
    bucket: {
      requesterPays: true,
    },
    context: { env: { AWS_CA_BUNDLE: CA_FILE }, now: () => Date.now() + 20 * 60_000 },
  });
  assert.ok(tls.readable);
  assert.is(states(tls)['tls'], 'ok');
  assert.match(String(check(tls, 'tls')?.args['protocol']), /^TLSv1/);
  assert.match(diagnosisText(tls, false), /certificate of "[^"]+" by "[^"]+", good for/);
  assert.is(states(tls)['clock'], 'note');
  assert.match(diagnosisText(tls, false), /20 minutes ahead of the server's/);
  assert.is(states(tls)['requester-pays'], 'note');
});

test('the encryption and the region that answers tell are shown', async () => {
  const arn = 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c';
  const headers = {
    'x-amz-bucket-region': 'eu-west-1',
    'x-amz-request-charged': 'requester',
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': arn,
  };
  const diagnosis = await visit({
    bucket: { requesterPays: true, region: 'eu-west-1' },
    server: { faults: () => ({ headers }) },
  });
  assert.equal(check(diagnosis, 'kms')?.args, { keyArn: arn });
  assert.is(check(diagnosis, 'region')?.args['told'], true);
  assert.is(states(diagnosis)['requester-pays'], 'ok');
});

test('an empty bucket can be read, unsigned requests have no credentials', async () => {
  const diagnosis = await visit({
    prefixes: ['nothing/'],
    bucket: { auth: { kind: 'anonymous' } },
    server: { buckets: [{ name: 'harbour', isPublic: true }] },
  });
  assert.ok(diagnosis.readable);
  assert.equal(
    ['credentials', 'identity', 'expiry', 'get'].map((id) => states(diagnosis)[id]),
    ['ok', 'skipped', 'skipped', 'skipped'],
  );
});

test('STS tells whose the credentials are; that it does not is no failure', async () => {
  let reply: readonly [number, string] = [200, ''];
  let asked = '';
  const server = createServer((request, answer) => {
    request.on('data', (chunk: Buffer) => {
      asked = chunk.toString();
    });
    request.on('end', () => answer.writeHead(reply[0]).end(reply[1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['AWS_ENDPOINT_URL_STS'] = url;
  try {
    const look = (): Promise<Diagnosis> =>
      visit({ context: { env: { AWS_ENDPOINT_URL_STS: url } } });
    const arn = 'arn:aws:sts::111122223333:assumed-role/reader/night-watch';
    reply = [
      200,
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>u</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    ];
    assert.equal(check(await look(), 'identity')?.args, { arn, account: '111122223333' });
    assert.match(asked, /Action=GetCallerIdentity/);
    for (const given of [
      [403, '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>'],
      [405, 'the pilot knows'],
      [200, reply[1].replace(arn, 'the pilot knows')],
    ] as const) {
      reply = given;
      const diagnosis = await look();
      assert.is(states(diagnosis)['identity'], 'note');
      assert.ok(diagnosis.readable);
    }
  } finally {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    server.close();
    server.closeAllConnections();
  }
});

test('a server full of hostile headers cannot act on a terminal', async () => {
  const diagnosis = await visit({
    bucket: { requesterPays: true },
    server: {
      faults: () => ({
        headers: {
          'x-amz-server-side-encryption': 'aws:kms',
          'x-amz-server-side-encryption-aws-kms-key-id': '\u009b31mred',
        },
      }),
    },
  });
  assert.not.match(diagnosisText(diagnosis, false), /\u009b/);
});

test.run();
