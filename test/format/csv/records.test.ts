import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseByLibrary, parseRecords } from '../../../src/format/csv/records.ts';
import { type Dialect, scanRows } from '../../../src/format/csv/scan.ts';

const test = suite('csv records');
const ALL = { rows: 1000, characters: 100_000, cells: 1000 };
const COMMA: Dialect = { delimiter: ',', quote: '"', escape: '' };

async function both(text: string, dialect: Dialect = COMMA) {
  const { rows, spaced } = scanRows(text, dialect, ALL, true);
  return {
    rows,
    spaced,
    records: await parseRecords(text, dialect, rows, spaced > 0),
    library: await parseByLibrary(text, dialect, rows, spaced > 0),
  };
}

test('law: csv-parse finds the records of plain rows where the scan found them', async () => {
  let plain = 0;
  const piece = fc.constantFrom(
    'a',
    'é',
    ' ',
    ',',
    ';',
    '"',
    '""',
    '"b"',
    '\\',
    "'",
    '\n',
    '\r\n',
    '\r',
  );
  const dialect = fc.record({
    delimiter: fc.constantFrom(',', ';', ''),
    quote: fc.constantFrom('"', '"', "'", ''),
    escape: fc.constantFrom('', '', '\\', '"'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), dialect, async (pieces, one) => {
      const { rows, spaced, library } = await both(pieces.join(''), one);
      if (spaced > 0 || !rows.every((row) => row.plain)) return;
      plain++;
      assert.equal(
        library,
        rows.map((row) => row.cells),
      );
    }),
    { numRuns: 3000 },
  );
  assert.ok(plain > 500, `${plain} tables of plain rows`);
});

test('quotes that readers take in different ways are left to csv-parse', async () => {
  for (const text of ['a,"b" c\n1,2\n', 'a,"b" ,c\n1,2,3\n', 'a,b"c\n1,2\n', '"a"b"\n1\n']) {
    const { rows, records, library } = await both(text);
    assert.ok(
      rows.some((row) => !row.plain),
      text,
    );
    assert.equal(records, library, text);
  }
});

test('white space before quotes is left to csv-parse', async () => {
  const { records } = await both('a, "b,c"\n1, "2"\n');
  assert.equal(records, [
    ['a', 'b,c'],
    ['1', '2'],
  ]);
});
test.run();
