import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MODEL } from '../../src/format/csv/weights.ts';
import { csvExplained, DIALECT_FEATURES, HEADER_FEATURES } from '../../src/report/csv-explained.ts';
import { inspectionText } from '../../src/report/index.ts';
import { readCsv } from '../format/csv/read.ts';

const test = suite('csv, explained');

test('whatever the model weighs has words, and nothing else has', () => {
  assert.equal(Object.keys(DIALECT_FEATURES).sort(), Object.keys(MODEL.dialect).sort());
  assert.equal(Object.keys(HEADER_FEATURES).sort(), Object.keys(MODEL.header).sort());
});

test('encoding, candidates with their reasons, and belief in the header', async () => {
  const bytes = Buffer.from('# tides\nquay,port;depth\n1,2;3\n2,4;5\n');
  const reading = await readCsv(bytes, { explain: true });
  const text = inspectionText({ file: 'tides.csv', reading, bytesRead: bytes.length }, false);
  const parts = [
    /^ {2}encoding {3}every byte fits$/m,
    /^ {2}dialect {4}confidence \d+ %, of 2 candidates$/m,
    /^ {4}score \+\d\.\d\d {2}delimiter ";", no quote, 2 columns$/m,
    /^ {7}\+1\.\d\d {2}a semicolon is common$/m,
    /^ {4}score [+-]\d\.\d\d {2}delimiter ",", no quote, 2 columns$/m,
    /^ {2}header {5}the first row names fields: believed, score \+\d\.\d\d$/m,
    /^ {2}rows {7}3 looked at, after 1 comment line$/m,
  ];
  for (const part of parts) assert.match(text, part);
});

test('a dialect of characters that act on a terminal is escaped', async () => {
  const reading = await readCsv('a\u009bb\n1\u009b2\n3\u009b4\n', {
    explain: true,
    csv: { delimiter: '\u009b', quote: '\u007f', escape: '\u001b' },
  });
  const text = inspectionText({ file: 'tides.csv', reading, bytesRead: 9 }, false);
  assert.match(text, /delimiter "\\u\{9b\}"/);
  assert.not.match(text, /[\u001b\u007f\u009b]/);
});

test('a name that nobody knows is shown, and cannot act', () => {
  const reasons = [{ feature: 'new\u001b[2J', points: 1 }];
  const lines = csvExplained({
    encoding: 'new\n',
    candidates: [{ delimiter: '\u001b', quote: '"', escape: '\\', score: -1, width: 1, reasons }],
    confidence: 1,
    comments: 0,
    preamble: 2,
    header: { present: false, because: 'hint', assumed: false, score: -2, reasons },
    rows: 1200,
  });
  assert.not.match(lines.join('\n'), /\u001b/);
  assert.is(lines.at(-1), '  rows       1,200 looked at, after 2 rows');
  assert.ok(
    lines.includes(
      '  header     the first row is data: as last time, or as in the other members, score -2.00',
    ),
  );
});

test.run();
