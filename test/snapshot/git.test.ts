import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Entry, UserError } from '../../src/catalogue/index.ts';
import { openGitRepo, openGitSnapshot, parseOperand } from '../../src/snapshot/index.ts';
import { file, print } from './harbour.ts';

const test = suite('snapshot/git');
const directory = mkdtempSync(join(tmpdir(), 'harbour-git-'));
const clone = `${directory}-clone`;
const link = `${directory}-link`;
const git = (...args: readonly string[]): string =>
  execFileSync(
    'git',
    [
      '-c',
      'user.name=Harbour',
      '-c',
      'user.email=harbour@example.org',
      '-c',
      'init.defaultBranch=main',
      ...args,
    ],
    { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
const OLD = [file('/boats.csv', ['boat_id:integer'])];
const NEW = [file('/boats.csv', ['boat_id:integer', 'skipper:string'])];

test.before(async () => {
  git('init', '-q');
  mkdirSync(join(directory, 'lake'));
  for (const [tag, entries] of [
    ['v1', OLD],
    ['v2', NEW],
  ] as const) {
    writeFileSync(join(directory, 'lake/harbour.json'), await print(entries));
    git('add', '.');
    git('commit', '-q', '-m', 'Take a snapshot');
    git('tag', tag);
  }
  symlinkSync(directory, link);
});
test.after(() => {
  for (const path of [directory, clone, link]) rmSync(path, { recursive: true, force: true });
});

async function show(operand: string, from = directory): Promise<readonly Entry[]> {
  const parsed = parseOperand(operand);
  if (parsed.kind !== 'git') throw new Error('no git operand');
  const repo = await openGitRepo(join(from, 'lake'));
  const entries: Entry[] = [];
  const { entries: stream, name } = openGitSnapshot(repo, parsed, join(from, 'lake/harbour.json'));
  assert.is(name, operand);
  for await (const entry of stream) entries.push(entry);
  return entries;
}

async function failure(promise: Promise<unknown>): Promise<object> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return { id: error.id, ...error.args };
    throw error;
  }
  throw new Error('no error');
}

test('operands', () => {
  assert.equal(parseOperand('live'), { kind: 'live' });
  assert.equal(parseOperand('./live'), { kind: 'file', path: './live' });
  assert.equal(parseOperand('a.json'), { kind: 'file', path: 'a.json' });
  assert.equal(parseOperand('git:HEAD~1'), { kind: 'git', ref: 'HEAD~1' });
  assert.equal(parseOperand('git:v1:lake/a:b.json'), {
    kind: 'git',
    ref: 'v1',
    path: 'lake/a:b.json',
  });
  for (const text of ['git:', 'git::a', 'git:--help', 'git:-x:a', 'git:a b', 'git:a\nb']) {
    assert.throws(
      () => parseOperand(text),
      (error: unknown) => error instanceof UserError && error.id === 'usage/git',
    );
  }
});

test('a ref, a tag, an ancestor, a path, from below the root', async () => {
  assert.equal(await show('git:HEAD'), NEW);
  assert.equal(await show('git:v1'), OLD);
  assert.equal(await show('git:HEAD~1'), OLD);
  assert.equal(await show('git:v1:lake/harbour.json'), OLD);
  assert.equal(await show('git:v1:./lake/../lake/harbour.json'), OLD);
  assert.equal(await show('git:v2', link), NEW);
});

test('an unknown ref names the nearest', async () => {
  assert.equal(await failure(show('git:mian')), {
    id: 'usage/git',
    reason: 'unknown-ref',
    ref: 'mian',
    nearest: 'main',
  });
  assert.equal(await failure(show('git:harvest')), {
    id: 'usage/git',
    reason: 'unknown-ref',
    ref: 'harvest',
  });
});

test('a shallow clone is a likely reason', async () => {
  git('clone', '-q', '--depth', '1', `file://${directory}`, clone);
  const error = await failure(show('git:HEAD~1', clone));
  assert.equal(error, { id: 'usage/git', reason: 'unknown-ref', ref: 'HEAD~1', shallow: true });
});

test('no snapshot at that ref', async () => {
  assert.equal(await failure(show('git:HEAD:orchard.json')), {
    id: 'snapshot/missing',
    ref: 'HEAD',
    path: 'orchard.json',
  });
});

test('a directory is no snapshot, and outside the repository is nothing', async () => {
  assert.match(JSON.stringify(await failure(show('git:HEAD:lake'))), '"reason":"failed"');
  assert.match(
    JSON.stringify(await failure(show('git:HEAD:../../etc/passwd'))),
    '"outside-repository"',
  );
  assert.match(JSON.stringify(await failure(show('git:HEAD:/etc/passwd'))), '"outside-repository"');
});

test('no repository', async () => {
  const alone = mkdtempSync(join(tmpdir(), 'harbour-alone-'));
  assert.equal(await failure(openGitRepo(alone)), {
    id: 'usage/git',
    reason: 'not-a-repository',
    directory: alone,
  });
  rmSync(alone, { recursive: true });
});

test('a reader that stops early leaves no process behind', async () => {
  const repo = await openGitRepo(directory);
  for await (const _ of repo.show('HEAD', 'lake/harbour.json')) break;
});

test.run();
