import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Entry, UserError } from '../../src/catalogue/index.ts';
import { openSnapshotFile, wouldChange, writeSnapshotFile } from '../../src/snapshot/index.ts';
import { file, print } from './harbour.ts';

const test = suite<{ readonly directory: string; readonly path: string }>('snapshot/write-file');
const BOATS = [file('/boats.csv', ['boat_id:integer', 'skipper:string'])];
const MORE = [...BOATS, file('/tides.csv', ['height:number'])];
const FLEET = Array.from({ length: 6000 }, (_, i) =>
  file(`/fleet/${String(i).padStart(5, '0')}.csv`, ['a:date', 'b:time']),
);
const CHANGED = { changed: true, written: true };
const SAME = { changed: false, written: false };

test.before.each((context) => {
  const directory = mkdtempSync(join(tmpdir(), 'harbour-'));
  Object.assign(context, { directory, path: join(directory, 'harbour.json') });
});
test.after.each(({ directory }) => rmSync(directory, { recursive: true, force: true }));

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => assert.unreachable('no error'),
    (error: unknown) => error,
  );
}

test('creates, replaces, and leaves equal bytes alone', async ({ directory, path }) => {
  assert.equal(await writeSnapshotFile(path, BOATS), CHANGED);
  const before = statSync(path).mtimeMs;
  assert.equal(await writeSnapshotFile(path, BOATS), SAME);
  assert.is(statSync(path).mtimeMs, before);
  assert.equal(await writeSnapshotFile(path, MORE), CHANGED);
  assert.equal(await writeSnapshotFile(path, BOATS), CHANGED);
  assert.is(readFileSync(path, 'utf8'), await print(BOATS));
  assert.equal(readdirSync(directory), ['harbour.json']);
});

test('keeps what was equal when the difference comes late', async ({ path }) => {
  await writeSnapshotFile(path, FLEET);
  const changed = [...FLEET.slice(0, -1), file('/fleet/last.csv', ['a:date'])];
  assert.equal(await writeSnapshotFile(path, changed), CHANGED);
  assert.is(readFileSync(path, 'utf8'), await print(changed));
});

test('a longer old file that begins with the new text is replaced', async ({ path }) => {
  writeFileSync(path, `${await print(BOATS)}\n`);
  assert.ok(await wouldChange(path, BOATS));
  assert.equal(await writeSnapshotFile(path, BOATS), CHANGED);
  assert.is(readFileSync(path, 'utf8'), await print(BOATS));
});

test('says what it would do without doing it', async ({ directory, path }) => {
  assert.ok(await wouldChange(path, BOATS));
  assert.equal(readdirSync(directory), []);
  await writeSnapshotFile(path, BOATS);
  assert.not(await wouldChange(path, BOATS));
  assert.ok(await wouldChange(path, MORE));
  assert.is(readFileSync(path, 'utf8'), await print(BOATS));
});

test('makes the directory that is missing', async ({ directory }) => {
  const path = join(directory, 'catalogue/port/harbour.json');
  assert.equal(await writeSnapshotFile(path, BOATS), CHANGED);
  assert.is(readFileSync(path, 'utf8'), await print(BOATS));
});

test('keeps the mode', async ({ path }) => {
  writeFileSync(path, '');
  chmodSync(path, 0o640);
  await writeSnapshotFile(path, BOATS);
  assert.is(statSync(path).mode & 0o777, 0o640);
});

test('writes through symbolic links', async ({ directory, path }) => {
  mkdirSync(join(directory, 'quay'));
  symlinkSync('quay/inner.json', path);
  symlinkSync('real.json', join(directory, 'quay/inner.json'));
  await writeSnapshotFile(path, BOATS);
  await writeSnapshotFile(path, MORE);
  assert.ok(lstatSync(path).isSymbolicLink());
  assert.is(readFileSync(join(directory, 'quay/real.json'), 'utf8'), await print(MORE));
});

test('refuses a loop of links, a directory, a path below a file', async ({ directory, path }) => {
  symlinkSync('harbour.json', path);
  mkdirSync(join(directory, 'quay'));
  writeFileSync(join(directory, 'pier'), '');
  for (const [target, code] of [
    [path, 'ELOOP'],
    [join(directory, 'quay'), 'not-a-file'],
    [join(directory, 'pier/harbour.json'), 'ENOTDIR'],
  ] as const) {
    const error = await errorOf(writeSnapshotFile(target, BOATS));
    assert.instance(error, UserError);
    assert.equal(
      [(error as UserError).id, (error as UserError).args['code']],
      ['usage/write-failed', code],
    );
  }
});

test('leaves the old file and no trace when the entries fail', async ({ directory, path }) => {
  await writeSnapshotFile(path, BOATS);
  const failure = new UserError('s3/incomplete-listing');
  async function* broken(): AsyncGenerator<Entry> {
    yield* FLEET;
    throw failure;
  }
  assert.is(await errorOf(writeSnapshotFile(path, broken())), failure);
  assert.is(await errorOf(wouldChange(path, broken())), failure);
  assert.is(readFileSync(path, 'utf8'), await print(BOATS));
  assert.equal(readdirSync(directory), ['harbour.json']);
});

test('a device is not replaced by a file', async () => {
  const error = await errorOf(writeSnapshotFile('/dev/full', BOATS));
  assert.is((error as UserError).id, 'usage/write-failed');
});

test('opens a file by name; a missing one is the user’s or the repository’s', async ({
  directory,
  path,
}) => {
  await writeSnapshotFile(path, MORE);
  const entries: Entry[] = [];
  for await (const entry of openSnapshotFile(path).entries) entries.push(entry);
  assert.equal(entries, MORE);
  const next = async (...input: Parameters<typeof openSnapshotFile>) => {
    for await (const _ of openSnapshotFile(...input).entries) break;
  };
  const missing = join(directory, 'none.json');
  const ids = await Promise.all(
    [next(missing), next(missing, { committed: true }), next(directory)].map(async (opening) => {
      const error = await errorOf(opening);
      return (error as UserError).id;
    }),
  );
  assert.equal(ids, ['usage/file-not-found', 'snapshot/missing', 'usage/file-unreadable']);
});

test.run();
