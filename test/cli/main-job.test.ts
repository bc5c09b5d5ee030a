import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cleanEnv, withHarbour } from '../support/cli.ts';

const test = suite('the main job');

const MASKS = ['"/landings/{YYYYMMDD}/catch.csv"', '"/reference/{{table:alpha}}.csv"'];
const SNAPSHOT = 'datagalaxy.snapshot.json';

test('first snapshot, no news, a new day, then changes: the gate passes and fails as it should', async () => {
  await withHarbour(
    async ({ run, put, folder }) => {
      put('landings/20240101/catch.csv', 'ship;weight\nAurora;12\n');
      put('reference/ports.csv', 'code,port\nBES,Brest\n');
      const file = join(folder, SNAPSHOT);

      const missing = await run(['diff']);
      assert.is(missing.code, 4);
      assert.match(missing.stderr, /snapshot --write/);
      assert.is(missing.stdout, '');

      const first = await run(['snapshot']);
      assert.is(first.code, 0, first.stderr);
      assert.is(
        readFileSync(file, 'utf8'),
        `{"snapshot":1,"files":[
{"bucket":"harbour","path":"/landings/{YYYYMMDD}/catch.csv","format":"csv","delimiter":";","encoding":"utf-8","header":true,"fields":[
{"name":"ship","type":"string"},
{"name":"weight","type":"integer"}]},
{"bucket":"harbour","path":"/reference/ports.csv","format":"csv","delimiter":",","encoding":"utf-8","header":true,"fields":[
{"name":"code","type":"string"},
{"name":"port","type":"string"}]}]}
`,
      );

      put('landings/20240102/catch.csv', 'ship;weight\nBoreas;13\n');
      const before = statSync(file).mtimeMs;
      const again = await run(['snapshot']);
      assert.is(again.code, 0);
      assert.match(again.stderr, /up to date/);
      assert.is(statSync(file).mtimeMs, before, 'an unchanged snapshot is not written');
      const quiet = await run(['diff', '--format', 'json']);
      assert.is(quiet.code, 0);
      assert.equal(JSON.parse(quiet.stdout).summary, {
        error: 0,
        warn: 0,
        info: 0,
        accepted: 0,
        changed: false,
      });

      put('landings/20240103/catch.csv', 'ship;port\nAurora;Brest\n');
      const changed = await run(['diff']);
      assert.is(changed.code, 1);
      assert.match(changed.stdout, /- weight\s+integer/);
      assert.match(changed.stdout, /\+ port\s+string/);
      assert.match(changed.stdout, /1 error/);
      assert.match(changed.stdout, /snapshot --write/);
      assert.is((await run(['diff', '--fail-on', 'never'])).code, 0);
      assert.is((await run(['diff', '--fail-on', 'info'])).code, 1);

      const stale = await run(['snapshot', '--check']);
      assert.is(stale.code, 4);
      assert.not.match(readFileSync(file, 'utf8'), /"port","type":"string"\}\]\},\n/);
      assert.is((await run(['snapshot'], { env: { CI: 'true' } })).code, 4);
      assert.is((await run(['snapshot', '--write'], { env: { CI: 'true' } })).code, 0);
      assert.is((await run(['snapshot'], { env: { CI: 'true' } })).code, 0);
      assert.is((await run(['diff'])).code, 0);
      assert.equal(readdirSync(folder).sort(), ['.datagalaxy', 'datagalaxy.config.yaml', SNAPSHOT]);
    },
    { masks: MASKS },
  );
});

test('the JSON report says what a program needs', async () => {
  await withHarbour(
    async ({ run, put }) => {
      put('landings/20240101/catch.csv', 'ship;weight\nAurora;12\n');
      await run(['snapshot']);
      put('landings/20240102/catch.csv', 'ship\nAurora\n');
      const { stdout, code } = await run(['diff', '--format', 'json']);
      assert.is(code, 1);
      const report = JSON.parse(stdout);
      assert.is(report.report, 1);
      assert.is(report.tool.name, 'datagalaxy-s3');
      assert.is(report.base, SNAPSHOT);
      assert.is(report.head, 'live');
      const [finding] = report.findings;
      assert.is(finding.rule, 'field/removed');
      assert.is(finding.level, 'error');
      assert.is(finding.cause, 'data');
      assert.match(finding.fingerprint, /^[0-9a-f]{16}$/);
      assert.equal(finding.subject, {
        bucket: 'harbour',
        path: '/landings/{YYYYMMDD}/catch.csv',
        field: 'weight',
      });
      assert.equal(finding.before, { type: 'integer' });
      assert.is(finding.after, null);
      assert.is(finding.location.file, 'datagalaxy.config.yaml');
      assert.is(finding.location.line, 15);
      assert.is(report.run.objectsListed, 2);
      assert.is(report.run.getRequests, 1);
      assert.equal(report.run.unread, []);
    },
    { masks: MASKS },
  );
});

test('several reports in one run: formats and files in pairs', async () => {
  await withHarbour(async ({ run, put, folder }) => {
    put('a.csv', 'x\n1\n');
    const text = await run(['snapshot', '--format', 'text', '--format', 'json=one.json']);
    assert.is(text.code, 0);
    assert.match(text.stdout, /file\/added/);
    assert.is(JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8')).report, 1);
    const paired = await run([
      'diff',
      '--format',
      'json',
      '--output',
      'two.json',
      '--format',
      'text',
      '--output',
      'two.txt',
    ]);
    assert.is(paired.code, 0);
    assert.is(paired.stdout, '');
    assert.is(JSON.parse(readFileSync(join(folder, 'two.json'), 'utf8')).report, 1);
    assert.match(readFileSync(join(folder, 'two.txt'), 'utf8'), /[Nn]othing changed/);
    const nowhere = await run(['diff', '--output', 'no/such/folder.txt']);
    assert.is(nowhere.code, 2);
    assert.match(nowhere.stderr, /folder\.txt/);
  });
});

test('readings that are committed to git are not used, and a note says so', async () => {
  await withHarbour(
    async ({ run, put, folder, server }) => {
      const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder });
      put('landings/20240101/catch.csv', 'ship;weight\nAurora;12\n');
      git('init', '-q');
      assert.is((await run(['snapshot'])).code, 0);
      const read = server.counters.read;
      assert.is((await run(['diff'])).stderr, '');
      assert.is(server.counters.read, read);
      git('add', '--force', '.datagalaxy/cache');
      const { code, stderr } = await run(['diff']);
      assert.is(code, 0);
      assert.match(stderr, /^note: "\.datagalaxy" is committed to git.*git rm -r --cached/);
      assert.is(server.counters.read, read + 1);
    },
    { masks: MASKS },
  );
});

test('an unchanged object is not fetched again, and a damaged cache is no harm', async () => {
  await withHarbour(
    async ({ run, put, folder, server }) => {
      put('landings/20240101/catch.csv', 'ship;weight\nAurora;12\n');
      assert.is((await run(['snapshot'])).code, 0);
      const reads = async (argv: readonly string[] = []): Promise<number> => {
        const before = server.counters.read;
        const { code, stdout } = await run(['diff', '--format', 'json', ...argv]);
        assert.is(code, 0);
        assert.is(JSON.parse(stdout).run.getRequests, server.counters.read - before);
        return server.counters.read - before;
      };
      // The first run had no snapshot to take a hint from; this one has.
      assert.is(await reads(), 0);
      assert.is(await reads(['--no-cache']), 1);
      assert.is(readFileSync(join(folder, '.datagalaxy/.gitignore'), 'utf8'), '*\n');
      const cache = join(folder, '.datagalaxy/cache/readings.jsonl');
      assert.is(statSync(cache).mode & 0o777, 0o600);
      const text = readFileSync(cache, 'utf8');
      assert.not.match(text, /Aurora/);
      for (const damaged of [
        '',
        'x',
        text.slice(0, 40),
        text.replace('weight', 'height'),
        '{"id":1}\n',
      ]) {
        writeFileSync(cache, damaged);
        assert.is(await reads(), 1);
        assert.is(await reads(), 0);
      }
      put('landings/20240101/catch.csv', 'ship;weight\nAurora;13\n');
      assert.is(await reads(), 1);
    },
    { masks: MASKS },
  );
});

test('operands: files, git refs, live', async () => {
  await withHarbour(async ({ run, put, folder }) => {
    const git = (...argv: string[]): string =>
      execFileSync(
        'git',
        ['-c', 'user.name=Mate', '-c', 'user.email=mate@harbour.example', ...argv],
        {
          cwd: folder,
          env: cleanEnv(),
          encoding: 'utf8',
        },
      );
    git('init', '-q', '-b', 'main');
    put('a.csv', 'x;y\n1;2\n');
    await run(['snapshot']);
    git('add', '.');
    git('commit', '-q', '-m', 'First look');
    put('a.csv', 'x\n1\n');
    await run(['snapshot']);
    assert.is((await run(['diff'])).code, 0);
    const fromGit = await run(['diff', 'git:main', SNAPSHOT, '--format', 'json']);
    assert.is(fromGit.code, 1);
    assert.is(JSON.parse(fromGit.stdout).findings[0].rule, 'field/removed');
    assert.is((await run(['diff', `git:HEAD:${SNAPSHOT}`, 'live'])).code, 1);
    assert.is((await run(['diff', 'git:main', 'git:HEAD'])).code, 0);
    assert.is((await run(['diff', 'live', 'live'])).code, 0);
    assert.is((await run(['diff', 'git:nowhere'])).code, 2);
    assert.is((await run(['diff', 'git:main:other.json'])).code, 4);
    assert.is((await run(['diff', '--', 'git:--output=x'])).code, 2);
    assert.is((await run(['diff', 'none.json', SNAPSHOT])).code, 2);
  });
});

test('two snapshot files need no configuration', async () => {
  await withHarbour(async ({ run, put, folder, write }) => {
    put('a.csv', 'x;y\n1;2\n');
    await run(['snapshot']);
    const text = readFileSync(join(folder, SNAPSHOT), 'utf8');
    write('before.json', text);
    write('after.json', text.replace('"x"', '"X"'));
    execFileSync('rm', [join(folder, 'datagalaxy.config.yaml')]);
    const { code, stdout } = await run(['diff', 'before.json', 'after.json', '--format', 'json']);
    assert.is(code, 0);
    assert.equal(
      JSON.parse(stdout).findings.map(({ rule, level }: { rule: string; level: string }) => [
        rule,
        level,
      ]),
      [['field/renamed-case', 'warn']],
    );
  });
});

test('a changed mask or option is a change of the configuration, and only informs', async () => {
  await withHarbour(
    async ({ run, put, write, server, folder }) => {
      put('landings/20240101/catch.csv', 'ship;weight\nAurora;12\n');
      await run(['snapshot']);
      const config = readFileSync(join(folder, 'datagalaxy.config.yaml'), 'utf8');
      write('datagalaxy.config.yaml', config.replace('{YYYYMMDD}/catch', '{day:date}/catch'));
      const remasked = await run(['diff', '--format', 'json']);
      assert.is(remasked.code, 0, remasked.stdout + remasked.stderr);
      assert.equal(
        JSON.parse(remasked.stdout).findings.map((finding: { rule: string; cause: string }) => [
          finding.rule,
          finding.cause,
        ]),
        [
          ['file/removed', 'config'],
          ['file/added', 'config'],
        ],
      );
      write(
        'datagalaxy.config.yaml',
        config.replace(MASKS[0] as string, `{ mask: ${MASKS[0]}, csv: { delimiter: "|" } }`),
      );
      const redialled = await run(['diff', '--format', 'json']);
      assert.is(redialled.code, 0, redialled.stdout + redialled.stderr);
      assert.ok(
        JSON.parse(redialled.stdout).findings.every(
          ({ cause }: { cause?: string }) => cause === 'config',
        ),
      );
      assert.ok(server.counters.refused === 0);
    },
    { masks: [MASKS[0] as string] },
  );
});

test('a run for one bucket leaves what the snapshot says of the others alone', async () => {
  await withHarbour(
    async ({ run, server, folder, write }) => {
      server.put('harbour', 'a.csv', 'x\n1\n');
      server.put('orchard', 'b.csv', 'y\n1\n');
      const config = readFileSync(join(folder, 'datagalaxy.config.yaml'), 'utf8');
      const [, bucket = ''] = config.split('buckets:\n');
      write('datagalaxy.config.yaml', config + bucket.replace('name: harbour', 'name: orchard'));
      assert.is((await run(['snapshot'])).code, 0);
      const before = readFileSync(join(folder, SNAPSHOT), 'utf8');
      assert.match(before, /orchard/);
      assert.is((await run(['diff', '--bucket', 'harbour'])).code, 0);
      assert.is((await run(['snapshot', '--bucket', 'harbour', '--check'])).code, 0);
      server.put('harbour', 'a.csv', 'x;z\n1;2\n');
      assert.is((await run(['snapshot', '--bucket', 'harbour'])).code, 0);
      const after = readFileSync(join(folder, SNAPSHOT), 'utf8');
      assert.match(after, /"bucket":"orchard","path":"\/b\.csv"/);
      assert.match(after, /"name":"z"/);
    },
    { buckets: ['harbour', 'orchard'] },
  );
});

test('a read-only folder: a clear error and the old snapshot untouched', async () => {
  if (process.getuid?.() === 0) return; // root writes anywhere
  await withHarbour(async ({ run, put, folder }) => {
    put('a.csv', 'x\n1\n');
    await run(['snapshot']);
    const before = readFileSync(join(folder, SNAPSHOT), 'utf8');
    put('a.csv', 'y\n1\n');
    chmodSync(folder, 0o555);
    const { code, stderr } = await run(['snapshot']);
    chmodSync(folder, 0o755);
    assert.is(code, 2);
    assert.match(stderr, /could not be written/);
    assert.is(readFileSync(join(folder, SNAPSHOT), 'utf8'), before);
  });
});

test('a full disk and a place that cannot be written: a clear error, exit 2', async () => {
  if (!existsSync('/dev/full')) return; // Linux only
  await withHarbour(async ({ run, put, folder }) => {
    put('a.csv', 'x\n1\n');
    const full = await run(['snapshot', '--output', '/dev/full']);
    assert.is(full.code, 2);
    assert.match(full.stderr, /disk is full/);
    assert.not.ok(existsSync(join(folder, SNAPSHOT)));
    mkdirSync(join(folder, SNAPSHOT));
    const directory = await run(['snapshot']);
    assert.is(directory.code, 2);
    assert.match(directory.stderr, /directory/);
  });
});

test('a damaged or newer snapshot is refused and stays as it is', async () => {
  await withHarbour(async ({ run, put, folder }) => {
    put('a.csv', 'x\n1\n');
    await run(['snapshot']);
    const file = join(folder, SNAPSHOT);
    const good = readFileSync(file, 'utf8');
    const damages: readonly [string, RegExp][] = [
      [good.slice(0, -20), /datagalaxy\.snapshot\.json/],
      [`<<<<<<< HEAD\n${good}`, /conflict/],
      [good.replace('"snapshot":1', '"snapshot":99'), /newer|version/],
      ['', /empty|datagalaxy\.snapshot\.json/],
      ['\u0000\u0001', /datagalaxy\.snapshot\.json/],
    ];
    for (const [text, message] of damages) {
      writeFileSync(file, text);
      for (const command of ['diff', 'snapshot']) {
        const { code, stderr } = await run([command]);
        assert.is(code, 2, `${command} on ${JSON.stringify(text.slice(0, 30))}: ${stderr}`);
        assert.match(stderr, message);
        assert.is(readFileSync(file, 'utf8'), text);
      }
    }
  });
});

test('an empty bucket and a prefix with nothing below are no failure', async () => {
  await withHarbour(async ({ run, folder }) => {
    const { code } = await run(['snapshot']);
    assert.is(code, 0);
    assert.is(readFileSync(join(folder, SNAPSHOT), 'utf8'), '{"snapshot":1,"files":[]}\n');
    assert.is((await run(['diff', '--prefix', 'nowhere/'])).code, 0);
  });
});

test('hostile files are told and stop nothing', async () => {
  await withHarbour(async ({ run, put, folder }) => {
    put('good.csv', 'a;b\n1;2\n');
    put('long.csv', Buffer.alloc(6 * 1024 * 1024, 'x'));
    put('nuls.csv', Buffer.alloc(100_000));
    put('none.csv', '');
    put('\u001b[31mred\u202e.csv', 'c\n1\n');
    const { code, stdout, stderr } = await run(['snapshot']);
    assert.is(code, 0, stderr);
    assert.not.match(stdout, /\u001b|\u202e/);
    const { files } = JSON.parse(readFileSync(join(folder, SNAPSHOT), 'utf8'));
    assert.equal(
      files.map(({ path }: { path: string }) => path),
      ['/\u001b[31mred\u202e.csv', '/good.csv', '/long.csv', '/none.csv', '/nuls.csv'],
    );
    assert.equal((await run(['diff'])).code, 0);
  });
});

test('output to a closed pipe ends quietly', async () => {
  await withHarbour(async ({ run, put, folder }) => {
    for (let i = 0; i < 300; i += 1) put(`${'deep/'.repeat(20)}${i}.csv`, 'a\n1\n');
    await run(['snapshot']);
    const bin = new URL('../../dist/main.js', import.meta.url).pathname;
    const out = execFileSync(
      'bash',
      [
        '-c',
        `"${process.execPath}" "${bin}" inspect --files-from <(yes x.csv | head -n 20000) | head -n 1; echo "codes \${PIPESTATUS[0]}"`,
      ],
      {
        cwd: folder,
        env: cleanEnv(),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    assert.match(out, /x\.csv/);
    assert.not.match(out, /codes 70/);
    assert.ok(existsSync(join(folder, SNAPSHOT)));
  });
});

test.run();
