import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BucketConfig } from '../../src/config/index.ts';
import type { ObjectStore, StoreContext } from '../../src/s3/index.ts';
import {
  DIFFICULT_KEYS,
  etagsOf,
  failure,
  keysBelow,
  keysOf,
  listAll,
  read,
  text,
} from './support.ts';

/** A server under test, whichever it is. Each call of `fill` gives a bucket with just these objects. */
export interface ServerUnderTest {
  readonly credential: { readonly accessKeyId: string; readonly secretAccessKey: string };
  fill(keys: readonly string[], bodyOf: (key: string) => string): Promise<BucketConfig>;
  put(bucket: BucketConfig, key: string, body: string): Promise<void>;
  delete(bucket: BucketConfig, key: string): Promise<void>;
  stop(): Promise<void>;
  /** Closed by the suite. */
  open(bucket: BucketConfig, context?: Partial<StoreContext>): Promise<ObjectStore>;
}

/**
 * What this program relies on in an S3 server, said once and asked of two: the embedded server of the demo, and an
 * independent one. Registers a suite; the caller runs it.
 */
export function contractSuite(start: () => Promise<ServerUnderTest>, name: string) {
  const test = suite(`contract of ${name}`);
  let server: ServerUnderTest;
  let difficult: BucketConfig;
  let stores: ObjectStore[] = [];
  const open = async (
    bucket: BucketConfig,
    context?: Partial<StoreContext>,
  ): Promise<ObjectStore> => {
    const store = await server.open(bucket, context);
    stores.push(store);
    return store;
  };
  test.before(async () => {
    server = await start();
    difficult = await server.fill(DIFFICULT_KEYS, (key) => `this is ${key}`);
  });
  test.after(() => server.stop());
  test.after.each(() => {
    for (const store of stores) store.close();
    stores = [];
  });

  test('lists in UTF-8 byte order, every key as it was written, at any page size', async () => {
    for (const pageSize of [1, 7, 1000]) {
      assert.equal(
        await keysBelow(await open(difficult, { pageSize })),
        DIFFICULT_KEYS,
        `${pageSize} a page`,
      );
    }
  });

  test('gives sizes, recent times and MD5 as ETag', async () => {
    const [page] = await listAll(await open(difficult));
    assert.ok(page);
    const bodies = DIFFICULT_KEYS.map((key) => Buffer.from(`this is ${key}`));
    assert.equal(
      [...page.sizes.subarray(0, page.count)],
      bodies.map((body) => body.length),
    );
    assert.equal(
      etagsOf(page),
      bodies.map((body) => createHash('md5').update(body).digest('hex')),
    );
    const age = Date.now() - Math.min(...page.modified.subarray(0, page.count));
    assert.ok(age > -60_000 && age < 600_000, `${age} ms old`);
  });

  test('takes each difficult key as a prefix and as a start', async () => {
    const store = await open(difficult);
    for (const [index, key] of DIFFICULT_KEYS.entries()) {
      const below = DIFFICULT_KEYS.filter((each) => each.startsWith(key));
      assert.equal(await keysBelow(store, { prefix: key }), below, `below ${JSON.stringify(key)}`);
      const after = DIFFICULT_KEYS.slice(index + 1);
      assert.equal(
        await keysBelow(store, { startAfter: key }),
        after,
        `after ${JSON.stringify(key)}`,
      );
    }
  });

  test('rolls up at the delimiter, once each, across pages', async () => {
    const upTo = (key: string): string => key.slice(0, key.indexOf('/') + 1);
    const prefixes = [...new Set(DIFFICULT_KEYS.filter((key) => key.includes('/')).map(upTo))];
    for (const pageSize of [1, 4, 1000]) {
      const pages = await listAll(await open(difficult, { pageSize }), { delimiter: '/' });
      assert.equal(
        pages.flatMap((page) => page.commonPrefixes),
        prefixes,
        `${pageSize} a page`,
      );
      assert.equal(
        pages.flatMap(keysOf),
        DIFFICULT_KEYS.filter((key) => !key.includes('/')),
      );
    }
    for (const prefix of prefixes) {
      const pages = await listAll(await open(difficult), { prefix, delimiter: '/' });
      const below = DIFFICULT_KEYS.filter((key) => key.startsWith(prefix));
      const direct = below.filter((key) => !key.slice(prefix.length).includes('/'));
      assert.equal(pages.flatMap(keysOf), direct, JSON.stringify(prefix));
    }
  });

  test('reads every difficult key under its own name', async () => {
    const store = await open(difficult);
    for (const key of DIFFICULT_KEYS) {
      assert.is(text((await read(store, key)).bytes), `this is ${key}`, JSON.stringify(key));
    }
  });

  test('gives the range that was asked for, and nothing past the end', async () => {
    const body = 'tide;time\nhigh;06:12\nlow;12:30\n';
    const store = await open(
      await server.fill(['tides.csv', 'empty'], (key) => (key === 'empty' ? '' : body)),
    );
    for (const [offset, length, fromEnd, expected] of [
      [0, 4, false, 'tide'],
      [5, 4, false, 'time'],
      [0, body.length, false, body],
      [body.length - 3, 100, false, body.slice(-3)],
      [0, 5, true, body.slice(-5)],
      [0, 5_000, true, body],
      [body.length, 10, false, ''],
    ] as const) {
      const answer = await read(store, 'tides.csv', { offset, length, fromEnd });
      assert.is(text(answer.bytes), expected, `${offset}, ${length}, ${fromEnd}`);
    }
    assert.is((await read(store, 'tides.csv', { length: 4 })).objectSize, body.length);
    assert.is((await read(store, 'empty')).bytes.length, 0);
    assert.is((await read(store, 'empty', { fromEnd: true })).bytes.length, 0);
  });

  test('tells an object replaced since the listing, and one that is gone', async () => {
    const bucket = await server.fill(['log'], () => 'first');
    const store = await open(bucket);
    const [page] = await listAll(store);
    const etag = page && etagsOf(page)[0];
    assert.ok(etag);
    assert.is(text((await read(store, 'log', { etag })).bytes), 'first');
    await server.put(bucket, 'log', 'second');
    assert.is((await failure(read(store, 'log', { etag }))).id, 's3/changed');
    await server.delete(bucket, 'log');
    assert.is((await failure(read(store, 'log', { etag }))).id, 's3/no-such-key');
  });

  test('lists nothing in an empty bucket and below an unused prefix', async () => {
    const empty = await open(await server.fill([], () => ''));
    assert.equal(await keysBelow(empty), []);
    assert.equal(await keysBelow(await open(difficult), { prefix: 'no such quay/' }), []);
  });

  test('refuses a wrong secret, an unknown key, a missing signature, a missing bucket', async () => {
    const auth = { kind: 'access-key', ...server.credential } as const;
    const idOf = async (change: Partial<BucketConfig>): Promise<string> => {
      const store = await open({ ...difficult, ...change });
      const listed = await failure(keysBelow(store));
      const wasRead = await failure(read(store, 'both'));
      const denied =
        listed.id === 's3/access-denied-list' && wasRead.id === 's3/access-denied-read';
      assert.ok(denied || listed.id === wasRead.id, `${listed.id} and ${wasRead.id}`);
      return listed.id;
    };
    assert.is(await idOf({ auth: { ...auth, secretAccessKey: 'a guess' } }), 's3/bad-signature');
    assert.is(
      await idOf({ auth: { ...auth, accessKeyId: 'AKIASTOWAWAY00000000' } }),
      's3/unknown-key-id',
    );
    assert.is(await idOf({ auth: { kind: 'anonymous' } }), 's3/access-denied-list');
    assert.is(await idOf({ name: 'no-such-harbour' as BucketConfig['name'] }), 's3/no-such-bucket');
  });

  return test;
}
