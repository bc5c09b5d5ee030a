import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

const test = suite('xlsx');

interface Part {
  readonly name: string;
  readonly text: string | Buffer;
  readonly flags?: number;
}

/** A zip archive of deflated parts, with `extra` directory entries that have no part, its numbers with 64 bits where it is `wide`. */
function archive(parts: readonly Part[], extra = 0, wide = false): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, flags = 0 } of parts) {
    const data = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 0, 'latin1');
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    files.push(local, Buffer.from(name), data);
    directory.push(entry(name, flags, data.length, offset, wide));
    offset += 30 + name.length + data.length;
  }
  for (let i = 0; i < extra; i++) directory.push(entry(`junk/${i}`, 0, 0, 0, wide));
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Math.min(0xffff, directory.length), 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  if (!wide) return Buffer.concat([...files, list, end]);
  end.fill(0xff, 8, 20);
  return Buffer.concat([...files, list, end64(list.length, offset), end]);
}

/** The record of 64 bits, longer than it must be, and its locator. */
function end64(size: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 8);
  record.write('PK\x06\x06', 0, 'latin1');
  record.writeBigUInt64LE(BigInt(record.length - 12), 4);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  return Buffer.concat([record, locator]);
}

function entry(name: string, flags: number, size: number, offset: number, wide: boolean): Buffer {
  const head = Buffer.alloc(46);
  head.write('PK\x01\x02', 0, 'latin1');
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(8, 10);
  head.writeUInt32LE(size, 20);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(offset, 42);
  if (!wide) return Buffer.concat([head, Buffer.from(name)]);
  for (const at of [20, 24, 42]) head.writeUInt32LE(0xffffffff, at);
  const numbers = Buffer.alloc(9 + 28);
  // A time stamp stands before the numbers: plain size, compressed size, place.
  numbers.set([0x55, 0x54, 5, 0, 1, 9, 9, 9, 9, 1, 0, 24, 0]);
  numbers.writeBigUInt64LE(BigInt(size), 21);
  numbers.writeBigUInt64LE(BigInt(offset), 29);
  head.writeUInt16LE(numbers.length, 30);
  return Buffer.concat([head, Buffer.from(name), numbers]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const workbook: readonly Part[] = [
  {
    name: 'xl/workbook.xml',
    text: `<?xml version="1.0"?><x:workbook xmlns:x="m"><x:sheets><x:sheet name="a > b" r:id='rId7'/></x:sheets></x:workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: `<Relationships><Relationship Id="rId7" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/one.xml"/><Relationship Target="sharedStrings.xml" Id="rId8" Type="${RELATIONS}/sharedStrings"/></Relationships>`,
  },
];
const sheet = (rows: string): Part => ({
  name: 'xl/worksheets/one.xml',
  text: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});
const strings = (...texts: readonly string[]): Part => ({
  name: 'xl/sharedStrings.xml',
  text: `<sst>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
});
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const read = (parts: readonly Part[], extra = 0) =>
  readFile(memorySource('orchard.xlsx', archive(parts, extra)), AUTO);
const shown = async (parts: readonly Part[]) =>
  (await read(parts)).fields.map((field) => `${field.name}: ${field.type}`);

test('shared, inline and formula texts; rich text; entities; phonetic runs left out', async () => {
  const shared = strings(
    '<r><t>tree </t></r><r><t>&amp; row</t></r>',
    '<t>plum</t><rPh><t>x</t></rPh>',
  );
  const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="str"><f>1</f><v>caf&#xe9;</v></c></row>
    <row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>1.5</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c></row>`;
  assert.equal(await shown([...workbook, sheet(rows), shared]), [
    'tree & row: integer',
    'plum: number',
    'column_3: boolean',
    'café: string',
  ]);
});

test('cells without places follow one another; empty rows and columns before the table do not count', async () => {
  const rows = `<row/><row>${text('tree')}${text('kg')}</row><row><c><v>1</v></c><c><v>2</v></c></row>`;
  assert.equal(await shown([...workbook, sheet(rows)]), ['tree: integer', 'kg: integer']);
  const placed =
    '<row r="5"><c r="C5" t="str"><v>tree</v></c></row><row r="6"><c r="C6"><v>1</v></c></row>';
  assert.equal(await shown([...workbook, sheet(placed)]), ['tree: integer']);
});

test('a first row with numbers is no header', async () => {
  const reading = await read([...workbook, sheet(`<row>${text('plum')}<c><v>3</v></c></row>`)]);
  assert.is(reading.header, false);
  assert.equal(
    reading.fields.map((field) => [field.name, field.generated]),
    [
      ['column_1', true],
      ['column_2', true],
    ],
  );
  assert.is(reading.observations[0]?.rule, 'file/no-header');
});

test('a chart has no cells: the first sheet that has some is read, a hidden one last', async () => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations: Part = {
    name: 'xl/_rels/workbook.xml.rels',
    text: `<Relationships>${relation('c', 'chartsheet', 'chartsheets/sheet1.xml')}${relation('h', 'worksheet', 'worksheets/hidden.xml')}${relation('v', 'worksheet', 'worksheets/one.xml')}</Relationships>`,
  };
  const order = (...ids: readonly string[]): Part => ({
    name: 'xl/workbook.xml',
    text: `<workbook><sheets>${ids
      .map((id) => `<sheet name="${id}" ${id === 'h' ? 'state="hidden" ' : ''}r:id="${id}"/>`)
      .join('')}</sheets></workbook>`,
  });
  const cells = (name: string) => `<row>${text(name)}</row><row><c><v>1</v></c></row>`;
  const parts = [
    relations,
    { name: 'xl/chartsheets/sheet1.xml', text: '<chartsheet/>' },
    { ...sheet(cells('berth')), name: 'xl/worksheets/hidden.xml' },
    sheet(cells('tree')),
  ];
  assert.equal(await shown([order('c', 'h', 'v'), ...parts]), ['tree: integer']);
  assert.equal(await shown([order('h', 'c'), ...parts]), ['berth: integer']);
});

test('a workbook is found where the archive says, whatever the case and the slashes of its parts', async () => {
  const rows = sheet(`<row>${text('tree')}</row><row><c><v>1</v></c></row>`);
  const moved: readonly Part[] = [
    {
      name: '_rels/.rels',
      text: `<Relationships><Relationship Id="r" Type="${RELATIONS}/officeDocument" Target="book/main.xml"/></Relationships>`,
    },
    { name: 'book/main.xml', text: workbook[0]!.text },
    { name: 'book/_rels/main.xml.rels', text: workbook[1]!.text },
    rows,
  ];
  assert.equal(await shown(moved), ['tree: integer']);
  const renamed = (change: (name: string) => string) =>
    [...workbook, rows].map((part) => ({ ...part, name: change(part.name) }));
  assert.equal(await shown(renamed((name) => name.replace('one', 'One'))), ['tree: integer']);
  assert.equal(await shown(renamed((name) => name.replaceAll('/', '\\'))), ['tree: integer']);
});

test('an empty sheet is empty', async () => {
  const reading = await read([...workbook, sheet('')]);
  assert.equal(reading.observations, [{ rule: 'file/empty', args: {} }]);
});

test('a workbook with a password, and an encrypted archive, are encrypted', async () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
  assert.is((await readFile(memorySource('a.xlsx', ole), AUTO)).unread, 'encrypted');
  assert.is((await readFile(memorySource('a.xls', ole), AUTO)).unread, undefined);
  const locked = workbook.map((part) => ({ ...part, flags: 1 }));
  assert.is((await read([...locked, sheet('')])).unread, 'encrypted');
});

test('another zip archive is no workbook', async () => {
  const bytes = archive([{ name: 'word/document.xml', text: '<x/>' }]);
  const reading = await readFile(memorySource('letter.docx', bytes), AUTO);
  assert.is(reading.format, undefined);
  const binary = archive([
    { name: 'xl/workbook.bin', text: 'x' },
    { name: 'xl/worksheets/sheet1.bin', text: 'x' },
    { name: 'xl/worksheets/_rels/sheet1.bin.rels', text: '<Relationships/>' },
    { name: 'xl/styles.xml', text: '<x/>' },
  ]);
  assert.equal(await readFile(memorySource('orchard.xlsb', binary), AUTO), {
    fields: [],
    observations: [],
  });
});

test('an archive with numbers of 64 bits is read as any other', async () => {
  const rows = `<row>${text('tree')}${text('kg')}</row><row>${text('plum')}<c><v>1</v></c></row>`;
  const bytes = archive([...workbook, sheet(rows)], 3, true);
  const reading = await readFile(memorySource('orchard.xlsx', bytes), AUTO);
  assert.equal(
    reading.fields.map((field) => `${field.name}: ${field.type}`),
    ['tree: string', 'kg: integer'],
  );
});

test('an archive of 64 bits that claims what is not there is undecodable', async () => {
  const bytes = archive([...workbook, sheet('')], 0, true);
  const record = bytes.indexOf('PK\x06\x06', 0, 'latin1');
  const locator = bytes.indexOf('PK\x06\x07', 0, 'latin1');
  const numbers = bytes.indexOf(Buffer.from([9, 9, 9, 9, 1, 0, 24, 0])) + 4;
  for (const at of [record, record + 48, locator, locator + 8, numbers, numbers + 20]) {
    const broken = Buffer.from(bytes);
    broken.fill(0xfe, at, at + 4);
    const reading = await readFile(memorySource('orchard.xlsx', broken), AUTO);
    assert.is(reading.unread, 'undecodable', `at ${at - record}`);
  }
  const vast = Buffer.from(bytes);
  vast.fill(0xff, record + 40, record + 48);
  assert.is((await readFile(memorySource('a.xlsx', vast), AUTO)).unread, 'over-budget');
});

test('a large workbook costs a request a part', async () => {
  const noise = Array.from({ length: 200_000 }, (_, i) =>
    Math.imul(i, 2654435761).toString(36),
  ).join();
  const rows = `<row>${text('tree')}</row><row>${text('plum')}</row>`;
  const source = memorySource(
    'large.xlsx',
    archive([{ name: 'xl/media/photo.png', text: noise }, ...workbook, sheet(rows)]),
  );
  const reading = await readFile(source, AUTO);
  assert.is(reading.fields.length, 1);
  assert.ok(source.requests <= 6, String(source.requests));
  assert.ok(source.bytesRead < 300_000);
});

test('a small workbook costs two requests and no byte twice', async () => {
  const noise = randomBytes(200_000).toString('base64');
  const rows = `<row>${text('tree')}</row><row>${text('plum')}</row>`;
  const bytes = archive([{ name: 'xl/media/photo.png', text: noise }, ...workbook, sheet(rows)]);
  const source = memorySource('small.xlsx', bytes);
  const reading = await readFile(source, AUTO);
  assert.is(reading.fields.length, 1);
  assert.is(source.requests, 2);
  assert.is(source.bytesRead, bytes.length);
});

test('a small workbook that may not be read whole is read by its parts', async () => {
  const noise = randomBytes(200_000).toString('base64');
  const rows = `<row>${text('tree')}</row><row>${text('plum')}</row>`;
  const bytes = archive([{ name: 'xl/media/photo.png', text: noise }, ...workbook, sheet(rows)]);
  const source = memorySource('small.xlsx', bytes, { maxBytes: 200_000 });
  const reading = await readFile(source, AUTO);
  assert.equal([reading.unread, reading.fields.length], [undefined, 1]);
});

test('a directory of 100,000 entries is over budget', async () => {
  assert.is((await read([...workbook, sheet('')], 100_000)).unread, 'over-budget');
});

test('bombs in its parts stop at their bounds', async () => {
  const zeros = Buffer.alloc(60_000_000);
  for (const part of [
    { name: 'xl/worksheets/one.xml', text: zeros },
    { name: 'xl/worksheets/one.xml', text: `<row>${'<c><v>1</v></c>'.repeat(2_000_000)}` },
    { name: 'xl/worksheets/one.xml', text: '<c a="'.repeat(2_000_000) },
    { name: 'xl/worksheets/one.xml', text: '&'.repeat(4_000_000) },
  ]) {
    const reading = await read([...workbook, part]);
    assert.ok(reading.fields.length <= 16_384);
  }
});

test('attributes without end and format codes of brackets are passed over', async () => {
  const tables = `<row>${text('tree')}</row><row><c s="0"><v>1</v></c></row>`;
  const code = '['.repeat(900_000);
  const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`;
  const relations = workbook[1]!.text
    .toString()
    .replace('</', `<Relationship Id="rId9" Type="x/styles" Target="styles.xml"/></`);
  const cells = `<c ${'a'.repeat(1000)} t="str"><v>1</v></c>`.repeat(1000);
  const parts = [
    { ...workbook[0]!, text: `<x ${'b'.repeat(900_000)}/>${workbook[0]!.text}` },
    { ...workbook[1]!, text: relations },
  ];
  const reading = await read([...parts, sheet(tables), { name: 'xl/styles.xml', text: styles }]);
  assert.is(reading.fields[0]?.name, 'tree');
  assert.is((await read([...workbook, sheet(`<row>${cells}</row>`)])).fields.length, 1000);
});

test('a row whose number is none is counted', async () => {
  const rows = `<row/><row r="x">${text('tree')}</row><row r="1e9">${text('plum')}</row>`;
  assert.is((await read([...workbook, sheet(rows)])).headerRow, 2);
});

test('a shared string far away is over budget, not a blank name', async () => {
  const rows = '<row><c t="s"><v>99999999</v></c></row><row><c><v>1</v></c></row>';
  assert.is((await read([...workbook, sheet(rows), strings('<t>a</t>')])).unread, 'over-budget');
});

/** Texts that hardly compress: some `length` characters each. */
const noise = (count: number, length: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => {
    let name = `${i}`;
    for (let seed = i + 1; name.length < length; ) {
      seed = Math.imul(seed ^ (seed >>> 15), 2246822519) + 0x9e3779b9;
      name += `_${(seed >>> 0).toString(36)}`;
    }
    return name;
  });
const numbers = (count: number) => `<row>${'<c><v>1</v></c>'.repeat(count)}</row>`;

test('a header longer than the part that is read first is read whole, with a row below it', async () => {
  const names = noise(3000, 45);
  const header = `<row>${names.map(text).join('')}</row>`;
  for (const title of ['', `<row>${text('Harvest')}</row>`, '<row/>'.repeat(200_000)]) {
    const reading = await read([...workbook, sheet(title + header + numbers(3000))]);
    assert.equal(
      reading.fields.map((field) => field.name),
      names,
    );
    assert.ok(reading.fields.every((field) => field.type === 'integer'));
  }
});

test('a header that no part holds whole is over budget, never cut', async () => {
  const header = `<row>${noise(16_000, 300).map(text).join('')}</row>`;
  for (const title of ['', `<row>${text('Harvest')}</row>`]) {
    const reading = await read([...workbook, sheet(title + header + numbers(16_000))]);
    assert.is(reading.unread, 'over-budget');
    assert.equal(reading.fields, []);
  }
});

test('a header stays where the bytes allowed do not reach the row below it', async () => {
  const names = noise(1200, 45);
  const long = `<row>${noise(3000, 45).map(text).join('')}</row>`;
  const parts = [...workbook, sheet(`<row>${names.map(text).join('')}</row>${long}`)];
  const source = memorySource('orchard.xlsx', archive(parts), { maxBytes: 200 * 1024 });
  const reading = await readFile(source, AUTO);
  assert.is(reading.unread, undefined);
  assert.equal(
    reading.fields.slice(0, 1200).map((field) => field.name),
    names,
  );
});

test('names that stand last among many shared strings are found', async () => {
  const values = noise(70_000, 20).map((value) => `<x:si><x:t>${value}</x:t></x:si>`);
  const last = [
    '<si><t>tree</t><rPh><t>x</t></rPh></si >',
    '<!-- <si><t>pear</t></si> --><si/>',
    '<si><t><![CDATA[kg </si>]]></t></si>',
  ];
  const rows = `<row><c t="s"><v>70000</v></c><c t="s"><v>70002</v></c></row>
    <row><c><v>1</v></c><c t="s"><v>999999999</v></c></row>`;
  const shared = {
    name: 'xl/sharedStrings.xml',
    text: `<sst>${[...values, ...last].join('')}</sst>`,
  };
  const parts = [...workbook, sheet(rows), shared];
  assert.equal(await shown(parts), ['tree: integer', 'kg </si>: string']);
});

test('shared strings made to cost much are passed over', async () => {
  const rows = '<row><c t="s"><v>999999</v></c></row>';
  for (const piece of ['<si ', '<si/>', '<!-- -->', `<${'a'.repeat(64)}`, ' ', '</si   ']) {
    const hostile = { name: 'xl/sharedStrings.xml', text: '<si '.padEnd(16_000_000, piece) };
    assert.is(
      (await read([...workbook, sheet(rows), hostile])).unread,
      piece === '<si/>' ? undefined : 'over-budget',
      piece,
    );
  }
});

test('a column past the last is over budget', async () => {
  const rows = '<row><c r="ZZZZ1" t="str"><v>a</v></c></row>';
  assert.is((await read([...workbook, sheet(rows)])).unread, 'over-budget');
});

test.run();
