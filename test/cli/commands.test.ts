import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CliOptions, type CliResult, runCli, withHarbour } from '../support/cli.ts';

const test = suite('commands');

/** Runs in a folder that holds the given files. */
async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (
    run: (argv: readonly string[], options?: Partial<CliOptions>) => Promise<CliResult>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orchard-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await use((argv, options = {}) => runCli(argv, { cwd: folder, ...options }), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('help, version and mistakes in the call', async () => {
  await inFolder({}, async (run) => {
    const help = await run(['--help']);
    assert.is(help.code, 0);
    assert.match(help.stdout, /snapshot/);
    assert.is((await run([])).code, 2);
    assert.match((await run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const command of [
      ['init'],
      ['check'],
      ['diff'],
      ['snapshot'],
      ['rules'],
      ['inspect'],
      ['masks', 'test'],
      ['schema'],
      ['demo'],
    ]) {
      const { code, stdout } = await run([...command, '--help']);
      assert.is(code, 0);
      assert.match(stdout, /Example/, `${command.join(' ')} --help has an example`);
    }
    const typo = await run(['snapshto']);
    assert.is(typo.code, 2);
    assert.match(typo.stderr, /snapshot/);
    assert.is((await run(['diff', '--nonsense'])).code, 2);
    assert.is((await run(['diff', '--format', 'yaml'])).code, 2);
    assert.is((await run(['diff', '--fail-on', 'sometimes'])).code, 2);
    assert.is((await run(['snapshot', '--check', '--write'])).code, 2);
    assert.is((await run(['diff', '--concurrency', '0'])).code, 2);
  });
});

test('a pipe that nobody writes to is refused, not waited for', async () => {
  if (process.platform === 'win32') return;
  await inFolder({}, async (run, folder) => {
    execFileSync('mkfifo', [join(folder, 'landings.csv')]);
    const { code, stdout } = await run(['inspect', 'landings.csv'], {
      // Only so that a program that waits has this test's name.
      kill: { when: setTimeout(60_000, undefined, { ref: false }), signal: 'SIGKILL' },
    });
    assert.is(code, 2);
    assert.match(stdout, /not a regular file/);
  });
});

test('of several buckets one must be named, and one mask takes while two take', async () => {
  const config = [
    'version: 1',
    'buckets:',
    '  - name: orchard',
    '    masks: ["/plums/*", "/plums/{YYYY}.csv"]',
    '  - name: harbour',
    '    masks: ["/a/?", "/a/??*", "/a/{n:int}"]',
  ].join('\n');
  await inFolder({ 'datagalaxy.config.yaml': config }, async (run) => {
    const unnamed = await run(['explain', 'plums/2024.csv']);
    assert.is(unnamed.code, 2);
    assert.match(unnamed.stderr, /several to choose from, so --bucket is needed/);
    assert.match(unnamed.stderr, /"orchard" or "harbour"/);
    const { stdout } = await run(['check']);
    assert.match(stdout, /"\/plums\/\*" \(line 4\) takes every key/);
    assert.match(stdout, /"\/a\/\?" and "\/a\/\?\?\*" \(line 6\) take every key/);
  });
});

test('init writes a configuration that check accepts, and never overwrites', async () => {
  await inFolder({}, async (run, folder) => {
    assert.is((await run(['init', '--bucket', 'orchard-lake', '--region', 'eu-west-3'])).code, 0);
    const text = readFileSync(join(folder, 'datagalaxy.config.yaml'), 'utf8');
    assert.match(text, /orchard-lake/);
    assert.match(text, /eu-west-3/);
    assert.is((await run(['check'])).code, 0);
    const again = await run(['init']);
    assert.is(again.code, 2);
    assert.match(again.stderr, /exists/);
    assert.is(readFileSync(join(folder, 'datagalaxy.config.yaml'), 'utf8'), text);
  });
});

const BAD_CONFIG = `version: 1
auth:
  reader: { kind: access-key, accessKeyId: K, secretAccessKey: "\${env:ORCHARD_SECRET}" }
buckets:
  - name: orchard
    regoin: eu-west-1
    auth: raeder
    unmatched: sometimes
    masks:
      - "/apples/{YYYYMMD}/x.csv"
`;

test('check shows every mistake at once, with place, frame and nearest name, and exits 2', async () => {
  await inFolder({ 'datagalaxy.config.yaml': BAD_CONFIG }, async (run) => {
    const { code, stdout, stderr } = await run(['check']);
    assert.is(code, 2, stderr);
    for (const part of [
      '3:',
      'ORCHARD_SECRET',
      '6:',
      'regoin',
      'region',
      '7:',
      'raeder',
      'reader',
      '8:',
      'sometimes',
      '10:',
      'YYYYMMD',
    ]) {
      assert.ok(stdout.includes(part), `the report tells ${part}\n${stdout}`);
    }
    assert.match(stdout, /\^/);
    const json = await run(['check', '--format', 'json']);
    assert.is(json.code, 2);
    const rules = JSON.parse(json.stdout).findings.map(({ rule }: { rule: string }) => rule);
    assert.ok(rules.length >= 5);
    assert.ok(rules.includes('config/unknown-key'));
    assert.ok(rules.includes('config/dangling-reference'));
    const diff = await run(['diff']);
    assert.is(diff.code, 2);
    assert.match(diff.stderr, /regoin/);
    assert.is(diff.stdout, '');
  });
});

test('a secret in the file is a finding and is shown nowhere', async () => {
  const config = BAD_CONFIG.slice(0, BAD_CONFIG.indexOf('buckets:')).replace(
    '"${env:ORCHARD_SECRET}"',
    'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
  );
  await inFolder(
    { 'datagalaxy.config.yaml': `${config}buckets:\n  - name: orchard\n    auth: reader\n` },
    async (run) => {
      for (const format of ['text', 'json']) {
        const { code, stdout, stderr } = await run(['check', '--format', format]);
        assert.is(code, 1);
        assert.match(stdout, /config\/plaintext-secret/);
        assert.not.match(stdout + stderr, /wJalr/);
      }
    },
  );
});

test('configurations that cannot be read', async () => {
  await inFolder({ 'empty.yaml': '', 'huge.yaml': `a: ${'x'.repeat(3_000_000)}` }, async (run) => {
    for (const argv of [
      [],
      ['--config', 'none.yaml'],
      ['--config', '.'],
      ['--config', 'empty.yaml'],
      ['--config', 'huge.yaml'],
    ]) {
      const { code, stderr } = await run(['check', ...argv]);
      assert.is(code, 2, argv.join(' '));
      assert.match(stderr, /config\//);
      assert.not.match(stderr, /\n {4}at /);
    }
    assert.is((await run(['--config', 'none.yaml', 'check'])).code, 2);
  });
});

const MASKS_CONFIG = `version: 1
buckets:
  - name: orchard
    masks:
      - exclude: "/apples/_tmp/**"
      - "/apples/{{kind:alpha}}/{YYYY-MM-DD}.csv"
      - "/pears/{n:int}-{zz}.csv"
`;

test('masks test: text, jsonl and a summary, from a file and from stdin', async () => {
  const keys =
    'apples/gala/2024-02-29.csv\napples/gala/2023-02-29.csv\napples/_tmp/x\npears/7-fr.csv\nplain\n';
  await inFolder({ 'datagalaxy.config.yaml': MASKS_CONFIG, 'orchard.keys': keys }, async (run) => {
    const jsonl = await run(['masks', 'test', '--bucket', 'orchard', '--format', 'jsonl'], {
      input: keys,
    });
    assert.is(jsonl.code, 0, jsonl.stderr);
    assert.equal(
      jsonl.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        {
          key: 'apples/gala/2024-02-29.csv',
          mask: '/apples/{{kind:alpha}}/{YYYY-MM-DD}.csv',
          dataset: '/apples/gala/{YYYY-MM-DD}.csv',
          captures: { kind: 'gala', 'YYYY-MM-DD': '2024-02-29' },
        },
        { key: 'apples/gala/2023-02-29.csv', mask: null, dataset: null, captures: {} },
        { key: 'apples/_tmp/x', mask: null, dataset: null, captures: {} },
        {
          key: 'pears/7-fr.csv',
          mask: '/pears/{n:int}-{zz}.csv',
          dataset: '/pears/{n:int}-{zz}.csv',
          captures: { n: '7', zz: 'fr' },
        },
        { key: 'plain', mask: null, dataset: null, captures: {} },
      ],
    );
    const text = await run(['masks', 'test', 'orchard.keys']);
    assert.match(text.stdout, /^pears\/7-fr\.csv\t\/pears\/\{n:int\}-\{zz\}\.csv\t/m);
    assert.match(text.stdout, /^plain\t-\t-$/m);
    const summary = await run(['masks', 'test', 'orchard.keys', '--format', 'summary']);
    assert.match(summary.stdout, / 2 {2}\(no mask\)/);
    assert.is((await run(['masks', 'test', 'orchard.keys', '--bucket', 'vineyard'])).code, 2);
    assert.is((await run(['masks', 'test', 'none.keys'])).code, 2);
    const escapes = await run(['masks', 'test'], { input: 'a\u001b[2Jb\n' });
    assert.not.match(escapes.stdout, /\u001b/);
    const strays = await run(['masks', 'test', '--format', 'jsonl'], {
      input: 'a\u0085\u2028\u202eb\nc\r\n/d\n',
    });
    assert.is(
      strays.stdout.split(/[\n\u0085\u2028]/).length,
      4,
      'three lines, however they are cut',
    );
    assert.is(JSON.parse(strays.stdout.split('\n')[0]!).key, 'a\u0085\u2028\u202eb');
    assert.match(strays.stderr, /1 key with a carriage return at the end that is/);
    assert.match(strays.stderr, /1 key without a mask, with a slash at the beginning that is/);
  });
});

test('explain tells that a key is never listed, and which rule was perhaps meant', async () => {
  const config = `version: 1
buckets:
  - { name: orchard, region: eu-west-1, prefix: pears/, masks: ["/pears/*.csv", "/plums/*"] }
`;
  await inFolder({ 'datagalaxy.config.yaml': config }, async (run) => {
    assert.not.match((await run(['explain', 'pears/a.csv'])).stdout, /never listed/);
    const outside = await run(['explain', 'plums/a.csv']);
    assert.match(outside.stdout, /taken by {2}\/plums\/\*/);
    assert.match(outside.stdout, /never listed: the bucket's prefix is "pears\/"/);
    const json = await run(['explain', 'plums/a.csv', '--format', 'json']);
    assert.is(JSON.parse(json.stdout).listed, false);
    const named = await run(['explain', '--bucket', 'orchard', 'field/removed']);
    assert.is(named.stderr, '');
    const rule = await run(['explain', 'field/remove']);
    assert.match(rule.stderr, /did you mean field\/removed\?/);
  });
});

test('rules lists every level and what decides it, with a configuration and without', async () => {
  await inFolder({}, async (run) => {
    const plain = await run(['rules']);
    assert.is(plain.code, 0);
    assert.match(plain.stdout, /^field\/removed {2,}error {2}profile by-name$/m);
    assert.match(plain.stdout, /^mask\/overlap {2,}warn {3}default$/m);
    assert.is((await run(['rules', '--format', 'xml'])).code, 2);
  });
  const config = `version: 1
buckets:
  - name: orchard
    region: eu-west-1
    masks: [{ mask: "/pears/*.csv", rules: { "field/*": off } }]
rules: { profile: exact, field/added: error }
`;
  await inFolder({ 'datagalaxy.config.yaml': config }, async (run) => {
    const { code, stdout } = await run(['rules']);
    assert.is(code, 0);
    assert.match(stdout, /^field\/added {2,}error {2}rules "field\/added", line 6$/m);
    assert.match(
      stdout,
      /^ {2}off {4}in "orchard", \/pears\/\*\.csv {2}rules "field\/\*", line 5$/m,
    );
    const json = JSON.parse((await run(['rules', '--format', 'json'])).stdout);
    const added = json.rules.find(({ rule }: { rule: string }) => rule === 'field/added');
    assert.equal(added.from, { kind: 'setting', setting: 'field/added', line: 6 });
    assert.is(added.elsewhere[0].level, 'off');
  });
});

test('inspect: the line of each local file, in order, with its error', async () => {
  const files = {
    'semicolons.csv': 'name;size\nGala;7\n',
    'zipped.csv.gz': gzipSync('a,b\n1,2.5\n'),
    'empty.csv': '',
    'picture.png': Buffer.from('89504e470d0a1a0a0000', 'hex'),
    'cut.parquet': 'PAR1 and no more',
    'list.txt': 'semicolons.csv\nempty.csv\n',
  };
  await inFolder(files, async (run) => {
    const { code, stdout } = await run([
      'inspect',
      '--format',
      'jsonl',
      'semicolons.csv',
      'none.csv',
      'zipped.csv.gz',
      'empty.csv',
      'picture.png',
    ]);
    assert.is(code, 2, 'one of them does not exist');
    const [semicolons, none, zipped, empty, picture] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(Object.keys(semicolons), [
      'file',
      'format',
      'compression',
      'delimiter',
      'quote',
      'escape',
      'encoding',
      'header',
      'headerRow',
      'fields',
      'bytesRead',
      'error',
    ]);
    assert.is(semicolons.delimiter, ';');
    assert.is(semicolons.header, true);
    assert.is(semicolons.headerRow, 1);
    assert.equal(semicolons.fields, [
      { name: 'name', type: 'string' },
      { name: 'size', type: 'integer' },
    ]);
    assert.is(semicolons.bytesRead, 17);
    assert.is(semicolons.error, null);
    assert.is(none.file, 'none.csv');
    assert.type(none.error, 'string');
    assert.is(zipped.compression, 'gzip');
    assert.equal(
      zipped.fields.map(({ type }: { type: string }) => type),
      ['integer', 'number'],
    );
    assert.equal(empty.fields, []);
    assert.is(picture.format, null);
    assert.equal(picture.fields, []);
    const listed = await run(['inspect', '--format', 'jsonl', '--files-from', '-'], {
      input: 'empty.csv\nsemicolons.csv\n',
    });
    assert.is(listed.code, 0);
    const cut = await run(['inspect', 'cut.parquet', 'semicolons.csv']);
    assert.is(cut.code, 2, 'a malformed file');
    assert.match(cut.stdout, /error undecodable.*name\s+string/s);
    assert.equal(
      listed.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).file),
      ['empty.csv', 'semicolons.csv'],
    );
    assert.is(
      JSON.parse((await run(['inspect', '--format', 'json', '--files-from', 'list.txt'])).stdout)
        .length,
      2,
    );
    const text = await run(['inspect', 'semicolons.csv', '--explain']);
    assert.match(text.stdout, /name\s+string/);
    assert.is((await run(['inspect'])).code, 2);
  });
});

test('inspect reads objects the way a run would', async () => {
  await withHarbour(
    async ({ run, put }) => {
      put('odd/a.csv', 'a|b;c\n1|2;3\n');
      const { code, stdout, stderr } = await run([
        'inspect',
        's3://harbour/odd/a.csv',
        's3://harbour/odd/none.csv',
        '--format',
        'jsonl',
      ]);
      assert.is(code, 3, stderr);
      const [found, missing] = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.is(found.delimiter, '|');
      assert.is(found.fields.length, 2);
      assert.match(missing.error, /odd\/none\.csv/);
    },
    { masks: ['{ mask: "/odd/*.csv", csv: { delimiter: "|" } }'] },
  );
});

test('overrides replace the configuration for one run', async () => {
  await withHarbour(async ({ run, put, server, folder }) => {
    put('a/1.csv', 'x\n1\n');
    put('b/1.csv', 'y\n1\n');
    const masked = await run(['snapshot', '--mask', '/a/*.csv', '--prefix', 'a/']);
    assert.is(masked.code, 0, masked.stderr);
    assert.match(
      readFileSync(join(folder, 'datagalaxy.snapshot.json'), 'utf8'),
      /"path":"\/a\/\*\.csv"/,
    );
    rmSync(join(folder, 'datagalaxy.config.yaml'));
    rmSync(join(folder, 'datagalaxy.snapshot.json'));
    const argv = [
      'snapshot',
      '--bucket',
      'harbour',
      '--region',
      'eu-west-1',
      '--endpoint-url',
      server.url,
      '--user',
      'HARBOURKEY0000000001',
    ];
    const secret = 'harbour-secret-0000000000000000000000001';
    const plain = await run([...argv, '--password', secret]);
    assert.is(plain.code, 0, plain.stderr);
    assert.match(plain.stderr, /--password -/);
    assert.is((await run([...argv, '--password', '-'], { input: `${secret}\n` })).code, 0);
    const fromEnvironment = await run(argv, {
      env: { DATAGALAXY_S3_PASSWORD: `{"password":"${secret}"}` },
    });
    assert.is(fromEnvironment.code, 0, fromEnvironment.stderr);
    const malformed = await run([...argv, '--password', `{password:${secret}}`]);
    assert.is(malformed.code, 2);
    assert.match(malformed.stderr, /\{"password":"secretKeyValue","sts-token":"stsTokenValue"\}/);
    assert.not.match(malformed.stderr, /harbour-secret/);
  });
});

test('schema prints each schema, demo runs', async () => {
  await inFolder({}, async (run) => {
    for (const name of ['config', 'snapshot', 'report']) {
      assert.type(JSON.parse((await run(['schema', name])).stdout).$schema, 'string');
    }
    assert.is((await run(['schema', 'poem'])).code, 2);
    const demo = await run(['demo']);
    assert.is(demo.code, 0, demo.stderr);
    for (const rule of [
      'field/inserted',
      'field/removed',
      'field/type-widened',
      'file/delimiter-changed',
      'file/removed',
    ]) {
      assert.match(demo.stdout, new RegExp(rule));
    }
  });
});

test.run();
