// Readings of earlier runs: kept whole, never trusted. The folder may come with a pull request.
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CacheFile } from '../../src/cli/cache-file.ts';
import { type FileReading, readFile } from '../../src/format/index.ts';
import { AUTO, memorySource } from '../format/memory-source.ts';

const test = suite('cache file');
const READING: FileReading = {
  format: 'csv',
  delimiter: ';',
  encoding: 'utf-8',
  header: true,
  headerRow: 1,
  headerAssumed: true,
  fields: [{ name: 'berth', type: 'integer', accepts: ['integer', 'string'] }],
  observations: [{ rule: 'file/untrimmed-field', field: 'berth', args: { count: 1 } }],
};

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'harbour-'));
  try {
    mkdirSync(join(folder, 'repository/.datagalaxy/cache'), { recursive: true });
    await use(join(folder, 'repository'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const fileOf = (folder: string) => join(folder, '.datagalaxy/cache/readings.jsonl');

async function save(folder: string): Promise<void> {
  const cache = await CacheFile.open(folder);
  cache.put('a', READING);
  await cache.save();
}

const known = async (folder: string, id = 'a') => (await CacheFile.open(folder)).get(id);

/** A line as this program would write it, of a reading that it would not. */
const line = (reading: unknown): string => {
  const sum = createHash('sha256').update(JSON.stringify(reading)).digest('hex').slice(0, 16);
  return `${JSON.stringify({ id: 'a', sum, reading })}\n`;
};

test('what was put is there again, the explanation apart', () =>
  inFolder(async (folder) => {
    const cache = await CacheFile.open(folder);
    cache.put('a', { ...READING, explanation: { tried: 3 } });
    await cache.save();
    assert.equal(await known(folder), READING);
    assert.is(await known(folder, 'b'), undefined);
  }));

test('the reading of every sample file is kept as it is', () =>
  inFolder(async (folder) => {
    const root = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));
    const files = readdirSync(root, { recursive: true, withFileTypes: true });
    const readings = new Map<string, FileReading>();
    for (const file of files.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      readings.set(path, await readFile(memorySource(path, readFileSync(path)), AUTO));
    }
    const cache = await CacheFile.open(folder);
    for (const [path, reading] of readings) cache.put(path, reading);
    await cache.save();
    const again = await CacheFile.open(folder);
    for (const [path, reading] of readings) assert.equal(again.get(path), reading, path);
    assert.ok(readings.size > 10);
  }));

const field = READING.fields[0];
const FORGED: Readonly<Record<string, unknown>> = {
  'no reading': 7,
  'a rule that is none': { ...READING, observations: [{ rule: 'file/haunted', args: {} }] },
  'a name of Object’s own as rule': { ...READING, observations: [{ rule: 'toString', args: {} }] },
  'a rule of changes': { ...READING, observations: [{ rule: 'field/removed', args: {} }] },
  'facts that are none': { ...READING, observations: [{ rule: 'file/empty', args: null }] },
  'facts of objects': { ...READING, observations: [{ rule: 'file/empty', args: { of: {} } }] },
  'a field of a number': { ...READING, observations: [{ rule: 'file/empty', field: 1, args: {} }] },
  'a reason that is none': { ...READING, fields: [], unread: '\u001b[31m' },
  'fields of a file that was not read': { ...READING, unread: 'undecodable' },
  'a format of another type': { ...READING, format: 7 },
  'a header of another type': { ...READING, header: 'yes' },
  'a field without a name': { ...READING, fields: [{ ...field, name: '' }] },
  'a type that is none': { ...READING, fields: [{ ...field, type: 'constructor' }] },
  'a source type of another type': { ...READING, fields: [{ ...field, nativeType: {} }] },
  'a value': { ...READING, fields: [{ ...field, value: 'secret' }] },
  'no observations': { format: 'csv', fields: [] },
};

for (const [name, reading] of Object.entries(FORGED)) {
  test(`is as good as none: ${name}`, () =>
    inFolder(async (folder) => {
      writeFileSync(fileOf(folder), `${line(reading)}${line(READING).replace('"a"', '"b"')}`);
      assert.is(await known(folder), undefined);
      assert.equal(await known(folder, 'b'), READING);
    }));
}

test('a line that is no end is passed over', () =>
  inFolder(async (folder) => {
    writeFileSync(fileOf(folder), `${'x'.repeat(20_000_000)}\n${line(READING)}`);
    assert.equal(await known(folder), READING);
  }));

test('what is no file is not read, and is replaced', () =>
  inFolder(async (folder) => {
    if (process.platform === 'win32') return;
    symlinkSync('/dev/zero', fileOf(folder));
    assert.is(await known(folder), undefined);
    await save(folder);
    assert.equal(await known(folder), READING);
  }));

test('links lead nothing that is written elsewhere', () =>
  inFolder(async (folder) => {
    const outside = join(folder, '../outside');
    writeFileSync(outside, 'kept');
    symlinkSync(outside, join(folder, '.datagalaxy/.gitignore'));
    symlinkSync(outside, `${fileOf(folder)}.${process.pid}.tmp`);
    symlinkSync(outside, fileOf(folder));
    await save(folder);
    assert.is(readFileSync(outside, 'utf8'), 'kept');
    assert.equal(await known(folder), READING);
    rmSync(join(folder, '.datagalaxy'), { recursive: true });
    mkdirSync(join(folder, '../elsewhere'));
    symlinkSync(join(folder, '../elsewhere'), join(folder, '.datagalaxy'));
    await save(folder);
    assert.equal(readdirSync(join(folder, '../elsewhere')), []);
  }));

test('a folder that cannot be made is no failure', () =>
  inFolder(async (folder) => {
    rmSync(join(folder, '.datagalaxy'), { recursive: true });
    writeFileSync(join(folder, '.datagalaxy'), '');
    await save(folder);
    assert.is(await known(folder), undefined);
  }));

test.run();
