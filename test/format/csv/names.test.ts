import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { generateNames, nameFields } from '../../../src/format/csv/names.ts';

const test = suite('csv names');
const names = (cells: readonly string[]) => nameFields(cells).map((field) => field.name);

test('keep their exact text', () => {
  assert.equal(names(['berth', ' Tide (m) ', 'Quai\nnord', 'berth ']), [
    'berth',
    ' Tide (m) ',
    'Quai\nnord',
    'berth ',
  ]);
  assert.equal(
    nameFields(['berth', ' tide']).map((field) => field.untrimmed),
    [false, true],
  );
});

test('blank ones are made up from their position', () => {
  assert.equal(names(['berth', '', '  ', 'tide']), ['berth', 'column_2', 'column_3', 'tide']);
  assert.equal(
    nameFields(['', 'tide']).map(({ blank, generated }) => [blank, generated]),
    [
      [true, true],
      [false, false],
    ],
  );
});

test('repeated ones get the next number that is free', () => {
  assert.equal(names(['tide', 'tide', 'tide']), ['tide', 'tide_2', 'tide_3']);
  assert.equal(names(['tide', 'tide', 'tide_2']), ['tide', 'tide_3', 'tide_2']);
  assert.equal(names(['tide_2', 'tide', 'tide']), ['tide_2', 'tide', 'tide_3']);
  assert.equal(names(['', 'column_1']), ['column_1_2', 'column_1']);
  assert.is(nameFields(['tide', 'tide'])[1]?.duplicate, 'tide');
});

test('case and white space make another name', () => {
  assert.equal(names(['Tide', 'tide', 'tide ']), ['Tide', 'tide', 'tide ']);
});

// So many that trying each number for each name would not end.
test('equal names are numbered in one pass', () => {
  const many = names(Array.from({ length: 500_000 }, () => 'tide'));
  assert.is(many.at(-1), 'tide_500000');
});

test('law: names are unique, one a cell, and a name that stands once is untouched', () => {
  const cell = fc.oneof(
    fc.constantFrom('', ' ', 'a', 'a_2', 'a_3', 'column_1', 'column_2', 'b', 'b '),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
      const found = names(cells);
      assert.is(found.length, cells.length);
      assert.is(new Set(found).size, found.length);
      for (const [index, text] of cells.entries()) {
        if (text.trim() !== '' && cells.indexOf(text) === index) assert.is(found[index], text);
        assert.ok(found[index] !== '');
      }
    }),
  );
});

test('a table without header has numbered columns', () => {
  assert.equal(
    generateNames(3).map((field) => [field.name, field.generated]),
    [
      ['column_1', true],
      ['column_2', true],
      ['column_3', true],
    ],
  );
});
test.run();
