import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fewPrefixes } from '../../src/extract/few-prefixes.ts';
import { compareCodePoints } from '../../src/mask/index.ts';

const test = suite('few prefixes');

test('puts the nearest neighbours together', () => {
  const prefixes = ['lake/a', 'lake/team_10/', 'lake/team_11/', 'lake/team_12/', 'port/'];
  assert.equal(fewPrefixes(prefixes, 5), prefixes);
  assert.equal(fewPrefixes(prefixes, 4), ['lake/a', 'lake/team_1', 'port/']);
  assert.equal(fewPrefixes(prefixes, 2), ['lake/', 'port/']);
  assert.equal(fewPrefixes(prefixes, 1), ['']);
  assert.equal(fewPrefixes([], 1), []);
  assert.equal(fewPrefixes(['é😀a', 'é😁b'], 1), ['é']);
});

test('every given prefix is below one of at most as many as asked for', () => {
  const prefix = fc.string({
    unit: fc.constantFrom('a', 'b', '/', '\ue000', '😀', '😁'),
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(prefix, { maxLength: 40 }),
      fc.integer({ min: 1, max: 50 }),
      (some, most) => {
        const sorted = some.sort(compareCodePoints);
        const given = sorted.filter((one) => !some.some((b) => b !== one && one.startsWith(b)));
        const few = fewPrefixes(given, most);
        assert.ok(few.length <= most);
        for (const one of given) assert.is(few.filter((b) => one.startsWith(b)).length, 1, one);
        assert.equal([...few].sort(compareCodePoints), few);
        if (given.length <= most) assert.equal(few, given);
      },
    ),
  );
});

test.run();
