import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import { readHead } from '../../src/format/head.ts';
import { readFile } from '../../src/format/index.ts';
import { AUTO, memorySource } from './memory-source.ts';

const test = suite('reading a file');
const TABLE = 'berth;ship;arrived\n1;Aurora;2024-01-05\n2;Borealis;2024-01-06\n';
const read = (name: string, content: string | Uint8Array, options = AUTO) =>
  readFile(memorySource(name, Buffer.from(content)), options);
const names = async (name: string, content: string | Uint8Array) =>
  (await read(name, content)).fields.map((field) => field.name);
const FOUND = ['berth', 'ship', 'arrived'];

test('extensions of tables', async () => {
  for (const name of ['a.csv', 'A.CSV', 'a.tsv', 'a.tab', 'a.psv', 'x/y.z/a.csv', 'a.csv.gz']) {
    assert.equal(await names(name, TABLE), FOUND, name);
  }
});

test('text under other names is a table only where it looks like one', async () => {
  for (const name of ['part-00000', 'a.txt', 'a.dat', 'dir.d/orders']) {
    assert.equal(await names(name, TABLE), FOUND, name);
  }
  const prose =
    'Dear harbour master,\nthe tide was high, and the quay, alas, too low.\nYours, Ann\n';
  for (const name of ['letter', 'letter.txt', 'letter.dat']) {
    assert.equal(await read(name, prose), { fields: [], observations: [] }, name);
  }
});

test('other text has no fields, even if it could be a table', async () => {
  for (const name of ['a.md', 'a.html', 'a.xml', 'a.py', 'a.sql', 'a.log', 'a.pdf', 'a.yaml']) {
    assert.equal(await read(name, TABLE), { fields: [], observations: [] }, name);
  }
});

test('a configured delimiter makes tables of files whatever they are called', async () => {
  const options = { ...AUTO, csv: { ...AUTO.csv, delimiter: ';' } };
  const reading = await read('berths.log', TABLE, options);
  assert.equal(
    reading.fields.map((field) => field.name),
    FOUND,
  );
  const notes = await read('README.md', '# Harbour\n\nSee the quay.\n', options);
  assert.equal(notes, { fields: [], observations: [] });
});

test('binary objects have no fields and no fault', async () => {
  const reading = await read('photo.jpg', Buffer.from('ffd8ffe000104a46494600', 'hex'));
  assert.equal(reading, { fields: [], observations: [] });
  assert.equal(await read('blob', new Uint8Array(500)), { fields: [], observations: [] });
});

test('binary data under the name of a table is undecodable', async () => {
  const reading = await read('a.csv', new Uint8Array(500));
  assert.is(reading.unread, 'undecodable');
  assert.equal(reading.observations, [{ rule: 'file/undecodable', args: { reason: 'binary' } }]);
  const page = await read('a.csv', '<!DOCTYPE html>\n<html><body>Not found</body></html>');
  assert.equal(page.observations, [{ rule: 'file/undecodable', args: { reason: 'markup' } }]);
});

test('an empty file is told, a marker is meant to be empty', async () => {
  assert.equal((await read('a.csv', '')).observations, [{ rule: 'file/empty', args: {} }]);
  assert.is((await read('a.csv', '')).format, 'csv');
  assert.equal(await read('x/_SUCCESS', ''), { fields: [], observations: [] });
  assert.equal((await read('a.csv', '\ufeff \n\n')).observations, [
    { rule: 'file/empty', args: {} },
  ]);
});

test('gzip is known by its bytes, not by its name', async () => {
  const reading = await read('a.csv', gzipSync(TABLE));
  assert.is(reading.compression, 'gzip');
  assert.equal(
    reading.fields.map((field) => field.name),
    FOUND,
  );
  assert.is((await read('a.csv.gz', TABLE)).compression, undefined);
});

test('all members of a gzip file are read', async () => {
  const [header, ...rows] = TABLE.split('\n');
  const members = [`${header}\n`, ...rows.map((row) => `${row}\n`)].map((part) => gzipSync(part));
  const reading = await read('a.csv.gz', Buffer.concat(members));
  assert.equal(
    reading.fields.map((field) => field.type),
    ['integer', 'string', 'date'],
  );
});

test('a gzip file cut anywhere gives what came before the cut', async () => {
  const lines = Array.from(
    { length: 40_000 },
    (_, index) => `${index};${(index * 7919) % 104_729};quay ${index % 97}`,
  );
  const packed = gzipSync(`berth;ship;place\n${lines.join('\n')}\n`);
  const source = memorySource('a.csv.gz', packed);
  const reading = await readFile(source, AUTO);
  assert.equal(
    reading.fields.map((field) => field.type),
    ['integer', 'integer', 'string'],
  );
  assert.is(source.requests, 1);
  assert.ok(source.bytesRead <= 65_536);
});

test('a bomb costs no more than an honest file', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000), { level: 9 });
  const commas = gzipSync(Buffer.alloc(50_000_000, 'a,'));
  // Its check fails where all of it is decompressed.
  for (const bytes of [bomb, commas]) bytes.fill(0xff, bytes.length - 8);
  assert.equal((await read('a.csv.gz', bomb)).observations, [
    { rule: 'file/undecodable', args: { reason: 'binary' } },
  ]);
  assert.is((await read('a.csv.gz', commas)).unread, 'over-budget');
});

test('of a long bzip2 file no more is decompressed than its time allows', async () => {
  const zeros = readFileSync(new URL('../../fixtures/compression/zeros.bz2', import.meta.url));
  const head = await readHead(memorySource('a.bz2', zeros), 4 * 1024 * 1024);
  assert.is(head.bytes.length, 512 * 1024);
  assert.not(head.complete);
});

test('a gzip file cut before anything came of it is undecodable, and one of nothing is empty', async () => {
  for (const length of [3, 10, 11, 19]) {
    const cut = gzipSync(length < 19 ? TABLE : '').subarray(0, length);
    assert.is((await read('a.csv.gz', cut)).unread, 'undecodable', `${length}`);
  }
  for (const members of [1, 3]) {
    const whole = Buffer.concat(Array.from({ length: members }, () => gzipSync('')));
    const reading = await read('a.csv.gz', whole);
    assert.equal([reading.unread, reading.observations[0]?.rule], [undefined, 'file/empty']);
  }
});

test('a compressed file that ends before anything of it is whole is undecodable', async () => {
  for (const name of ['harbours.csv.zst', 'harbours.csv.bz2', 'harbours.csv.sz']) {
    const bytes = readFileSync(new URL(`../../fixtures/compression/${name}`, import.meta.url));
    const source = memorySource(name, bytes.subarray(0, 60));
    assert.is((await readFile(source, AUTO)).unread, 'undecodable', name);
    assert.is(source.requests, 1, name);
  }
});

test('corrupt gzip is undecodable', async () => {
  const packed = gzipSync(TABLE);
  packed.fill(0xff, 12, 30);
  const reading = await read('a.csv.gz', packed);
  assert.is(reading.unread, 'undecodable');
  assert.is(reading.format, 'csv');
  assert.equal(reading.observations, [{ rule: 'file/undecodable', args: { reason: 'gzip' } }]);
});

test('one request for the head of a large file', async () => {
  const source = memorySource('a.csv', Buffer.from(`berth;ship\n${'1;Aurora\n'.repeat(100_000)}`));
  await readFile(source, AUTO);
  assert.is(source.requests, 1);
  assert.is(source.bytesRead, 65_536);
});

test('a header longer than the head is asked for, once', async () => {
  const header = Array.from({ length: 9000 }, (_, index) => `gauge_${index}`).join(',');
  const row = Array.from({ length: 9000 }, (_, index) => index).join(',');
  const source = memorySource('a.csv', Buffer.from(`${header}\n${row}\n`));
  const reading = await readFile(source, AUTO);
  assert.is(reading.fields.length, 9000);
  assert.is(reading.fields[8999]?.name, 'gauge_8999');
  assert.is(source.requests, 2);
});

test('past the budget the file is unread', async () => {
  const line = Buffer.alloc(5_000_000, 'x');
  assert.is((await read('a.csv', line)).unread, 'over-budget');
  const source = memorySource('a.csv', line, { maxBytes: 100_000 });
  assert.is((await readFile(source, AUTO)).unread, 'over-budget');
  const small = memorySource('a.csv', Buffer.from(TABLE), { maxBytes: 10 });
  assert.is((await readFile(small, AUTO)).unread, 'over-budget');
});

test('a whole header is kept when the budget ends in the row below it', async () => {
  const bytes = Buffer.from(`berth;ship;note\n1;Aurora;${'x'.repeat(500_000)}\n`);
  const reading = await readFile(memorySource('a.csv', bytes, { maxBytes: 100_000 }), AUTO);
  assert.equal(
    reading.fields.map((field) => field.name),
    ['berth', 'ship', 'note'],
  );
});

test('a row of a million fields is over budget', async () => {
  assert.is((await read('a.csv', Buffer.alloc(2_000_000, '1,'))).unread, 'over-budget');
  const rows = `${'1,'.repeat(20_000)}\n`.repeat(3);
  assert.is((await read('a.csv', rows)).unread, 'over-budget');
});

test('what the source fails with is passed on', async () => {
  const source = {
    ...memorySource('a.csv', Buffer.from(TABLE)),
    read: async () => {
      throw new UserError('s3/access-denied-read');
    },
  };
  try {
    await readFile(source, AUTO);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, UserError);
  }
});
test.run();
