// Sample files of other projects, with the fields that each must give: `fixtures/formats/expected.jsonl`, checked by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ReadField, readFile } from '../../src/format/index.ts';
import { AUTO, memorySource } from './memory-source.ts';

const root = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));
const shown = ({ name, type, nativeType }: ReadField): string =>
  `${name}: ${type}${nativeType === undefined ? '' : ` = ${nativeType}`}`;

const test = suite('sample files of each format');

interface Expected {
  readonly file: string;
  readonly unread?: string;
  readonly fields: readonly string[];
}
const cases: readonly Expected[] = readFileSync(`${root}expected.jsonl`, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

for (const expected of cases) {
  test(expected.file, async () => {
    const source = memorySource(expected.file, readFileSync(root + expected.file));
    const reading = await readFile(source, AUTO);
    assert.is(reading.unread, expected.unread);
    assert.equal(reading.fields.map(shown), expected.fields);
    assert.is(reading.format, expected.file.slice(0, expected.file.indexOf('/')));
    // The parts of a workbook are in different places.
    const most = reading.format === 'xlsx' ? 3 : 2;
    assert.ok(source.requests <= most, `${source.requests} requests`);
  });
}

test('every sample file has its expectation', () => {
  const files = readdirSync(root, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .flatMap(({ name }) => readdirSync(root + name).map((file) => `${name}/${file}`));
  assert.equal(files.sort(), cases.map((one) => one.file).sort());
});

test.run();
