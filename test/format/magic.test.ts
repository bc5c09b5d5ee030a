import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../src/format/index.ts';
import { AUTO, memorySource } from './memory-source.ts';

const test = suite('magic bytes');

test('a table whose header begins like the magic word of a binary format is a table', async () => {
  for (const text of [
    'ORCHARD;TREES\nHill;12\nVale;7\n',
    'PAR1,PAR2\n1,2\n3,4\n',
    'PAREA;TREES\n1;2\n3;4\n',
    'ARROW1;BOW\n1;2\n3;4\n',
    'FEA1;FEAT\n1;2\n3;4\n',
    'Obj1;Obj2\n1;2\n3;4\n',
    'BZh9;x\n1;2\n3;4\n',
    'PK;name\n1;plum\n2;pear\n',
  ]) {
    const reading = await readFile(memorySource('orchard.csv', Buffer.from(text)), AUTO);
    assert.is(reading.format, 'csv', text);
    assert.is(reading.unread, undefined, text);
    assert.is(reading.fields.length, 2, text);
  }
});

test.run();
