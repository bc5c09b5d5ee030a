import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOM } from '../../src/mask/page-room.ts';
import { sharedEndFrom, sharedStart } from '../../src/mask/shared-ends.ts';

const test = suite('shared ends of keys');

/** Bytes of zeros, minus zeros, infinities and NaNs, which numbers of 64 bits compare otherwise than bytes do, and letters. */
const HOSTILE = [0x00, 0x00, 0x00, 0x80, 0x7f, 0xf0, 0xf8, 0xff, 0x61];
const byte = fc.constantFrom(...HOSTILE);
/** Two keys that begin and end alike, with any bytes between. */
const keys = fc
  .tuple(
    fc.array(byte, { maxLength: 40 }),
    fc.array(byte, { maxLength: 9 }),
    fc.array(byte, { maxLength: 9 }),
    fc.array(byte, { maxLength: 40 }),
  )
  .map(([start, a, b, end]) => [
    [...start, ...a, ...end],
    [...start, ...b, ...end],
  ]);

/** Lays two keys out in the room, one behind the other. */
function lay(a: readonly number[], b: readonly number[]): void {
  ROOM.keys.set([...a, ...b]);
}

test('the start is found byte by byte, whatever numbers the bytes make', () => {
  fc.assert(
    fc.property(keys, ([a = [], b = []]) => {
      const length = Math.min(a.length, b.length);
      let expected = 0;
      while (expected < length && a[expected] === b[expected]) expected += 1;
      lay(a, b);
      assert.is(sharedStart(0, a.length, length), expected);
    }),
    { numRuns: 2000 },
  );
});

test('zero and minus zero are told apart beside an infinite number', () => {
  const infinite = [0, 0, 0, 0, 0, 0, 0xf0, 0x7f];
  const a = [0, 0, 0, 0, 0, 0, 0, 0x00, ...infinite];
  const b = [0, 0, 0, 0, 0, 0, 0, 0x80, ...infinite];
  lay(a, b);
  assert.is(sharedStart(0, 16, 16), 7);
  assert.is(sharedEndFrom(0, 16, 16, 7), 8);
});

test('zero and minus zero are told apart beside any number, before it and after it', () => {
  const zero = [0, 0, 0, 0, 0, 0, 0, 0x00];
  const minus = [0, 0, 0, 0, 0, 0, 0, 0x80];
  const text = [...'quayside'].map((letter) => letter.charCodeAt(0));
  lay([...zero, ...text], [...minus, ...text]);
  assert.is(sharedStart(0, 16, 16), 7);
  assert.is(sharedEndFrom(0, 16, 16, 0), 8);
  lay([...text, ...zero], [...text, ...minus]);
  assert.is(sharedStart(0, 16, 16), 15);
  assert.is(sharedEndFrom(0, 16, 16, 0), 16);
});

test('words are compared with those at the same place', () => {
  const [a, b] = ['a'.repeat(8), 'b'.repeat(8)].map((text) => [...Buffer.from(text)]);
  lay([...a!, ...b!], [...a!, ...a!]);
  assert.is(sharedStart(0, 16, 16), 8);
  lay([...a!, ...a!], [...a!, ...b!]);
  assert.is(sharedStart(0, 16, 16), 8);
});

test('the keys are equal from the place found to their ends', () => {
  fc.assert(
    fc.property(keys, ([a = [], b = []]) => {
      if (a.length !== b.length) return;
      lay(a, b);
      const from = sharedStart(0, a.length, a.length);
      const found = sharedEndFrom(0, a.length, a.length, from);
      assert.ok(found >= from);
      assert.equal(a.slice(found), b.slice(found));
    }),
    { numRuns: 2000 },
  );
});

test('of text it is the least such place, or at most three bytes after it', () => {
  const encoder = new TextEncoder();
  for (let parting = 0; parting < 40; parting++) {
    for (let end = 0; end < 40; end++) {
      const key = (letter: string) => [
        ...encoder.encode(
          `${'quay/'.repeat(8).slice(0, parting)}${letter}${'0123456789'.repeat(4).slice(0, end)}`,
        ),
      ];
      const [a, b] = [key('a'), key('b')];
      lay(a, b);
      const found = sharedEndFrom(0, a.length, a.length, parting);
      assert.ok(found > parting && found - (parting + 1) <= 3, `${parting} ${end}: ${found}`);
    }
  }
});

test.run();
