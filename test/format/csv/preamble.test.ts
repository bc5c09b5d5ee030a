import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { namesOf, readCsv } from './read.ts';

const test = suite('csv preamble');
const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

/** What stands before the table, the line of the names, the names, the text. */
const CASES: readonly (readonly [string, number | undefined, readonly string[], string])[] = [
  [
    'keys with their values, padded to the width of the sheet',
    5,
    ['Ship', 'Berth', 'Cargo', 'Tons'],
    `Report,Arrivals by berth,,\nRun by,J. Smith,,\nDate,2015-03-04,,\n,,,\nShip,Berth,Cargo,Tons\n${rows(12, (n) => `Aurora,quay ${n},grain,${n}.5`)}\n`,
  ],
  [
    'one padded key with its value, over typed columns',
    2,
    ['Ship', 'Berth', 'Cargo', 'Tons'],
    `Report,Arrivals by berth,,\nShip,Berth,Cargo,Tons\n${rows(12, (n) => `Aurora,quay ${n},grain,${n}.5`)}\n`,
  ],
  [
    'padded keys with their values, and notes below',
    3,
    ['Datum', 'Baum', 'Ernte', 'Sorte', 'Preis'],
    `Obstgarten:;Nord;;;\nJahr:;2014;;;\nDatum;Baum;Ernte;Sorte;Preis\n${rows(3, (n) => `2014-02-2${n};Apfel ${n};${n};;1,5`)}\nHinweis:\nOhne Gewähr\n`,
  ],
  [
    'titles one below the other, padded',
    5,
    ['Stichtag', 'Insgesamt', 'Boote', 'Schiffe'],
    `Tabelle 12411\nHafen: Nord, Stichtag;;;\nFortschreibung;;;\n;;;\nStichtag;Insgesamt;Boote;Schiffe\n${rows(10, (n) => `31.12.200${n};8200${n};4000${n};4200${n}`)}\n_____\nStand: heute\n`,
  ],
  [
    'more keys than the table below has rows',
    7,
    ['Buchungstag', 'Wertstellung', 'Text', 'Auftraggeber', 'Betrag'],
    '"Konto:";"DE12 / Girokonto";\n\n"Von:";"01.01.2018";\n"Bis:";"16.01.2018";\n"Stand:";"5.001,28 EUR";\n\n"Buchungstag";"Wertstellung";"Text";"Auftraggeber";"Betrag";\n"15.01.2018";"16.01.2018";"Lastschrift";"Hafen";"-15,37";\n"11.01.2018";"12.01.2018";"Lastschrift";"Werft";"-5,37";\n',
  ],
  [
    'lines with delimiters in them, over data without names',
    undefined,
    ['column_1', 'column_2', 'column_3'],
    `Instrument: XR-20, Serial 1234\nOperator: Smith\n${rows(40, (n) => `0.${n},${n}.25,1.${n}`)}\n`,
  ],
  [
    'lines with delimiters in them, over names',
    4,
    ['Time (s)', 'Force (N)', 'Way (mm)'],
    `Instrument: XR-20, Serial 1234\nOperator: Smith\n\nTime (s),Force (N),Way (mm)\n${rows(40, (n) => `0.${n},${n}.25,1.${n}`)}\n`,
  ],
  [
    'nothing: a header that lacks most names',
    1,
    ['tree', 'note', 'column_3', 'column_4', 'column_5'],
    `tree,note,,,\n${rows(9, (n) => `apple ${n},ripe,red,sweet,soft`)}\n`,
  ],
  [
    'nothing: a header one short, over ragged rows',
    1,
    ['id', 'name', 'age'],
    'id,name,age\n1101,John\n1102,Julie,26,Potatoes\n',
  ],
  [
    'a comment whose mark is a cell of its own',
    1,
    ['time', 'x', 'y'],
    `# time x y\n${rows(12, (n) => `0.${n} 1.${n}5 2.${n}5`)}\n`,
  ],
];

for (const [before, line, names, text] of CASES) {
  test(`before the table: ${before}`, async () => {
    const reading = await readCsv(text);
    assert.equal(namesOf(reading), names);
    assert.is(reading.headerRow, line);
  });
}

test('quotes and delimiters that are rare', async () => {
  const tilde = await readCsv(`${rows(12, (n) => `~0${n}~^~Apple, raw~^~~^~Y~^${n}.25^${n}`)}\n`);
  assert.equal([tilde.delimiter, tilde.quote, tilde.fields.length], ['^', '~', 6]);
  const dollar = await readCsv(`id$name$qty\n${rows(8, (n) => `${n}$Apple$${n * 2}`)}\n`);
  assert.equal(namesOf(dollar), ['id', 'name', 'qty']);
});
test.run();
