import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { UserErrorId } from '../../src/catalogue/index.ts';
import type { Fault } from '../../src/demo/server/index.ts';
import { s3ErrorWords } from '../../src/report/words/s3-errors.ts';
import { openStore } from '../../src/s3/index.ts';
import {
  bucketConfig,
  errorAnswer,
  failure,
  inHarbour,
  keysBelow,
  PILOT,
  read,
} from './support.ts';

const test = suite('s3 errors');

type S3Id = Extract<UserErrorId, `s3/${string}`>;
interface Case {
  readonly operation?: 'list' | 'read';
  readonly fault: Fault;
  readonly id: S3Id;
  readonly args?: Record<string, unknown>;
}

/** What a server may say, and what the user is told. */
const ANSWERS: Record<string, Case> = {
  'a listing is denied': {
    fault: errorAnswer(403, 'AccessDenied'),
    id: 's3/access-denied-list',
    args: { bucket: 'harbour', code: 'AccessDenied' },
  },
  'a listing is denied without a body': {
    fault: { status: 403, body: '' },
    id: 's3/access-denied-list',
  },
  'a read is denied': {
    operation: 'read',
    fault: errorAnswer(403, 'AccessDenied'),
    id: 's3/access-denied-read',
    args: { key: 'tides.csv' },
  },
  'a read is denied by KMS': {
    operation: 'read',
    fault: errorAnswer(
      403,
      'AccessDenied',
      '<X>not authorized to perform: kms:Decrypt on resource</X>',
    ),
    id: 's3/kms-denied',
  },
  'the KMS key is disabled': {
    operation: 'read',
    fault: errorAnswer(400, 'KMS.DisabledException'),
    id: 's3/kms-denied',
  },
  'the object is archived': {
    operation: 'read',
    fault: errorAnswer(403, 'InvalidObjectState'),
    id: 's3/archived',
  },
  'the object is gone': {
    operation: 'read',
    fault: errorAnswer(404, 'NoSuchKey'),
    id: 's3/no-such-key',
  },
  'the object is gone, without a body': {
    operation: 'read',
    fault: { status: 404, body: '' },
    id: 's3/no-such-key',
  },
  'the object changed': {
    operation: 'read',
    fault: errorAnswer(412, 'PreconditionFailed'),
    id: 's3/changed',
  },
  'the bucket is gone': {
    fault: errorAnswer(404, 'NoSuchBucket'),
    id: 's3/no-such-bucket',
    args: { bucket: 'harbour' },
  },
  'the bucket is gone at a read': {
    operation: 'read',
    fault: errorAnswer(404, 'NoSuchBucket'),
    id: 's3/no-such-bucket',
  },
  'the signature is wrong': {
    fault: errorAnswer(403, 'SignatureDoesNotMatch'),
    id: 's3/bad-signature',
  },
  'the key is unknown': { fault: errorAnswer(403, 'InvalidAccessKeyId'), id: 's3/unknown-key-id' },
  'the token expired': { fault: errorAnswer(400, 'ExpiredToken'), id: 's3/expired-token' },
  'the token is malformed': { fault: errorAnswer(400, 'InvalidToken'), id: 's3/invalid-token' },
  'the clock is wrong': {
    fault: errorAnswer(403, 'RequestTimeTooSkewed', '', {
      date: new Date(Date.now() - 1_800_000).toUTCString(),
    }),
    id: 's3/clock-skew',
  },
  'the server asks to slow down': {
    fault: errorAnswer(503, 'SlowDown'),
    id: 's3/throttled',
    args: { attempts: 2 },
  },
  'too many requests': { fault: { status: 429, body: '' }, id: 's3/throttled' },
  'the server fails': {
    fault: errorAnswer(500, 'InternalError'),
    id: 's3/server-error',
    args: { status: 500, code: 'InternalError', attempts: 2 },
  },
  'a gateway fails': {
    fault: { status: 502, body: '<html>Bad gateway</html>' },
    id: 's3/server-error',
    args: { code: 'Http502' },
  },
  'an error comes with a 200': {
    fault: errorAnswer(200, 'InternalError'),
    id: 's3/server-error',
    args: { attempts: 2 },
  },
  'a web page comes with a 200': {
    fault: { body: '<!DOCTYPE html><html></html>' },
    id: 's3/malformed-answer',
    args: { reason: 'not-a-listing' },
  },
  'a web page comes with a 404': {
    fault: { status: 404, body: '<html></html>' },
    id: 's3/malformed-answer',
    args: { reason: 'not-s3' },
  },
  'a page is cut': {
    fault: { cutAfter: 120 },
    id: 's3/incomplete-listing',
    args: { reason: 'cut', attempts: 2 },
  },
  'a page ends too early': {
    fault: { body: '<ListBucketResult><Name>harbour</Name>' },
    id: 's3/incomplete-listing',
    args: { reason: 'cut' },
  },
  'the connection ends without an answer': {
    fault: { cutAfter: -1 },
    id: 's3/unreachable',
    args: { code: 'ECONNRESET', attempts: 2 },
  },
  'the server does not answer': {
    fault: { delayMs: 3_000 },
    id: 's3/timeout',
    args: { seconds: 0.3, attempts: 2 },
  },
  'the region is another': {
    fault: errorAnswer(301, 'PermanentRedirect', '', { 'x-amz-bucket-region': 'eu-west-3' }),
    id: 's3/wrong-region',
    args: { bucket: 'harbour', configured: 'us-west-2', actual: 'eu-west-3' },
  },
  'the region is another, said in the body': {
    fault: errorAnswer(400, 'AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>'),
    id: 's3/wrong-region',
    args: { actual: 'eu-west-3' },
  },
  'a region that is no region is not believed': {
    fault: errorAnswer(301, 'PermanentRedirect', '', { 'x-amz-bucket-region': 'evil.example/#' }),
    id: 's3/redirected',
  },
  'a redirect to another host is not followed': {
    fault: errorAnswer(307, 'TemporaryRedirect', '', {
      location: 'http://evil.example/harbour?x=1',
    }),
    id: 's3/redirected',
    args: { to: 'evil.example' },
  },
  'an error of another kind': {
    fault: errorAnswer(400, 'InvalidRequest'),
    id: 's3/unexpected',
    args: { code: 'InvalidRequest', status: 400 },
  },
  'an error code that is no word is not shown': {
    fault: errorAnswer(400, '\u001b[31m red'),
    id: 's3/unexpected',
    args: { code: 'Http400' },
  },
};

for (const [name, { operation = 'list', fault, id, args = {} }] of Object.entries(ANSWERS)) {
  test(`${name}: ${id}`, () =>
    inHarbour({ faults: () => fault }, async ({ server, open }) => {
      server.put('harbour', 'tides.csv', 'tide');
      const requestTimeoutMs = fault.delayMs === undefined ? 2_000 : 300;
      const store = await open({ region: 'us-west-2' }, { requestTimeoutMs });
      const error = await failure(
        operation === 'list' ? keysBelow(store) : read(store, 'tides.csv'),
      );
      assert.is(error.id, id);
      for (const [key, value] of Object.entries(args)) assert.equal(error.args[key], value, key);
      // Neither the server's words nor the request are in the error.
      const shown = JSON.stringify([
        error.args,
        error.message,
        error.cause ?? null,
        ...Object.values(error),
      ]);
      assert.not.match(shown, /AKIAPILOT|shoals|Signature=|Bad gateway/);
      const words = s3ErrorWords[id](error.args);
      assert.ok(words.message.length > 20 && words.next !== undefined, words.message);
      assert.not.match(`${words.message} ${words.next}`, /undefined|null|\.$|[\x00-\x1f]/);
    }));
}

test('real refusals: an unknown key, a wrong secret, no signature, a missing bucket', () =>
  inHarbour({}, async ({ open }) => {
    const auth = { kind: 'access-key', ...PILOT } as const;
    const idWith = async (overrides: object): Promise<string> =>
      (await failure(keysBelow(await open(overrides)))).id;
    assert.is(
      await idWith({ auth: { ...auth, accessKeyId: 'AKIASTOWAWAY' } }),
      's3/unknown-key-id',
    );
    assert.is(await idWith({ auth: { ...auth, secretAccessKey: 'guess' } }), 's3/bad-signature');
    assert.is(await idWith({ auth: { ...auth, sessionToken: 'forged' } }), 's3/invalid-token');
    assert.is(await idWith({ auth: { kind: 'anonymous' } }), 's3/access-denied-list');
    assert.is(await idWith({ name: 'drydock' }), 's3/no-such-bucket');
  }));

test('session tokens are sent, and an expired one is named', () => {
  const fresh = { accessKeyId: 'ASIAFRESH', secretAccessKey: 's', sessionToken: 't' };
  const stale = { ...fresh, accessKeyId: 'ASIASTALE', expired: true };
  return inHarbour({ credentials: [fresh, stale] }, async ({ open }) => {
    const as = (credential: typeof fresh) => open({ auth: { kind: 'access-key', ...credential } });
    assert.equal(await keysBelow(await as(fresh)), []);
    assert.is((await failure(keysBelow(await as(stale)))).id, 's3/expired-token');
  });
});

test('a public bucket is read without credentials', () =>
  inHarbour({ buckets: [{ name: 'harbour', isPublic: true }] }, async ({ server, open }) => {
    server.put('harbour', 'open.csv', 'a');
    const store = await open({ auth: { kind: 'anonymous' } });
    assert.equal(await keysBelow(store), ['open.csv']);
    assert.is((await read(store, 'open.csv')).objectSize, 1);
  }));

test('a clock that stays wrong is said with how far it is off', () => {
  const now = (): number => Date.now() - 1_800_000;
  const date = new Date(now()).toUTCString();
  const fault = errorAnswer(403, 'RequestTimeTooSkewed', '', { date });
  return inHarbour({ faults: () => fault }, async ({ open }) => {
    const { args } = await failure(keysBelow(await open()));
    assert.ok(Math.abs(Number(args['skewSeconds']) - 1800) <= 5, String(args['skewSeconds']));
    assert.match(s3ErrorWords['s3/clock-skew'](args).message, '30 minutes ahead of');
  });
});

test('a clock twenty minutes off is put right by the server, as the SDK does', () =>
  inHarbour({ now: () => Date.now() + 1_200_000 }, async ({ server, open }) => {
    server.put('harbour', 'a', '');
    assert.equal(await keysBelow(await open()), ['a']);
    assert.is(server.counters.refused, 1);
  }));

test('the region is learned once where none is configured, for all requests', () =>
  inHarbour({ buckets: [{ name: 'harbour', region: 'eu-west-3' }] }, async ({ server, open }) => {
    server.put('harbour', 'a', 'x');
    const store = await open();
    const [first, second] = await Promise.all([keysBelow(store), keysBelow(store)]);
    assert.equal([first, second], [['a'], ['a']]);
    const { refused } = server.counters;
    assert.is((await read(store, 'a')).objectSize, 1);
    assert.is(server.counters.refused, refused);
    const configured = await failure(keysBelow(await open({ region: 'us-west-2' })));
    assert.equal(configured.args, {
      bucket: 'harbour',
      configured: 'us-west-2',
      actual: 'eu-west-3',
    });
    const ofEnvironment = await open({}, { env: { AWS_REGION: 'eu-west-3' } });
    const before = server.counters.refused;
    assert.equal(await keysBelow(ofEnvironment), ['a']);
    assert.is(server.counters.refused, before);
  }));

test('a server that is throttled for a moment is asked again', () => {
  let refusals = 2;
  return inHarbour(
    { faults: () => (refusals-- > 0 ? errorAnswer(503, 'SlowDown') : undefined) },
    async ({ server, open }) => {
      server.put('harbour', 'a', '');
      const store = await open({}, { maxAttempts: 4 });
      assert.equal(await keysBelow(store), ['a']);
      assert.is(store.counters.listRequests, 3);
    },
  );
});

test('a line end in a token or key is a mistake in the credentials', () =>
  inHarbour({}, async ({ open }) => {
    for (const change of [{ sessionToken: 'token\n' }, { accessKeyId: 'AKIA\nPILOT' }]) {
      const store = await open({ auth: { kind: 'access-key', ...PILOT, ...change } });
      const error = await failure(keysBelow(store));
      assert.equal([error.id, error.args['reason']], ['s3/no-credentials', 'bad-characters']);
    }
  }));

test('a port without a server, a name without an address', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => closed.once('listening', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const idAt = async (url: string): Promise<unknown[]> => {
    const store = await openStore(bucketConfig(url), { env: {}, maxAttempts: 2 });
    const error = await failure(keysBelow(store));
    store.close();
    return [error.id, error.args['code'], error.args['host']];
  };
  assert.equal(await idAt(`http://127.0.0.1:${port}`), [
    's3/unreachable',
    'ECONNREFUSED',
    `127.0.0.1:${port}`,
  ]);
  const [id, , host] = await idAt('http://nowhere.invalid:9');
  assert.equal([id, host], ['s3/unreachable', 'nowhere.invalid']);
});

test('a server that speaks something else than HTTP', async () => {
  const ssh = createServer((socket) => {
    socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2p1\r\n');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => ssh.once('listening', resolve));
  const { port } = ssh.address() as AddressInfo;
  const store = await openStore(bucketConfig(`http://127.0.0.1:${port}`), {
    env: {},
    maxAttempts: 1,
  });
  const error = await failure(keysBelow(store));
  store.close();
  ssh.close();
  assert.equal([error.id, error.args['reason']], ['s3/malformed-answer', 'not-http']);
});

test.run();
