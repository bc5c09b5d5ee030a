// Tables made to cost the most: the work stays bounded whatever is in them, and what passes the bound is unread, not wrong. Work is
// counted in dialects and rows; the texts are so long that a step that is not linear in them would not end.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { candidates } from '../../../src/format/csv/candidates.ts';
import { detect } from '../../../src/format/csv/detect.ts';
import { readText } from '../../../src/format/csv/read-text.ts';
import { MODEL } from '../../../src/format/csv/weights.ts';
import { readCsv } from './read.ts';

const test = suite('csv budget');
const KIB = 1024;
const MIB = KIB * KIB;
/** Every common delimiter, each rare one and some unusual ones, in the quotes that fit. */
const MAX_DIALECTS = 250;

const filled = (piece: string, bytes: number) =>
  Buffer.alloc(Math.floor(bytes / Buffer.byteLength(piece)) * Buffer.byteLength(piece), piece);
const joined = (...parts: readonly (string | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
const RARE = ': #^~\x01\x1f\x1e\x1d\x1c&!@=*/¦§¬¶þ\x14,;\t|';

interface Shape {
  readonly bytes: () => Uint8Array;
  /** `unread` where nothing true can be said within the budget, else how many fields there are. */
  readonly reads?: 'over-budget' | number;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'a row of a million fields': { bytes: () => filled(',', 4 * MIB), reads: 'over-budget' },
  'a row of many fields, then short rows': {
    bytes: () => joined(filled('a,', MIB / 2), '\n', filled('1,2\n', MIB)),
    reads: 'over-budget',
  },
  'rows of ten thousand fields': {
    bytes: () => filled(`${'1,'.repeat(9999)}1\n`, 4 * MIB),
    reads: 10_000,
  },
  'nothing but quotes': { bytes: () => filled('"', 4 * MIB), reads: 'over-budget' },
  'nothing but apostrophes': { bytes: () => filled("'", 4 * MIB), reads: 'over-budget' },
  'quotes in turn': { bytes: () => filled('"\'`', 4 * MIB), reads: 'over-budget' },
  'doubled quotes': { bytes: () => filled('"a""b",', 4 * MIB), reads: 'over-budget' },
  'a quote that nothing closes': { bytes: () => joined('"', filled('ab,cd\n', 4 * MIB)) },
  'a quote on each line that nothing closes': { bytes: () => filled('a,"b\n', 4 * MIB) },
  'one cell': { bytes: () => filled('a', 4 * MIB), reads: 'over-budget' },
  'one cell of brackets': { bytes: () => filled('[(', 4 * MIB), reads: 'over-budget' },
  'a long line over many short ones': {
    bytes: () => joined(filled('a', 64 * KIB), '\n', filled('a\n', 4 * MIB)),
  },
  'a long line over empty ones': {
    bytes: () => joined(filled('a', 64 * KIB), '\n', filled('\n', 4 * MIB)),
  },
  'short lines': { bytes: () => filled('1\n', 4 * MIB), reads: 1 },
  'empty lines': { bytes: () => filled('\n', 4 * MIB), reads: 'over-budget' },
  'carriage returns': { bytes: () => filled('\r', 4 * MIB), reads: 'over-budget' },
  'line ends and an apostrophe': { bytes: () => joined(filled('\n', 60 * KIB), "'") },
  'tabs and apostrophes': { bytes: () => filled(`${'\t'.repeat(2000)}'\n`, 64 * KIB) },
  'thousands of candidates': { bytes: () => filled(`${letters(20_000)}\n`, 4 * MIB) },
  'every rare delimiter, every quote': {
    bytes: () =>
      filled(
        `${[...RARE].map((one) => `${one}"a"${one}'b'${one}\`c\`${one}\\"\\'`).join('')}\n`,
        64 * KIB,
      ),
  },
  'values that are nearly dates': {
    bytes: () => filled(`5 Jan${'- '.repeat(25)},${'T '.repeat(30)}12:30x\n`, 64 * KIB),
  },
  'values that are nearly links and codes': {
    bytes: () => filled(`${'a.'.repeat(90)}@,${'a1-'.repeat(60)}!\n`, 64 * KIB),
  },
  'equal names': { bytes: () => joined(filled('a,', 19_000), '\n', filled('1,', 19_000), '\n') },
  'bytes of no script': { bytes: () => Buffer.alloc(4 * MIB, 0xe9), reads: 'over-budget' },
  'letters of many scripts': {
    bytes: () =>
      Buffer.from(Array.from({ length: 64 * KIB }, (_, at) => 0x20 + ((at * 89) % 0xe0))),
  },
};

for (const [name, { bytes, reads }] of Object.entries(SHAPES)) {
  test(name, async () => {
    const content = bytes();
    const reading = await readCsv(content);
    const text = Buffer.from(content).toString();
    const dialects = candidates(text, {}).length;
    assert.ok(dialects <= MAX_DIALECTS, `${dialects} dialects`);
    if (reads === 'over-budget') {
      assert.is(reading.unread, reads);
      assert.equal(reading.fields, []);
    } else if (reads !== undefined) {
      assert.is(reading.unread, undefined);
      assert.is(reading.fields.length, reads);
    }
  });
}

test('candidates are some dozens, however many characters could be delimiters', () => {
  const line = `${RARE}${letters(5000)}"a"'b'\`c\`\\"\n`;
  const delimiters = new Set(candidates(line.repeat(5), {}).map((one) => one.delimiter));
  assert.ok(delimiters.size <= 60, `${delimiters.size}`);
});

test('a single unusual delimiter among few letters is still found', async () => {
  const reading = await readCsv('quay¤depth\nnorth¤7\nsouth¤9\neast¤11\n');
  assert.is(reading.delimiter, '¤');
});

test('single quotes are looked for in the beginning only', () => {
  const quotesOf = (text: string) => new Set(candidates(text, {}).map((one) => one.quote));
  for (const space of [' ', '\n', '\t', ' \n', '\u00a0']) {
    assert.equal([...quotesOf(`x${space.repeat(MIB)}'a'`)], [''], JSON.stringify(space));
  }
  assert.ok(quotesOf(`x,${' '.repeat(10_000)}'a'\n`).has("'"));
});

test('rows of one reading are bounded, and a scan that met no bound is not made again', async () => {
  const many = `${'a'.repeat(64 * KIB)}\n${'b\n'.repeat(MIB / 4)}`;
  const read = await readText(many, false, {}, MODEL);
  assert.ok(read.rows <= 32_768, `${read.rows} rows`);
  const whole = detect('quay,depth\nnorth,7\n', true, {}, MODEL).attempts[0]!.scan;
  assert.is(whole.whole, true);
  assert.is(detect('quay,depth\n'.repeat(200), true, {}, MODEL).attempts[0]!.scan.whole, false);
});
test.run();
