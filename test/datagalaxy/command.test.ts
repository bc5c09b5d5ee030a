import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Entry } from '../../src/catalogue/index.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { startServer } from '../../src/demo/server/index.ts';
import { printSnapshot } from '../../src/snapshot/index.ts';
import { startDataGalaxy, type TestServer, TOKEN } from './server/server.ts';
import { file, ORCHARD, sorted } from './support.ts';

// The SDK would remark on the version of Node in the middle of the report.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const test = suite('the command push');

interface Desk {
  readonly folder: string;
  readonly server: TestServer;
  readonly run: (
    argv: readonly string[],
    world?: { readonly stdin?: string; readonly isTerminal?: boolean },
  ) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  readonly snapshot: (entries: readonly Entry[], name?: string) => Promise<void>;
}

/** A folder with a configuration and a snapshot of the orchard, and a tenant to push it into. */
async function atDesk(use: (desk: Desk) => Promise<void>, more = ''): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const server = await startDataGalaxy();
  const snapshot: Desk['snapshot'] = async (entries, name = 'datagalaxy.snapshot.json') => {
    let text = '';
    for await (const chunk of printSnapshot(entries)) text += chunk;
    writeFileSync(join(folder, name), text);
  };
  try {
    await snapshot(ORCHARD);
    writeFileSync(
      join(folder, 'datagalaxy.config.yaml'),
      `version: 1\nbuckets:\n  - name: orchard\ndatagalaxy:\n  url: ${server.url}\n  token: \${env:TOKEN}\n  workspace: Harbour\n  requestsPerSecond: 8\n${more}`,
    );
    await use({
      folder,
      server,
      snapshot,
      run: async (argv, { stdin = '', isTerminal = false } = {}) => {
        const out = { stdout: '', stderr: '' };
        const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
          isTerminal,
          isClosed: () => false,
          columns: 100,
          write: async (text) => {
            out[name] += text;
          },
        });
        const code = await main(argv, {
          cwd: folder,
          env: { TOKEN, NO_COLOR: '1', TERM: 'dumb', PATH: process.env['PATH'] },
          stdin: (async function* () {
            yield Buffer.from(stdin);
          })(),
          stdout: output('stdout'),
          stderr: output('stderr'),
          signal: new AbortController().signal,
          now: () => performance.now(),
        });
        assert.not.match(out.stdout + out.stderr, TOKEN);
        return { code, ...out };
      },
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const FROM = ['push', '--from', 'datagalaxy.snapshot.json'] as const;

test('plans like terraform, and changes nothing', async () => {
  await atDesk(async ({ run, server, folder }) => {
    const { code, stdout, stderr } = await run(FROM);
    assert.is(stderr, '');
    assert.is(code, 0);
    assert.is(
      stdout.replace(/127\.0\.0\.1:\d+/, 'HOST'),
      `datagalaxy.snapshot.json -> workspace "Harbour" at HOST

  + orchard                                 source
  + orchard/apples/
  + orchard/apples/{YYYY}/
  + orchard/apples/{YYYY}/harvest_{MM}.csv  3 fields
  + orchard/apples/{YYYY}/varieties.csv     2 fields
  + orchard/cellar/
  + orchard/pears/
  + orchard/pears/stock.parquet             2 fields
  + orchard/readme.txt                      0 fields

Plan: 16 to create (1 source, 4 directories, 4 files, 7 fields), 0 to update, 0 unchanged.
Nothing was changed. To carry it out, add --apply.
`,
    );
    assert.is(server.dictionary('Harbour').nodes.size, 0);
    assert.not(readdirSync(folder).includes('.datagalaxy'));
  });
});

test('applies, then has nothing to do', async () => {
  await atDesk(async ({ run, server }) => {
    const first = await run([...FROM, '--apply']);
    assert.is(first.code, 0);
    assert.match(first.stdout, /Done: 16 created, 0 updated, in 3 requests\.\n$/);
    assert.is(server.dictionary('Harbour').nodes.size, 16);
    const { stdout } = await run([...FROM, '--apply']);
    assert.match(stdout, /\n\nNothing to do: 16 objects as in the snapshot\.\n$/);
  });
});

const AFTER = sorted([
  ...ORCHARD.filter(({ path }) => !path.includes('varieties')),
  file('/apples/{YYYY}/kinds.csv', ['id:integer', 'name']),
]);

test('shows orphans, what may be a rename, and how to go on', async () => {
  await atDesk(async ({ run, snapshot, server }) => {
    await run([...FROM, '--apply']);
    await snapshot(AFTER);
    const all = ['--orphans', 'delete', '--max-orphans', '50%'];
    const planned = await run([...FROM, ...all]);
    assert.match(
      planned.stdout,
      / {2}- orchard\/apples\/\{YYYY\}\/varieties\.csv +file, orphaned\n/,
    );
    assert.match(planned.stdout, /3 orphaned \(to be deleted\)/);
    assert.match(planned.stdout, /If "varieties\.csv" is now called "kinds\.csv", say so/);
    assert.match(planned.stdout, /add --apply --confirm 3\.\n$/);
    const pipeline = await run([...FROM, ...all, '--apply']);
    assert.is(pipeline.code, 2);
    assert.match(pipeline.stderr, /add --confirm 3/);
    const wrong = await run([...FROM, ...all, '--apply'], { isTerminal: true, stdin: '2\n' });
    assert.is(wrong.code, 2);
    assert.match(wrong.stderr, /Type 3 to go on:/);
    assert.is(server.dictionary('Harbour').nodes.size, 16);
    const right = await run([...FROM, ...all, '--apply'], { isTerminal: true, stdin: '3\n' });
    assert.is(right.code, 0);
    assert.match(right.stdout, /Done: 3 created, 0 updated, 3 deleted/);
    assert.is(server.dictionary('Harbour').nodes.size, 16);
  });
});

test('tells the plan and the result as JSON', async () => {
  await atDesk(async ({ run, folder }) => {
    const { stdout } = await run([...FROM, '--format', 'json', '--output', 'plan.json', '--apply']);
    assert.is(stdout, '');
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    assert.is(plan.push, 1);
    assert.is(plan.workspace, 'Harbour');
    assert.equal(plan.create, { source: 1, directory: 4, file: 4, field: 7 });
    assert.is(plan.changes.length, 9);
    assert.is(plan.result.created, 16);
  });
});

test('reads a snapshot of the history', async () => {
  await atDesk(async ({ run, folder, snapshot }) => {
    const git = (...argv: string[]): void => {
      const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
      execFileSync('git', [...who, ...argv], { cwd: folder, stdio: 'ignore' });
    };
    git('init');
    git('add', 'datagalaxy.snapshot.json', 'datagalaxy.config.yaml');
    git('commit', '-m', 'Plant the orchard');
    await snapshot([]);
    const { stdout, code } = await run(['push', '--from', 'git:HEAD', '--apply']);
    assert.is(code, 0);
    assert.match(stdout, /^git:HEAD -> workspace "Harbour"/);
    assert.match(stdout, /Done: 16 created/);
    assert.is((await run(['push', '--from', 'git:nowhere'])).code, 2);
  });
});

test('writes the file for the import without a token, a configuration or a network', async () => {
  await atDesk(async ({ run, folder, server }) => {
    rmSync(join(folder, 'datagalaxy.config.yaml'));
    const { code } = await run([...FROM, '--format', 'csv', '--output', 'catalogue.csv']);
    assert.is(code, 0);
    const lines = readFileSync(join(folder, 'catalogue.csv'), 'utf8').split('\n');
    assert.is(lines[0], 'Path,Type');
    assert.is(lines.length, 1 + 16 + 1);
    assert.is(server.seen.length, 0);
    const missing = ['push', '--from', 'nothing.json', '--format', 'csv'];
    assert.is((await run(missing)).code, 2);
  });
});

test('refuses flags that make no sense, and a configuration that says not where', async () => {
  await atDesk(async ({ run, folder, server }) => {
    for (const flags of [
      ['--orphans', 'forget'],
      ['--confirm', '3'],
      ['--max-orphans', '110%'],
      ['--max-orphans', 'all'],
      ['--orphans', 'delete', '--confirm', 'yes'],
      ['--format', 'csv', '--apply'],
      ['--format', 'html'],
      ['--orphans', 'delete', '--bucket', 'orchard'],
      ['--orphans', 'obsolete', '--prefix', 'apples/'],
    ]) {
      const { code, stderr } = await run([...FROM, ...flags]);
      assert.is(code, 2, flags.join(' '));
      assert.match(stderr, /^error: /);
    }
    assert.is(server.seen.length, 0);
    writeFileSync(
      join(folder, 'datagalaxy.config.yaml'),
      'version: 1\nbuckets: [{ name: orchard }]\n',
    );
    const { code, stderr } = await run(FROM);
    assert.is(code, 2);
    assert.match(stderr, /"url", "token" and "workspace" are missing under `datagalaxy`/);
  });
});

test('tells failures with their exit code', async () => {
  await atDesk(async ({ run, server, folder }) => {
    server.fault = () => ({ kind: 'answer', status: 401 });
    const refused = await run([...FROM, '--apply']);
    assert.is(refused.code, 3);
    assert.match(refused.stderr, /does not accept the token.*\[datagalaxy\/bad-token\]\nnext: /);
    writeFileSync(join(folder, 'datagalaxy.snapshot.json'), '{"snapshot":1,"files":[\n');
    server.fault = undefined;
    const cut = await run([...FROM, '--apply']);
    assert.is(cut.code, 2);
    assert.match(cut.stderr, /snapshot\/malformed/);
    assert.is(server.dictionary('Harbour').nodes.size, 0);
  });
});

test('without --from, pushes the lake as it is now', async () => {
  const lake = await startServer({
    credentials: [],
    buckets: [{ name: 'orchard', region: 'eu-west-1', isPublic: true }],
  });
  try {
    lake.put('orchard', 'apples/2024/harvest.csv', 'tree;kilos\nold oak;12\nquince;7\n');
    const access = `auth:\n  nobody: { kind: anonymous }\nendpoints:\n  local: { kind: url, url: "${lake.url}" }\ndefaults: { auth: nobody, endpoint: local, region: eu-west-1 }\n`;
    await atDesk(async ({ run, folder, server }) => {
      rmSync(join(folder, 'datagalaxy.snapshot.json'));
      const { code, stdout, stderr } = await run(['push', '--apply']);
      assert.is(code, 0, stderr);
      assert.match(stdout, /^live -> workspace "Harbour"[\s\S]*Done: 6 created/);
      assert.is(server.dictionary('Harbour').nodes.size, 6);
      lake.delete('orchard', 'apples/2024/harvest.csv');
      const { stdout: emptied } = await run(['push']);
      assert.match(emptied, /0 to create, 0 to update, 0 unchanged, 5 orphaned \(kept\)/);
    }, access);
  } finally {
    await lake.close();
  }
});

test('a help with examples', async () => {
  await atDesk(async ({ run }) => {
    const { stdout, code } = await run(['push', '--help']);
    assert.is(code, 0);
    assert.match(stdout, /Examples:\n {2}datagalaxy-s3 push --from git:main\n/);
  });
});

test('the doctor checks DataGalaxy too: address, token, workspace, types', async () => {
  await atDesk(async ({ run, folder }) => {
    const lake = await startServer({
      credentials: [{ accessKeyId: 'ORCHARDKEY0000000001', secretAccessKey: 'orchard-secret' }],
      buckets: ['orchard'],
    });
    try {
      lake.put('orchard', 'apples.csv', 'a;b\n1;2\n');
      const argv = ['doctor', '--bucket', 'orchard', '--region', 'eu-west-1'];
      const access = ['--endpoint-url', lake.url, '--user', 'ORCHARDKEY0000000001'];
      const doctor = (more: readonly string[] = []) =>
        run([...argv, ...access, '--password', 'orchard-secret', ...more]);
      const sound = await doctor();
      assert.match(sound.stdout, /DataGalaxy\n {2}ok {4}workspace/);
      assert.match(sound.stdout, /ok {4}types/);
      assert.is(sound.code, 0, sound.stdout);
      const record = JSON.parse((await doctor(['--format', 'json'])).stdout);
      assert.equal(record.datagalaxy, [
        { check: 'workspace' },
        { check: 'read' },
        { check: 'types' },
      ]);
      const file = join(folder, 'datagalaxy.config.yaml');
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('workspace: Harbour', 'workspace: Harbuor'),
      );
      const unknown = await doctor();
      assert.is(unknown.code, 3);
      assert.match(unknown.stdout, /FAIL {2}workspace .*Harbuor/);
    } finally {
      await lake.close();
    }
  });
});

test.run();
