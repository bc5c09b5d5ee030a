import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../../src/catalogue/index.ts';
import { fileNames } from '../../../src/cli/inspect/file-names.ts';

const test = suite('names in a list of files');

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function names(list: string, size = 1 << 20): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const name of fileNames(chunks(Buffer.from(list), size))) found.push(name);
  return found;
}

const LISTS: readonly (readonly [list: string, ...names: readonly string[]])[] = [
  [''],
  ['\n\r\n\n'],
  ['quay.csv', 'quay.csv'],
  ['quay.csv\nberth.csv\n', 'quay.csv', 'berth.csv'],
  ['quay.csv\r\n\r\nberth.csv\r\n', 'quay.csv', 'berth.csv'],
  ['\ufeffquay.csv\n', 'quay.csv'],
  [' quay .csv\nkä\u2028i\rx.csv', ' quay .csv', 'kä\u2028i\rx.csv'],
  ['quay.csv\0a\nb.csv\r\0', 'quay.csv', 'a\nb.csv\r'],
  ['quay.csv\nquay.csv', 'quay.csv', 'quay.csv'],
];

test('however the list is cut', async () => {
  for (const [list, ...expected] of LISTS) {
    for (const size of [1, 2, 5, 1 << 20]) {
      assert.equal(await names(list, size), expected, JSON.stringify([list, size]));
    }
  }
});

test('a name longer than any is no name', async () => {
  try {
    await names('x'.repeat(100_000), 1000);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, UserError);
  }
});

test.run();
