import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FaultHook } from '../../src/demo/server/index.ts';
import type { ListRequest, StoreContext } from '../../src/s3/index.ts';
import { errorAnswer, failure, inHarbour, keysOf, NEVER } from './support.ts';

const test = suite('s3 incomplete listing');

const page = (keys: readonly string[], token: string | undefined): string =>
  `<ListBucketResult><IsTruncated>${token !== undefined}</IsTruncated>${token === undefined ? '' : `<NextContinuationToken>${token}</NextContinuationToken>`}${keys
    .map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`)
    .join('')}</ListBucketResult>`;

/** Lists until it fails: the keys that came before, and the reason. */
async function listUntilFailure(
  faults: FaultHook,
  context: Partial<StoreContext> = {},
  request: Partial<ListRequest> = {},
): Promise<{ keys: string[]; id: string; reason: unknown; pages: unknown; requests: number }> {
  let result: Awaited<ReturnType<typeof listUntilFailure>> | undefined;
  await inHarbour({ faults }, async ({ server, open }) => {
    for (const key of ['a', 'b', 'c', 'd']) server.put('harbour', key, '');
    const store = await open({}, { pageSize: 2, ...context });
    const keys: string[] = [];
    const error = await failure(
      (async () => {
        for await (const each of store.list({ prefix: '', ...request }, NEVER))
          keys.push(...keysOf(each));
      })(),
    );
    const { id, args } = error;
    const requests = store.counters.listRequests;
    result = { keys, id, reason: args['reason'], pages: args['pages'], requests };
  });
  assert.ok(result);
  return result;
}

const onSecond =
  (fault: ReturnType<FaultHook>): FaultHook =>
  ({ query }) =>
    query.has('continuation-token') ? fault : undefined;

for (const [name, fault, reason] of [
  ['cut half way', { cutAfter: 100 }, 'cut'],
  ['ended without an answer', { cutAfter: -1 }, 'ECONNRESET'],
  ['malformed', { body: '<ListBucketResult><Contents></ListBucketResult>' }, 'not-xml'],
  ['a web page', { body: '<html></html>' }, 'not-a-listing'],
  ['empty', { body: '' }, 'cut'],
] as const) {
  test(`a second page that is ${name} leaves the listing incomplete, after the retries`, async () => {
    const { keys, requests, ...error } = await listUntilFailure(onSecond(fault));
    assert.equal(error, { id: 's3/incomplete-listing', reason, pages: 1 });
    assert.equal(keys, ['a', 'b']);
    assert.is(requests, 3);
  });
}

test('a refusal in the middle keeps its own name', async () => {
  const denied = await listUntilFailure(onSecond(errorAnswer(403, 'AccessDenied')));
  assert.equal([denied.id, denied.keys], ['s3/access-denied-list', ['a', 'b']]);
  const expired = await listUntilFailure(onSecond(errorAnswer(400, 'ExpiredToken')));
  assert.is(expired.id, 's3/expired-token');
});

test('a server that goes away half way is an incomplete listing', async () => {
  await inHarbour({}, async ({ server, open }) => {
    for (const key of ['a', 'b', 'c']) server.put('harbour', key, '');
    const store = await open({}, { pageSize: 1 });
    const error = await failure(
      (async () => {
        for await (const _ of store.list({ prefix: '' }, NEVER)) await server.close();
      })(),
    );
    assert.is(error.id, 's3/incomplete-listing');
  });
});

test('the same token again', async () => {
  const answers = await listUntilFailure(({ query }) => ({
    body: page([`k${query.size}`], 'again'),
  }));
  assert.equal(
    [answers.id, answers.reason, answers.keys],
    ['s3/incomplete-listing', 'repeated-token', ['k3']],
  );
});

test('the same keys again under new tokens', async () => {
  const answers = await listUntilFailure(({ count }) => ({ body: page(['a', 'b'], `t${count}`) }));
  assert.equal(
    [answers.id, answers.reason, answers.keys],
    ['s3/incomplete-listing', 'no-advance', ['a', 'b']],
  );
});

test('a page that overlaps the one before', async () => {
  const answers = await listUntilFailure(({ count }) => ({
    body: page([`k${count}`, `k${count + 1}`], `t${count}`),
  }));
  assert.is(answers.reason, 'no-advance');
});

test('a server that ignores the start', async () => {
  const answers = await listUntilFailure(
    () => ({ body: page(['a', 'b'], undefined) }),
    {},
    { startAfter: 'b' },
  );
  assert.equal([answers.reason, answers.keys], ['no-advance', []]);
});

test('order is of bytes: U+E000 comes before U+10000, unlike in JavaScript', async () => {
  const pages = [page(['\ue000'], 't'), page(['\u{10000}'], undefined)];
  await inHarbour(
    { faults: ({ count }) => ({ body: pages[count - 1] ?? '' }) },
    async ({ open }) => {
      const store = await open({}, { pageSize: 2 });
      const keys: string[] = [];
      for await (const each of store.list({ prefix: '' }, NEVER)) keys.push(...keysOf(each));
      assert.equal(keys, ['\ue000', '\u{10000}']);
    },
  );
});

test('empty pages are followed, but not without end', async () => {
  const empty: FaultHook = ({ count }) => ({ body: page([], `t${count}`) });
  const endless = await listUntilFailure(empty, { maxEmptyPages: 5 });
  assert.equal([endless.reason, endless.keys, endless.pages], ['endless-empty-pages', [], 6]);
  await inHarbour(
    {
      faults: (request) => (request.count < 5 ? empty(request) : { body: page(['a'], undefined) }),
    },
    async ({ open }) => {
      const counts: number[] = [];
      const store = await open({}, { maxEmptyPages: 5 });
      for await (const each of store.list({ prefix: '' }, NEVER)) counts.push(each.count);
      assert.equal(counts, [0, 0, 0, 0, 1]);
    },
  );
});

test('new keys without end meet the bound on pages', async () => {
  const answers = await listUntilFailure(
    ({ count }) => ({ body: page([`k${String(count).padStart(6, '0')}`], `t${count}`) }),
    { maxPages: 10 },
  );
  assert.equal([answers.reason, answers.keys.length], ['too-many-pages', 10]);
});

test('a page of many megabytes is not read to its end', async () => {
  const answers = await listUntilFailure(() => ({ body: `<ListBucketResult>${' '.repeat(9e6)}` }), {
    maxAttempts: 1,
  });
  assert.equal([answers.id, answers.reason], ['s3/malformed-answer', 'too-large']);
});

test('a directory bucket is in no order', async () => {
  const pages = [page(['m'], 't'), page(['a'], undefined)];
  await inHarbour(
    { faults: ({ count }) => ({ status: 200, body: pages[count - 1] ?? '' }) },
    async ({ open }) => {
      const store = await open({ name: 'quay--use1-az4--x-s3' as never });
      const keys: string[] = [];
      for await (const each of store.list({ prefix: '' }, NEVER)) keys.push(...keysOf(each));
      assert.equal(keys, ['m', 'a']);
    },
  );
});

test.run();
