import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  DIFFICULT_KEYS,
  etagsOf,
  failure,
  inHarbour,
  keysBelow,
  keysOf,
  listAll,
  NEVER,
} from './support.ts';

const test = suite('s3 listing');
const modified = new Date('2026-11-22T17:49:30.125Z');

test('every difficult key arrives as it is, in byte order, at any page size', () =>
  inHarbour({}, async ({ server, open }) => {
    for (const key of [...DIFFICULT_KEYS].reverse()) server.put('harbour', key, key);
    for (const pageSize of [1, 3, 1000]) {
      const store = await open({}, { pageSize });
      assert.equal(await keysBelow(store), DIFFICULT_KEYS);
      assert.is(store.counters.listRequests, Math.ceil(DIFFICULT_KEYS.length / pageSize));
    }
  }));

test('sizes, times and ETags stand beside their keys', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'boats.csv', 'name;length\n', { modified });
    server.put('harbour', 'empty/', '', { modified: new Date(0) });
    const [page] = await listAll(await open());
    assert.ok(page);
    assert.equal([...page.sizes.subarray(0, 2)], [12, 0]);
    assert.equal([...page.modified.subarray(0, 2)], [modified.getTime(), 0]);
    assert.equal(etagsOf(page), [
      '9b4cf9cade657166358665d3ea9fb616',
      'd41d8cd98f00b204e9800998ecf8427e',
    ]);
    assert.equal([...page.storageClasses.subarray(0, 2)], [0, 0]);
  }));

test('a prefix and a start are taken literally', () =>
  inHarbour({}, async ({ server, open }) => {
    for (const key of DIFFICULT_KEYS) server.put('harbour', key, '');
    const store = await open();
    for (const key of DIFFICULT_KEYS) {
      const below = DIFFICULT_KEYS.filter((each) => each.startsWith(key));
      assert.equal(await keysBelow(store, { prefix: key }), below, JSON.stringify(key));
      const after = DIFFICULT_KEYS.slice(DIFFICULT_KEYS.indexOf(key) + 1);
      assert.equal(await keysBelow(store, { startAfter: key }), after, JSON.stringify(key));
    }
  }));

test('a delimiter rolls up what is below, across pages', () =>
  inHarbour({}, async ({ server, open }) => {
    const keys = ['a/1', 'a/2', 'b', 'c d/1', 'é/x', 'z/'];
    for (const key of keys) server.put('harbour', key, '');
    for (const pageSize of [1, 2, 1000]) {
      const pages = await listAll(await open({}, { pageSize }), { delimiter: '/' });
      assert.equal(pages.flatMap(keysOf), ['b']);
      assert.equal(
        pages.flatMap((page) => [...page.commonPrefixes]),
        ['a/', 'c d/', 'z/', 'é/'],
      );
    }
    const below = await listAll(await open(), { prefix: 'a/', delimiter: '/' });
    assert.equal(below.flatMap(keysOf), ['a/1', 'a/2']);
  }));

test('a start in the middle of a directory keeps the directory', () =>
  inHarbour({}, async ({ server, open }) => {
    for (const key of ['a/1', 'a/2', 'b']) server.put('harbour', key, '');
    const pages = await listAll(await open(), { delimiter: '/', startAfter: 'a/1' });
    assert.equal(
      pages.flatMap((page) => [...page.commonPrefixes]),
      ['a/'],
    );
    assert.equal(pages.flatMap(keysOf), ['b']);
    server.delete('harbour', 'b');
    const alone = await listAll(await open(), { delimiter: '/', startAfter: 'a/1' });
    assert.equal(
      alone.flatMap((page) => [...page.commonPrefixes]),
      ['a/'],
    );
  }));

test('an empty bucket and a prefix with nothing below are one empty page', () =>
  inHarbour({}, async ({ server, open }) => {
    const store = await open();
    assert.equal(
      (await listAll(store)).map((page) => page.count),
      [0],
    );
    server.put('harbour', 'a', '');
    assert.equal(
      (await listAll(store, { prefix: 'b' })).map((page) => page.count),
      [0],
    );
  }));

test('pages come one ahead of the reader and no more, and stop with it', () =>
  inHarbour({}, async ({ server, open }) => {
    for (let i = 10; i < 30; i++) server.put('harbour', `berth-${i}`, '');
    const store = await open({}, { pageSize: 1 });
    for await (const page of store.list({ prefix: '' }, NEVER)) {
      if (keysOf(page)[0] === 'berth-11') break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(server.counters.list <= 3, `${server.counters.list} requests`);
  }));

test('a page does not hold on to the body it came in', () =>
  inHarbour({}, async ({ server, open }) => {
    for (let i = 0; i < 1000; i++) server.put('harbour', `quay/berth-${i}`, '');
    const [page] = await listAll(await open());
    assert.ok(page);
    const columns = [
      page.keys,
      page.keyOffsets,
      page.sizes,
      page.modified,
      page.etags,
      page.etagOffsets,
    ];
    const held = columns.reduce((sum, column) => sum + column.buffer.byteLength, 0);
    assert.ok(held < 100_000, `${held} bytes for 1,000 short keys`);
  }));

test('requester pays is said on the listing', () =>
  inHarbour(
    {
      faults: ({ headers }) => {
        assert.is(headers['x-amz-request-payer'], 'requester');
        return undefined;
      },
    },
    async ({ open }) => {
      assert.equal(await keysBelow(await open({ requesterPays: true })), []);
    },
  ));

test('an aborted listing is interrupted, before and while it waits', () =>
  inHarbour({ faults: () => ({ delayMs: 1_500 }) }, async ({ open }) => {
    const store = await open();
    const before = store.list({ prefix: '' }, AbortSignal.abort());
    assert.is((await failure(before[Symbol.asyncIterator]().next())).id, 'run/interrupted');
    const controller = new AbortController();
    const during = store.list({ prefix: '' }, controller.signal)[Symbol.asyncIterator]().next();
    setTimeout(() => controller.abort(), 30);
    assert.is((await failure(during)).id, 'run/interrupted');
  }));

test('packed pages hold what was stored, whatever the keys and the page size', () =>
  inHarbour({}, async ({ server, open }) => {
    const stores = await Promise.all([1, 2, 7, 1000].map((pageSize) => open({}, { pageSize })));
    const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
    const law = fc.asyncProperty(
      fc.uniqueArray(key, { maxLength: 25 }),
      fc.constantFrom(...stores),
      async (keys, store) => {
        for (const each of keys) server.put('harbour', each, each);
        try {
          const pages = await listAll(store);
          const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
          assert.equal(pages.flatMap(keysOf), sorted);
          assert.equal(
            pages.flatMap((page) => [...page.sizes.subarray(0, page.count)]),
            sorted.map((each) => Buffer.byteLength(each)),
          );
        } finally {
          for (const each of keys) server.delete('harbour', each);
        }
      },
    );
    await fc.assert(law, { numRuns: 50 });
  }));

test.run();
