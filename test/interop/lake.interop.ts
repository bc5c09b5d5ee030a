import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ObjectStore, openStore } from '../../src/s3/index.ts';
import { DIFFICULT_KEYS, etagsOf, failure, keysOf, NEVER, read } from '../s3/support.ts';
import { interopBucket, interopServer, openWriter } from './world.ts';

const test = suite('a lake of 20,000 objects on radosgw');
const LAKE = 'lake';
const OBJECTS = 20_000;

/** Every directory of difficult names holds difficult names: 37 squared, then a numbered copy of each as often as it takes. */
function lakeKeys(): string[] {
  const keys = new Set<string>();
  for (let copy = 0; keys.size < OBJECTS; copy++) {
    for (const directory of DIFFICULT_KEYS) {
      for (const name of DIFFICULT_KEYS) {
        if (keys.size < OBJECTS) keys.add(`${directory}/${copy}/${name}`);
      }
    }
  }
  return [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

const keys = lakeKeys();
const server = interopServer();
const writer = openWriter(server);
let store: ObjectStore;

test.before(async () => {
  await writer.makeBucket(LAKE);
  const started = Date.now();
  await writer.putAll(LAKE, keys, (key) => key);
  console.log(`${keys.length} objects written in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  store = await openStore(interopBucket(server, LAKE), { env: {} });
});
test.after(() => store.close());

test('every object is listed once, in order, with its size and ETag', async () => {
  const listed: string[] = [];
  let wrong = 0;
  for await (const page of store.list({ prefix: '' }, NEVER)) {
    const etags = etagsOf(page);
    for (const [index, key] of keysOf(page).entries()) {
      listed.push(key);
      if (page.sizes[index] !== Buffer.byteLength(key)) wrong++;
      if (etags[index] !== createHash('md5').update(key).digest('hex')) wrong++;
    }
  }
  assert.is(listed.length, keys.length);
  assert.ok(listed.every((key, index) => key === keys[index]));
  assert.is(wrong, 0);
  assert.ok(store.counters.listRequests >= OBJECTS / 1000);
});

test('a walk by directories finds the same objects', async () => {
  const found: string[] = [];
  const walk = async (prefix: string): Promise<void> => {
    for await (const page of store.list({ prefix, delimiter: '/' }, NEVER)) {
      found.push(...keysOf(page));
      for (const below of page.commonPrefixes) await walk(below);
    }
  };
  // One of the difficult directories, with everything below it.
  const top = '漁港/';
  await walk(top);
  assert.equal(new Set(found), new Set(keys.filter((key) => key.startsWith(top))));
  assert.ok(found.length > 400);
});

test('ranges cut anywhere add up to the whole', async () => {
  const cuts = [0, 1, 777, 1000, 9_999, 15_000, keys.length].map((index) => keys[index - 1]);
  let total = 0;
  for (const [index, startAfter] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1] ?? '';
    reading: for await (const page of store.list(
      { prefix: '', ...(startAfter && { startAfter }) },
      NEVER,
    )) {
      for (const key of keysOf(page)) {
        total++;
        if (key === end) break reading;
      }
    }
  }
  assert.is(total, keys.length);
});

test('an object replaced between listing and reading is told, and its neighbours are read', async () => {
  const [page] = [
    (await store.list({ prefix: 'both/' }, NEVER)[Symbol.asyncIterator]().next()).value,
  ];
  assert.ok(page);
  const [listed, etags] = [keysOf(page), etagsOf(page)];
  const [replaced = '', deleted = '', kept = ''] = listed;
  await writer.put(LAKE, replaced, 'replaced');
  await writer.delete(LAKE, deleted);
  const readListed = (index: number) =>
    read(store, listed[index] ?? '', { etag: etags[index] ?? '' });
  assert.is((await failure(readListed(0))).id, 's3/changed');
  assert.is((await failure(readListed(1))).id, 's3/no-such-key');
  assert.is(Buffer.from((await readListed(2)).bytes).toString(), kept);
});

test.run();
