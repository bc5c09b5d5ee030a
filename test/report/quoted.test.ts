import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { counted, escaped, plain, quoted } from '../../src/report/words/quoted.ts';

const test = suite('report/words/quoted');

test('leaves readable text alone, in any script', () => {
  assert.is(quoted('/porto/{YYYYMMDD}/catch é 港 🍏.csv'), '"/porto/{YYYYMMDD}/catch é 港 🍏.csv"');
});

test('shows what would act on a terminal or hide', () => {
  assert.is(quoted('a\u001b[31mred\u0007'), '"a\\u{1b}[31mred\\u{07}"');
  assert.is(quoted('pear\u202egnp.exe'), '"pear\\u{202e}gnp.exe"');
  assert.is(quoted('\ufefforder\u00a0id\r\n'), '"\\u{feff}order\\u{a0}id\\r\\n"');
  assert.is(quoted('half \ud83c'), '"half \\u{d83c}"');
  assert.is(quoted('tag \u{e0041}'), '"tag \\u{e0041}"');
});

test('keeps the backslash of a mask and marks a quote', () => {
  assert.is(quoted('/quay/\\*.csv'), '"/quay/\\*.csv"');
  assert.is(quoted('the "best" pear'), '"the \\"best\\" pear"');
});

test('cuts the middle, since both ends of a key tell', () => {
  const shown = escaped(`${'a'.repeat(500)}.csv`, 20);
  assert.is(shown, 'aaaaaaaaaaaa…aaaa.csv');
});

test('never lets an unsafe character through', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 4, max: 80 }),
      (text, limit) => {
        assert.not.match(
          quoted(text, limit),
          /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
        );
      },
    ),
  );
});

test('values that are not text', () => {
  assert.is(quoted(undefined), 'nothing');
  assert.is(quoted(3), '3');
  assert.is(quoted(['a\u001b']), '["a\\u001b"]');
  assert.is(plain('a\tb'), 'a\\tb');
});

test('counts', () => {
  assert.is(counted(1, 'file'), '1 file');
  assert.is(counted(0, 'key'), '0 keys');
  assert.is(counted(1234567, 'entry', 'entries'), '1,234,567 entries');
});

test.run();
