import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { s3Key } from '../../src/catalogue/index.ts';
import { DIFFICULT_KEYS, errorAnswer, failure, inHarbour, NEVER, read, text } from './support.ts';

const test = suite('s3 reading');
const LOG = 'tide;time\nhigh;06:12\nlow;12:30\n';

test('every difficult key is read under its own name', () =>
  inHarbour({}, async ({ server, open }) => {
    for (const key of DIFFICULT_KEYS) server.put('harbour', key, `this is ${key}`);
    const store = await open();
    for (const key of DIFFICULT_KEYS) {
      assert.is(text((await read(store, key)).bytes), `this is ${key}`, JSON.stringify(key));
    }
    assert.is(store.counters.getRequests, DIFFICULT_KEYS.length);
  }));

test('ranges are what they say, and stop at the end', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'tides.csv', LOG);
    const store = await open();
    const range = async (offset: number, length: number, fromEnd = false): Promise<string> => {
      const answer = await read(store, 'tides.csv', { offset, length, fromEnd });
      assert.is(answer.objectSize, LOG.length);
      return text(answer.bytes);
    };
    assert.is(await range(0, 4), 'tide');
    assert.is(await range(5, 4), 'time');
    assert.is(await range(LOG.length - 3, 100), LOG.slice(-3));
    assert.is(await range(0, 5, true), LOG.slice(-5));
    assert.is(await range(0, 5_000, true), LOG);
    assert.is(await range(LOG.length, 10), '');
    assert.is(await range(10_000, 10), '');
    assert.is(store.counters.bytesRead, 4 + 4 + 3 + 5 + LOG.length);
  }));

test('an empty object has no bytes, and no bytes need no request', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'empty', '');
    const store = await open();
    for (const fromEnd of [false, true]) {
      const answer = await read(store, 'empty', { fromEnd });
      assert.is(answer.bytes.length, 0);
      assert.is(answer.objectSize, 0);
    }
    assert.is(store.counters.getRequests, 2);
    assert.is((await read(store, 'empty', { length: 0 })).bytes.length, 0);
    assert.is(store.counters.getRequests, 2);
  }));

test('If-Match is sent quoted: an object replaced or gone since is told apart', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'tides.csv', LOG);
    const store = await open();
    const { etag } = await read(store, 'tides.csv');
    assert.is(text((await read(store, 'tides.csv', { etag })).bytes), LOG);
    server.put('harbour', 'tides.csv', `${LOG}high;18:40\n`);
    assert.is((await failure(read(store, 'tides.csv', { etag }))).id, 's3/changed');
    server.delete('harbour', 'tides.csv');
    const gone = await failure(read(store, 'tides.csv', { etag }));
    assert.is(gone.id, 's3/no-such-key');
    assert.is(gone.args['key'], 'tides.csv');
  }));

test('a server that ignores Range gives no more than was asked for', () =>
  inHarbour(
    {
      faults: ({ operation }) =>
        operation === 'read' ? { status: 200, body: 'x'.repeat(4e6) + LOG } : undefined,
    },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      const store = await open();
      const size = 4e6 + LOG.length;
      const first = await read(store, 'log', { length: 10 });
      assert.equal([text(first.bytes), first.objectSize], ['xxxxxxxxxx', size]);
      assert.is(text((await read(store, 'log', { offset: 4e6, length: 4 })).bytes), 'tide');
      assert.is(
        text((await read(store, 'log', { length: 6, fromEnd: true })).bytes),
        LOG.slice(-6),
      );
    },
  ));

test('a server that ignores Range is not followed to the end of a huge object', () =>
  inHarbour(
    { faults: () => ({ status: 200, body: 'short', headers: { 'content-length': '9000000000' } }) },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      const error = await failure(read(await open(), 'log', { length: 10, fromEnd: true }));
      assert.equal([error.id, error.args['reason']], ['s3/malformed-answer', 'range-ignored']);
    },
  ));

test('another range than the one asked for is refused', async () => {
  for (const contentRange of [
    'bytes 5-14/32',
    'bytes 0-5/32',
    'bytes 0-99/100',
    'lines 1-2/3',
    '',
  ]) {
    await inHarbour(
      {
        faults: () => ({
          status: 206,
          body: 'aaaaaaaaaa',
          headers: { 'content-range': contentRange },
        }),
      },
      async ({ server, open }) => {
        server.put('harbour', 'log', LOG);
        const error = await failure(read(await open(), 'log', { length: 10 }));
        assert.equal(
          [error.id, error.args['reason']],
          ['s3/malformed-answer', 'wrong-range'],
          contentRange,
        );
      },
    );
  }
});

test('a body cut half way is read again, and given up in the end', async () => {
  let cuts = 1;
  await inHarbour(
    { faults: () => (cuts-- > 0 ? { cutAfter: 5 } : undefined) },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      const store = await open();
      assert.is(text((await read(store, 'log')).bytes), LOG);
      assert.is(store.counters.getRequests, 2);
      cuts = 99;
      const error = await failure(read(store, 'log'));
      assert.equal(
        [error.id, error.args['code'], error.args['attempts']],
        ['s3/unreachable', 'cut', 2],
      );
    },
  );
});

test('an answer longer than its range is stopped', () =>
  inHarbour(
    {
      faults: () => ({
        status: 206,
        body: 'a'.repeat(1e6),
        headers: { 'content-range': 'bytes 0-9/32' },
      }),
    },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      const error = await failure(read(await open(), 'log', { length: 10 }));
      assert.is(error.id, 's3/unreachable');
    },
  ));

test('a body that stalls is a time-out, not a wait', () =>
  inHarbour(
    { faults: () => ({ headers: { 'content-length': '1000' }, body: 'aaaa', status: 200 }) },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      const store = await open({}, { requestTimeoutMs: 200, maxAttempts: 1 });
      const error = await failure(read(store, 'log'));
      assert.is(error.id, 's3/timeout');
    },
  ));

test('requester pays is said on the read', () =>
  inHarbour(
    {
      faults: ({ headers }) =>
        headers['x-amz-request-payer'] === 'requester'
          ? undefined
          : errorAnswer(403, 'AccessDenied'),
    },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      assert.is((await read(await open({ requesterPays: true }), 'log')).objectSize, LOG.length);
      assert.is((await failure(read(await open(), 'log'))).id, 's3/access-denied-read');
    },
  ));

test('an abort interrupts a read before, and while the body comes', () =>
  inHarbour(
    { faults: () => ({ headers: { 'content-length': '1000' }, body: 'aaaa', status: 200 }) },
    async ({ server, open }) => {
      server.put('harbour', 'log', LOG);
      const store = await open();
      const request = { key: s3Key('log'), offset: 0, length: 10_000 };
      assert.is((await failure(store.read(request, AbortSignal.abort()))).id, 'run/interrupted');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const wait = store.read(request, controller.signal);
      assert.is((await failure(wait)).id, 'run/interrupted');
    },
  ));

test('a range that cannot be is a mistake of the caller', () =>
  inHarbour({}, async ({ open }) => {
    const store = await open();
    for (const [offset, length] of [
      [-1, 1],
      [0, -1],
      [Number.NaN, 1],
    ] as const) {
      assert.throws(() => store.read({ key: s3Key('a'), offset, length }, NEVER), RangeError);
    }
  }));

test('many reads at once share the sockets and warn of nothing', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'log', LOG);
    const warnings: string[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', onWarning);
    const store = await open({}, { connections: 4 });
    await Promise.all(Array.from({ length: 60 }, () => read(store, 'log')));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('warning', onWarning);
    assert.equal(warnings, []);
    assert.is(store.counters.getRequests, 60);
  }));

test.run();
