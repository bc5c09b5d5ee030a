// Every sample file, damaged: whatever the bytes, an answer comes, soon, and it is bounded and typed.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FIELD_TYPES, UNREAD_REASONS } from '../../src/catalogue/index.ts';
import { readFile } from '../../src/format/index.ts';
import { AUTO, memorySource } from './memory-source.ts';

const root = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));
const test = suite('damaged files of each format');
const MAX_MILLISECONDS = 3000;
const RUNS = 40;

type Damage =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'overwrite'; readonly at: number; readonly bytes: Uint8Array };

/** Where the schema of most formats lies: at either end. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0.9, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.02, noNaN: true }),
);
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 8 }),
  fc.constantFrom(
    Uint8Array.of(255, 255, 255, 255),
    Uint8Array.of(255, 255, 255, 127),
    new Uint8Array(8),
  ),
);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes }),
  fc.record({ kind: fc.constant('overwrite' as const), at: place, bytes }),
);

function damaged(original: Uint8Array, damages: readonly Damage[]): Uint8Array {
  let result = Buffer.from(original);
  for (const one of damages) {
    const at = Math.min(result.length - 1, Math.floor(one.at * result.length));
    if (at < 0) break;
    if (one.kind === 'flip') result[at] = result[at]! ^ (1 << one.bit);
    else if (one.kind === 'cut') result = result.subarray(0, at);
    else if (one.kind === 'overwrite') result.set(one.bytes.subarray(0, result.length - at), at);
    else result = Buffer.concat([result.subarray(0, at), one.bytes, result.subarray(at)]);
  }
  return result;
}

const files = readdirSync(root, { withFileTypes: true })
  .filter((item) => item.isDirectory())
  .flatMap(({ name }) => readdirSync(root + name).map((file) => `${name}/${file}`));

for (const file of files) {
  test(file, async () => {
    const original = readFileSync(root + file);
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const start = performance.now();
        const reading = await readFile(memorySource(file, damaged(original, damages)), AUTO);
        assert.ok(performance.now() - start < MAX_MILLISECONDS, 'too slow');
        assert.ok(reading.fields.length <= 50_000);
        assert.ok(reading.unread === undefined || UNREAD_REASONS.includes(reading.unread));
        for (const field of reading.fields) {
          assert.ok(FIELD_TYPES.includes(field.type));
          assert.ok(field.accepts.includes(field.type));
        }
      }),
      { numRuns: RUNS },
    );
  });
}

test.run();
