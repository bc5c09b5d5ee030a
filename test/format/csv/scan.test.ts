import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Dialect, scanRows } from '../../../src/format/csv/scan.ts';

const test = suite('csv scan');
const COMMA: Dialect = { delimiter: ',', quote: '"', escape: '' };
const LIMITS = { rows: 1000, characters: 100_000, cells: 100 };
const scan = (text: string, dialect: Partial<Dialect> = {}, complete = true, limits = {}) =>
  scanRows(text, { ...COMMA, ...dialect }, { ...LIMITS, ...limits }, complete);
const cells = (...given: Parameters<typeof scan>) => scan(...given).rows.map((row) => row.cells);

test('lines end with LF, CR LF or CR', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    assert.equal(cells(`a,b${end}c,d${end}`), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  }
});

test('quoted cells hold delimiters, line ends and doubled quotes', () => {
  assert.equal(cells('"a,b","c\nd","say ""hi"""\n'), [['a,b', 'c\nd', 'say "hi"']]);
  assert.equal(cells('"a\\"b",c\n', { escape: '\\' }), [['a"b', 'c']]);
});

test('white space around quotes is not part of the cell, elsewhere it is', () => {
  const found = scan('a, "b,c" ,d \n');
  assert.equal(found.rows[0]?.cells, ['a', 'b,c', 'd ']);
  assert.is(found.spaced, 1);
});

test('stray quotes are ordinary text and counted', () => {
  const found = scan('5" pipe,"x" y\n');
  assert.equal(found.rows[0]?.cells, ['5" pipe', '"x" y']);
  assert.ok(found.stray >= 2);
});

test('a last row that may be cut is left out, unless it is the only one', () => {
  assert.equal(cells('a,b\nc,d', {}, true), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  assert.equal(cells('a,b\nc,d', {}, false), [['a', 'b']]);
  const only = scan('a,b', {}, false);
  assert.is(only.partial, true);
  assert.equal(only.rows[0]?.cells, ['a', 'b']);
});

test('a cell that the cut left open takes its row with it', () => {
  const found = scan('a,b\nc,"d\ne,f\n', {}, false);
  assert.equal(
    found.rows.map((row) => row.cells),
    [['a', 'b']],
  );
  assert.ok(found.lost > 0);
  // In a whole file nothing can close it any more.
  assert.is(scan('a,b\nc,"d\ne,f\n').rows.length, 3);
});

test('rows know their physical line and place', () => {
  const found = scan('a,"x\ny"\r\n\r\nb,c\n').rows;
  assert.equal(
    found.map((row) => [row.line, row.from, row.to]),
    [
      [1, 0, 9],
      [4, 11, 15],
    ],
  );
});

test('rows, characters and cells are bounded', () => {
  assert.is(cells('a\n'.repeat(50), {}, true, { rows: 7 }).length, 7);
  assert.is(cells('a\n'.repeat(50), {}, true, { characters: 20 }).length, 10);
  assert.is(cells(','.repeat(500), {}, true, { cells: 5 })[0]?.length, 5);
});

test('law: printing with quotes and scanning gives the cells back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '\\') });
  const row = fc.array(cell, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const text = rows
        .map((one) => one.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
        .join('\n');
      assert.equal(cells(text), rows);
    }),
  );
});

// A text so long that a scan that is not linear in it would not end.
test('hostile text is scanned in one pass', () => {
  for (const piece of ['"', '",', '"x,', ',"\\"', '" ', '""",', '\'"', '\r', ' "']) {
    const text = piece.repeat(4_000_000 / piece.length);
    const { whole } = scan(text, { escape: '\\' }, false, {
      rows: Number.POSITIVE_INFINITY,
      characters: Number.POSITIVE_INFINITY,
      cells: Number.POSITIVE_INFINITY,
    });
    assert.ok(whole, JSON.stringify(piece));
  }
});
test.run();
