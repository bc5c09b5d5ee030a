import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CellKind, cellKind } from '../../../src/format/csv/cell-kind.ts';

const test = suite('kinds of cells');

const CASES: Readonly<Record<CellKind, readonly string[]>> = {
  blank: ['', '  ', '\t', 'NA', 'null', '-', '#N/A', '\\N'],
  integer: ['0', '42', '-7', '+7', '007', ' 12 '],
  number: ['1.5', ',5', '1,234.5', "1'000", '1e5', '$5', '$\t5', '€ 5', '5 %', '12°', '1\u00a0000'],
  date: ['2024-01-05', '5.1.24', '5 Jan 2024', 'Jan 5, 2024', 'T12:30', '2024-01-05T12:30:05Z'],
  boolean: ['true', 'FALSE', 'yes', 'n', 'T'],
  code: ['AB-12', '12a', 'a/b/c1', '1:2:x'],
  link: ['https://harbour.example/a', 'pilot@harbour.example', '/quay/3', 'WWW.quay-side'],
  word: ['Brest', 'berth_id', 'a.b', '_x', 'été', 'Jan2024', 'e\u0301t'],
  text: ['New York', '#3 quay', '¿Qué?', 'Löwe & Sohn', "it's", 'x'.repeat(201), '['.repeat(201)],
  odd: ['<b>', '[x]', '{"a":1}', '.x', 'a|b', 'a\nb', 'été|'],
};

for (const [kind, cells] of Object.entries(CASES)) {
  test(kind, () => {
    for (const cell of cells) {
      assert.is(cellKind(cell), kind, JSON.stringify(cell));
      assert.is(cellKind(` ${cell}\t`), kind, `${JSON.stringify(cell)} with white space`);
    }
  });
}
test.run();
