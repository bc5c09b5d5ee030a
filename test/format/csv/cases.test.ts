// Files of other projects, with what a reader should find in them (see data/ATTRIBUTION.md).
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { namesOf, readCsv } from './read.ts';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly header: boolean;
  readonly row: number | null;
  /** Trimmed; blank and repeated ones as they are shown. */
  readonly names: readonly string[] | null;
  /** As Latin-1 text. */
  readonly bytes: string;
}

const test = suite('csv cases');
const cases = readFileSync(new URL('data/cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Case => JSON.parse(line));

for (const one of cases) {
  test(`${one.source} ${one.name}`, async () => {
    const reading = await readCsv(Buffer.from(one.bytes, 'latin1'));
    assert.is(reading.delimiter ?? '', one.delimiter, 'delimiter');
    assert.is(reading.header, one.header, 'header');
    if (one.quote !== '') assert.is(reading.quote, one.quote, 'quote');
    if (one.row !== null) assert.is(reading.headerRow, one.row, 'header row');
    if (one.names !== null) {
      assert.equal(
        namesOf(reading).map((name) => name.trim()),
        one.names,
      );
    }
    assert.is(reading.unread, undefined);
  });
}
test.run();
