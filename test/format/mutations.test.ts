// Every sample file, damaged: whatever the bytes, an answer comes, and it is bounded and typed. `npm run nightly` does the same to
// whole corpora.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../src/format/index.ts';
import { checkReading } from './check-reading.ts';
import { damaged } from './damage.ts';
import { AUTO, memorySource } from './memory-source.ts';

const root = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));
const test = suite('damaged files of each format');
const RUNS = 40;

const files = readdirSync(root, { withFileTypes: true })
  .filter((item) => item.isDirectory())
  .flatMap(({ name }) => readdirSync(root + name).map((file) => `${name}/${file}`));

for (const file of files) {
  test(file, async () => {
    const original = readFileSync(root + file);
    for (let seed = 1; seed <= RUNS; seed++) {
      const bytes = damaged(original, seed);
      const reading = await readFile(memorySource(file, bytes), AUTO);
      checkReading(reading);
      assert.equal(await readFile(memorySource(file, bytes), AUTO), reading, `seed ${seed}`);
    }
  });
}

test('a seed does the same damage each time, seed 0 none', () => {
  const original = Buffer.from('berth;ship;arrived\n1;Aurora;2024-01-05\n2;Borealis;2024-01-06\n');
  assert.is(Buffer.compare(damaged(original, 0), original), 0);
  const seeds = Array.from({ length: 500 }, (_, i) => i + 1);
  const results = seeds.map((seed) => damaged(original, seed));
  for (const [i, seed] of seeds.entries()) {
    assert.is(Buffer.compare(damaged(original, seed), results[i]!), 0, `seed ${seed}`);
    assert.ok(results[i]!.length <= 2 * 1024 * 1024);
  }
  const distinct = new Set(results.map((bytes) => Buffer.from(bytes).toString('latin1')));
  assert.ok(distinct.size > 350, `${distinct.size} of 500 differ`);
  assert.ok(results.some((bytes) => bytes.length > 500_000));
  assert.ok(results.some((bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b));
});

test.run();
