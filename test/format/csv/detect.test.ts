import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { namesOf, readCsv, rulesOf, typesOf } from './read.ts';

const test = suite('csv detection');
const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');

for (const delimiter of [',', ';', '\t', '|']) {
  test(`fields separated by ${JSON.stringify(delimiter)}`, async () => {
    const text = [
      ['berth', 'ship', 'draught', 'arrived'],
      ['1', 'Aurora', '7.2', '2024-01-05'],
      ['2', 'Borealis', '11', '2024-01-06'],
    ]
      .map((line) => line.join(delimiter))
      .join('\n');
    const reading = await readCsv(text);
    assert.is(reading.delimiter, delimiter);
    assert.is(reading.header, true);
    assert.is(reading.headerRow, 1);
    assert.equal(namesOf(reading), ['berth', 'ship', 'draught', 'arrived']);
    assert.equal(typesOf(reading), ['integer', 'string', 'number', 'date']);
    assert.equal(reading.observations, []);
  });
}

test('decimal commas do not hide the semicolon', async () => {
  const reading = await readCsv(
    `Verger;Récolte;Prix\n${rows(20, (n) => `Pommier ${n};${n * 3},5;1 2${n % 10}0,00`)}\n`,
  );
  assert.is(reading.delimiter, ';');
  assert.equal(typesOf(reading), ['string', 'number', 'number']);
});

test('text in quotes with other delimiters', async () => {
  const reading = await readCsv(
    `"id","note; remark","tags"\n${rows(9, (n) => `"${n}","big; red | ripe","a;b;c"`)}\n`,
  );
  assert.is(reading.delimiter, ',');
  assert.is(reading.quote, '"');
  assert.equal(namesOf(reading), ['id', 'note; remark', 'tags']);
});

test('escapes by backslash', async () => {
  const reading = await readCsv(
    `name,note\n${rows(5, (n) => `"tree ${n}","says \\"ripe, now\\""`)}\n`,
  );
  assert.is(reading.escape, '\\');
  assert.equal(namesOf(reading), ['name', 'note']);
});

test('names over several lines, and line numbers of the text', async () => {
  const reading = await readCsv('# orchard report\n\n"tree\nid","height (m)"\n1,3.5\n2,4.1\n');
  assert.equal(namesOf(reading), ['tree\nid', 'height (m)']);
  assert.is(reading.headerRow, 3);
});

test('a preamble and comments are not the header', async () => {
  const reading = await readCsv(
    'Orchard census 2024\nmade by the co-operative\n\ntree_id,species,height\n1,apple,3.5\n2,pear,4.1\n3,plum,2.8\n',
  );
  assert.equal(namesOf(reading), ['tree_id', 'species', 'height']);
  assert.is(reading.headerRow, 4);
});

test('the line that tells Excel the delimiter', async () => {
  const reading = await readCsv('sep=;\r\ntree, big;height\r\napple, old;3,5\r\npear;4,1\r\n');
  assert.is(reading.delimiter, ';');
  assert.equal(namesOf(reading), ['tree, big', 'height']);
  assert.is(reading.headerRow, 2);
});

test('a header that is written as a comment', async () => {
  const reading = await readCsv(
    '#tree,height,planted\n1,3.5,2001-03-04\n2,4.1,2002-11-30\n3,2,2010-01-01\n',
  );
  assert.equal(namesOf(reading), ['#tree', 'height', 'planted']);
});

test('a header below hundreds of comment lines', async () => {
  for (const count of [2, 3, 4, 19, 150, 400]) {
    const comments = Array.from({ length: count }, (_, n) => `##contig=<ID=${n},length=7>\n`);
    const reading = await readCsv(
      `${comments.join('')}tree;height;planted\nplum;3.5;2001-03-04\npear;4.1;2002-11-30\n`,
    );
    assert.equal(namesOf(reading), ['tree', 'height', 'planted'], `${count} comments`);
    assert.equal(typesOf(reading), ['string', 'number', 'date']);
    assert.is(reading.headerRow, count + 1);
  }
  const named = `${'##note\n'.repeat(200)}#CHROM\tPOS\tID\n1\t10\trs1\n2\t20\trs2\n`;
  assert.equal(namesOf(await readCsv(named)), ['#CHROM', 'POS', 'ID']);
});

test('a table without header', async () => {
  const reading = await readCsv('1,3.5,2001-03-04\n2,4.1,2002-11-30\n3,2.0,2010-01-01\n');
  assert.is(reading.header, false);
  assert.is(reading.headerRow, undefined);
  assert.equal(namesOf(reading), ['column_1', 'column_2', 'column_3']);
  assert.ok(reading.fields.every((field) => field.generated));
  assert.equal(rulesOf(reading), ['file/no-header']);
});

test('a header that may be data is doubted, until a person or a snapshot says that it is one', async () => {
  const words = 'port;ship;cargo\nBrest;Aurora;wheat\nNantes;Borealis;salt\n';
  const doubted = await readCsv(words);
  assert.is(doubted.header, true);
  assert.is(doubted.headerAssumed, true);
  assert.equal(doubted.observations, [{ rule: 'file/no-header', args: { assumed: true } }]);
  assert.equal(rulesOf(await readCsv(words, { hint: { header: true } })), []);
  const data = 'north;deep\nsouth;flat\n';
  const kept = await readCsv(data, { hint: { header: true } });
  assert.is(kept.header, true, 'what the snapshot says');
  assert.equal(kept.observations, []);
  const configured = await readCsv(words, { csv: { header: true } });
  assert.is(configured.headerAssumed, undefined);
  assert.equal(configured.observations, []);
  const certain = await readCsv('port;tonnes;landed\nBrest;12;2024-01-05\nNantes;7;2024-02-05\n');
  assert.is(certain.headerAssumed, undefined);
  assert.equal(certain.observations, []);
});

test('a header and nothing else', async () => {
  const reading = await readCsv('tree_id;species;height\n');
  assert.is(reading.header, true);
  assert.equal(typesOf(reading), ['string', 'string', 'string']);
  assert.is(reading.fields[0]?.accepts.length, 7);
});

test('years and sample numbers can be names', async () => {
  const reading = await readCsv(
    `Country,Code,2019,2020,2021\n${rows(12, (n) => `Land ${n},L${n},${n * 1.5},${n * 2.25},${n}.5`)}\n`,
  );
  assert.is(reading.header, true);
  assert.equal(namesOf(reading), ['Country', 'Code', '2019', '2020', '2021']);
});

test('configured values win over what the text shows', async () => {
  const text = 'a;b,c\n1;2,3\n4;5,6\n';
  const comma = await readCsv(text, { csv: { delimiter: ',' } });
  assert.equal(namesOf(comma), ['a;b', 'c']);
  const without = await readCsv(text, { csv: { delimiter: ';', header: false } });
  assert.equal(namesOf(without), ['column_1', 'column_2']);
  // Who says that there is no header need not be told.
  assert.equal(without.observations, []);
  const numbers = await readCsv('1,2\n3,4\n', { csv: { header: true } });
  assert.equal(namesOf(numbers), ['1', '2']);
  const quotes = await readCsv("'a,b',c\n1,2\n", { csv: { quote: "'", header: true } });
  assert.equal(namesOf(quotes), ['a,b', 'c']);
  const none = await readCsv('"a",b\n"1",2\n', { csv: { quote: 'none', header: true } });
  assert.equal(namesOf(none), ['"a"', 'b']);
});

test('the dialect of a sibling is believed where both fit', async () => {
  const text = 'a,b;c,d\n1,2;3,4\n5,6;7,8\n';
  assert.is((await readCsv(text, { hint: { delimiter: ';' } })).delimiter, ';');
  assert.is((await readCsv(text, { hint: { delimiter: ',' } })).delimiter, ',');
  const other = 'tree|height\n1|3.5\n2|4.1\n3|2.2\n';
  assert.is((await readCsv(other, { hint: { delimiter: ';' } })).delimiter, '|');
});

test('a header that is in doubt follows the sibling', async () => {
  const text = 'apple,red\npear,green\nplum,blue\ncherry,black\n';
  assert.is((await readCsv(text, { hint: { header: true } })).header, true);
  assert.is((await readCsv(text, { hint: { header: false } })).header, false);
  const sure = '1,2.5\n2,3.5\n3,4.5\n';
  assert.is((await readCsv(sure, { hint: { header: true } })).header, false);
});

test('doubt about the delimiter is told', async () => {
  const doubtful = await readCsv('one:two three\nfour:five six\n');
  assert.ok(rulesOf(doubtful).includes('file/ambiguous-delimiter'));
  const clear = await readCsv('one;two\nfour;five\n');
  assert.not.ok(rulesOf(clear).includes('file/ambiguous-delimiter'));
});

test('faults of names and rows are told, once each', async () => {
  const reading = await readCsv(
    `tree, height,,tree\n${rows(10, (n) => `${n},${n}.5,x,y`)}\n1,2\n3,4,5,6,7,8\n`,
  );
  assert.equal(rulesOf(reading), [
    'file/ragged-rows',
    'file/untrimmed-field',
    'file/blank-field',
    'file/duplicate-field',
  ]);
  assert.equal(namesOf(reading), ['tree', ' height', 'column_3', 'tree_2']);
  assert.equal(
    reading.fields.map((field) => field.generated === true),
    [false, false, true, false],
  );
});

test('a delimiter that closes each line makes no field', async () => {
  assert.equal(namesOf(await readCsv('a;b;\n1;2;\n3;4;\n')), ['a', 'b']);
  assert.equal(namesOf(await readCsv('a;b\n1;2;\n3;4;\n')), ['a', 'b']);
  assert.equal(namesOf(await readCsv('1;2;\n3;4;\n')), ['column_1', 'column_2']);
});

test('row names of R have no name over them', async () => {
  const reading = await readCsv('mpg,cyl\nMazda,21,6\nDatsun,22.8,4\nHornet,21.4,6\n');
  assert.equal(namesOf(reading), ['column_1', 'mpg', 'cyl']);
  assert.equal(typesOf(reading), ['string', 'number', 'integer']);
});

test('a single column', async () => {
  const reading = await readCsv('arrived\n2024-01-05 12:30\n2024-01-06 08:15\n2024-01-07 23:00\n');
  assert.is(reading.delimiter, undefined);
  assert.equal(namesOf(reading), ['arrived']);
  assert.equal(typesOf(reading), ['datetime']);
});

test('the byte-order mark is not part of the first name', async () => {
  assert.equal(namesOf(await readCsv('\ufeff"tree","height"\n1,2\n')), ['tree', 'height']);
  const wide = Buffer.from('\ufefftree;height\n1;2\n3;4\n', 'utf16le');
  const reading = await readCsv(wide);
  assert.equal(namesOf(reading), ['tree', 'height']);
  assert.is(reading.encoding, 'utf-16le');
});

test('the last record of a cut file does not count', async () => {
  const text = `tree,note\n${rows(9000, (n) => `${n},"fine, healthy"`)}\n`;
  const reading = await readCsv(text);
  assert.is(reading.delimiter, ',');
  assert.equal(typesOf(reading), ['integer', 'string']);
  assert.equal(reading.observations, []);
});

test('an explanation names candidates and reasons, and holds no value of the file', async () => {
  const reading = await readCsv('harbour;secret\nBrest;hunter2\nLorient;swordfish\n', {
    explain: true,
  });
  const text = JSON.stringify(reading.explanation);
  for (const value of ['harbour', 'secret', 'Brest', 'hunter2', 'swordfish']) {
    assert.not.match(text, value);
  }
  assert.match(text, '"candidates"');
  assert.match(text, '"reasons"');
  assert.match(text, '"confidence"');
  assert.is((await readCsv('a,b\n1,2\n')).explanation, undefined);
});
test('dates over columns of something else are names', async () => {
  const months = await readCsv(
    `field,2015-07,2015-08,2015-09\n${rows(10, (n) => `crop_${n},apples,pears,plums ${n}`)}\n`,
  );
  assert.equal(namesOf(months), ['field', '2015-07', '2015-08', '2015-09']);
  const visits = await readCsv(
    `${rows(10, (n) => `tree ${n},2015-07-1${n},2015-08-1${n},2015-09-1${n}`)}\n`,
  );
  assert.is(visits.header, false);
});

test('words that name fields, over columns of words that look the same', async () => {
  const people = ['Martin', 'Bernard', 'Dubois', 'Thomas', 'Robert', 'Petit', 'Leroy', 'Moreau'];
  const lines = rows(8, (n) => `${people[n]};${people[7 - n]};${people[(n + 3) % 8]}`);
  assert.equal(namesOf(await readCsv(`Nom;Prénom;Ville\n${lines}\n`)), ['Nom', 'Prénom', 'Ville']);
  assert.is((await readCsv(`${lines}\n`)).header, false);
});
test.run();
