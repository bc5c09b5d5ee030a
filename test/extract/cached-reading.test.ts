// A reading out of the cache is the one that would be made without it, whatever hint was there when it was made.
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cachedReading } from '../../src/extract/cached-reading.ts';
import { hintOf } from '../../src/extract/hint.ts';
import type { ReadingCache } from '../../src/extract/reading-cache.ts';
import { type FileReading, type ReadOptions, readFile } from '../../src/format/index.ts';
import { AUTO, memorySource } from '../format/memory-source.ts';

const test = suite('cached reading');
const CASES = readFileSync(new URL('../format/csv/data/cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => Buffer.from((JSON.parse(line) as { bytes: string }).bytes, 'latin1'));

class MemoryCache implements ReadingCache {
  readonly known = new Map<string, FileReading>();
  readonly asked = new Set<string>();
  get(id: string) {
    this.asked.add(id);
    return this.known.get(id);
  }
  put(id: string, reading: FileReading) {
    this.known.set(id, reading);
  }
}

const idOf = (hint: ReadOptions['hint']) => JSON.stringify(Object.entries(hint ?? {}).sort());

test('with the hint of the next run it is known already, and right', async () => {
  let doubted = 0;
  for (const [index, bytes] of CASES.entries()) {
    const cache = new MemoryCache();
    const source = memorySource('harbour.csv', bytes);
    const first = await cachedReading(source, AUTO, idOf, cache);
    assert.equal(first, await readFile(memorySource('harbour.csv', bytes), AUTO), `${index}`);
    const { requests } = source;
    const next = { ...AUTO, hint: hintOf(first) };
    const second = await cachedReading(source, next, idOf, cache);
    assert.is(source.requests, requests, `${index}`);
    const uncached = await readFile(memorySource('harbour.csv', bytes), next);
    assert.equal(second, uncached, `${index}`);
    if (JSON.stringify(uncached) !== JSON.stringify(first)) doubted++;
  }
  assert.ok(doubted > 5, `${doubted} readings change with the hint`);
});

test('what the next run asks for is asked for, so that it stays', async () => {
  const bytes = Buffer.from('berth;ship\n1;Aurora\n2;Borealis\n');
  const cache = new MemoryCache();
  const first = await cachedReading(memorySource('a.csv', bytes), AUTO, idOf, cache);
  assert.is(cache.known.size, 2);
  cache.asked.clear();
  await cachedReading(memorySource('a.csv', bytes), AUTO, idOf, cache);
  assert.equal([...cache.asked], [idOf(undefined), idOf(hintOf(first))]);
});

test('an object whose versions cannot be told apart is read each time', async () => {
  const cache = new MemoryCache();
  const source = memorySource('a.csv', Buffer.from('berth;ship\n1;Aurora\n'));
  for (let i = 0; i < 2; i++) await cachedReading(source, AUTO, () => undefined, cache);
  assert.is(source.requests, 2);
  assert.is(cache.known.size, 0);
});

test.run();
