import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';

const test = suite('a single column');

const AUTO = {
  delimiter: 'auto',
  header: 'auto',
  encoding: 'auto',
  quote: 'auto',
  escape: 'auto',
} as const;

test('a file that lost all fields but one is not ambiguous for the delimiter it had', async () => {
  const bytes = Buffer.from('ship\nAurora\nBoreas\n');
  for (const delimiter of [';', ',', '\t', '|']) {
    const reading = await readFile(
      {
        name: 'catch.csv',
        size: bytes.length,
        bytesRead: 0,
        read: async (offset, length) => bytes.subarray(offset, offset + length),
      },
      { csv: AUTO, hint: { delimiter, header: true } },
    );
    assert.equal(reading.observations, []);
    assert.equal(
      reading.fields.map(({ name }) => name),
      ['ship'],
    );
  }
});

test.run();
