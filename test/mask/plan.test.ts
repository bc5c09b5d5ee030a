import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareCodePoints, compileMasks, type MaskEntryInput } from '../../src/mask/index.ts';
import { allKeys, type Keys, parsed, tinyEntries, winnersOf } from './arbitraries.ts';

const plan = suite('listing plans');

const SHORT = allKeys(5);
const LONG = allKeys(7);

/** The keys that a mask wins, in byte order. */
function wonKeys(entries: readonly MaskEntryInput[], page: Keys): readonly string[] {
  const winners = winnersOf(entries, page);
  return page.keys.filter((_, i) => winners[i]! >= 0 && entries[winners[i]!]!.kind === 'mask');
}

const prefixes = fc.constantFrom('', 'a', 'b', 'a/', 'ab', 'a/b', '/', 'd', 'da/');

plan('pruning loses no key and keeps no dead prefix', () => {
  fc.assert(
    fc.property(tinyEntries, prefixes, (entries, prefix) => {
      const set = compileMasks(entries);
      const below = wonKeys(entries, LONG).filter((key) => key.startsWith(prefix));
      const place = `${entries.map(({ mask }) => mask.text)} ${prefix}`;
      assert.is(set.canMatchBelow(prefix), below.length > 0, place);
      const live = set.liveness(prefix);
      assert.is(live === 'none', below.length === 0, place);
      if (live === 'all') {
        const longer = SHORT.keys.filter((key) => key.startsWith(prefix) && key !== prefix);
        const taken = new Set(below);
        assert.ok(
          longer.every((key) => taken.has(key)),
          place,
        );
      }
    }),
    { numRuns: 60 },
  );
});

plan('a mask that wins nothing but the empty text wins no key', () => {
  const entries: readonly MaskEntryInput[] = [
    { kind: 'exclude', mask: parsed('/{:string}') },
    { kind: 'mask', mask: parsed('/*') },
  ];
  assert.not.ok(compileMasks(entries).canMatchBelow(''));
  assert.is(compileMasks(entries).liveness(''), 'none');
});

plan('literal prefixes hold every key once', () => {
  fc.assert(
    fc.property(tinyEntries, prefixes, (entries, prefix) => {
      const found = compileMasks(entries).literalPrefixes(prefix);
      for (const key of wonKeys(entries, LONG)) {
        if (!key.startsWith(prefix)) continue;
        assert.is(found.filter((one) => key.startsWith(one)).length, 1, key);
      }
      assert.equal([...found].sort(compareCodePoints), found);
      for (const one of found) assert.ok(one.startsWith(prefix));
    }),
    { numRuns: 60 },
  );
});

plan('seeking passes over no key, and reaches the next one that may live', () => {
  fc.assert(
    fc.property(tinyEntries, fc.constantFrom(...SHORT.keys), (entries, key) => {
      const set = compileMasks(entries);
      const later = wonKeys(entries, LONG).filter((one) => one > key);
      const next = set.nextLiveAfter(key);
      const seek = set.seekAfter(key);
      if (next === undefined || seek === undefined) {
        assert.is(later.length, 0);
        assert.is(next, seek);
        return;
      }
      assert.ok(compareCodePoints(next, key) > 0);
      assert.ok(set.canMatchBelow(next));
      assert.ok(compareCodePoints(seek, key) >= 0);
      assert.ok(compareCodePoints(seek, next) < 0);
      for (const one of later) {
        assert.ok(compareCodePoints(one, next) >= 0, `${one} before ${next}`);
      }
    }),
    { numRuns: 150 },
  );
});

plan('seeks over whole directories and days that do not exist', () => {
  const set = compileMasks([
    { kind: 'exclude', mask: parsed('/quay/**/_tmp/**') },
    { kind: 'mask', mask: parsed('/quay/{YYYYMMDD}/*.csv') },
    { kind: 'mask', mask: parsed('/île/😀') },
  ]);
  assert.is(set.nextLiveAfter(''), 'quay/');
  assert.is(set.nextLiveAfter('quay/20240131/a.csv'), 'quay/20240131/a.csv\u0000');
  assert.is(set.nextLiveAfter('quay/20240131/a/b'), 'quay/20240131/a0');
  assert.is(set.nextLiveAfter('quay/20240230'), 'quay/20240301/');
  assert.is(set.nextLiveAfter('quay/99991231/~/'), 'quay/99991231/~0');
  assert.is(set.nextLiveAfter('quay/x'), 'île/');
  assert.is(set.nextLiveAfter('île/'), 'île/😀');
  assert.is(set.nextLiveAfter('île/😀'), undefined);
  assert.is(set.seekAfter('quay/20240230'), 'quay/20240301.\u{10ffff}');
  assert.is(set.seekAfter('île/'), 'île/\u{1f5ff}\u{10ffff}');
});

plan('seeks to the end of a segment: past what sorts before its slash, not past a marker', () => {
  const set = compileMasks([
    { kind: 'mask', mask: parsed('/quay/{YYYY}/05/*.csv') },
    { kind: 'mask', mask: parsed('/quay/z{:a|b}') },
    { kind: 'mask', mask: parsed('/quay/zz{n:int}_{n:int}') },
  ]);
  assert.is(set.nextLiveAfter('quay/2024/06/a.csv'), 'quay/2025/');
  assert.is(set.nextLiveAfter('quay/2025-old/a.csv'), 'quay/2025/');
  assert.is(set.nextLiveAfter('quay/2025/'), 'quay/2025/05/');
  assert.is(set.nextLiveAfter('quay/a'), 'quay/za');
  assert.is(set.nextLiveAfter('quay/za'), 'quay/zb');
  const long = set.nextLiveAfter('quay/zb')!;
  assert.ok(long.startsWith('quay/zz0') && long.length < 100, long);
});

plan('knows what an exclude leaves', () => {
  const set = compileMasks([
    { kind: 'exclude', mask: parsed('/quay/**/_tmp/**') },
    { kind: 'exclude', mask: parsed('/quay/a/*') },
    { kind: 'mask', mask: parsed('/quay/a/*.csv') },
    { kind: 'mask', mask: parsed('/quay/b/**') },
    { kind: 'mask', mask: parsed('/pier/**') },
  ]);
  assert.not.ok(set.canMatchBelow('quay/a/'));
  assert.not.ok(set.canMatchBelow('quay/b/x/_tmp/'));
  assert.ok(set.canMatchBelow('quay/b/x/'));
  assert.is(set.liveness('pier/'), 'all');
  assert.is(set.liveness('pier/x'), 'all');
  assert.is(set.liveness('quay/b/'), 'some');
  assert.is(set.liveness('quay/a/'), 'none');
  assert.equal(set.literalPrefixes(''), ['pier/', 'quay/b/']);
  assert.equal(set.literalPrefixes('quay/b/2024'), ['quay/b/2024']);
});

plan('orders strings as their UTF-8 bytes are ordered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
      assert.is(Math.sign(compareCodePoints(a, b)), expected);
    }),
  );
});

plan.run();
