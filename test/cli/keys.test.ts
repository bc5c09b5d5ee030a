import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

const test = suite('explain and masks test');

const CONFIG = `version: 1
buckets:
  - name: orchard
    region: eu-west-1
    masks: [{ exclude: "/pears/_tmp/**" }, "/pears/**"]
`;

interface World {
  readonly config?: string;
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Pieces of output after which the reader closes the pipe. */
  readonly reads?: number;
}

async function run(
  argv: readonly string[],
  { config = CONFIG, stdin = chunks([]), reads = Number.POSITIVE_INFINITY }: World = {},
) {
  const cwd = mkdtempSync(join(tmpdir(), 'orchard-'));
  const out = { stdout: '', stderr: '' };
  let written = 0;
  const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    isTerminal: false,
    columns: 100,
    isClosed: () => written >= reads,
    write: async (text) => {
      if (name === 'stdout') written += 1;
      out[name] += text;
    },
  });
  try {
    if (config !== '') writeFileSync(join(cwd, 'datagalaxy.config.yaml'), config);
    const code = await main(argv, {
      cwd,
      env: { NO_COLOR: '1', PATH: process.env['PATH'] },
      stdin,
      stdout: output('stdout'),
      stderr: output('stderr'),
      signal: new AbortController().signal,
      now: () => 0,
    });
    return { code, ...out };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function* chunks(texts: readonly (string | Uint8Array)[]) {
  for (const text of texts) yield Buffer.from(text);
}

test('masks test reads an endless list no longer than its answers are read', async () => {
  let given = 0;
  const endless = (async function* () {
    for (; given < 1000; given++) yield Buffer.from('pears/a.csv\n');
  })();
  const { code } = await run(['masks', 'test'], { stdin: endless, reads: 3 });
  assert.is(code, 0);
  assert.ok(given < 10, `${given} chunks were read`);
});

test('masks test tells of carriage returns that a wildcard takes', async () => {
  const { stdout, stderr } = await run(['masks', 'test', '--format', 'jsonl'], {
    stdin: chunks(['pears/a.csv\r\npears/b', '.csv\r\n']),
  });
  assert.equal(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).key),
    ['pears/a.csv\r', 'pears/b.csv\r'],
  );
  assert.match(stderr, /^note: 2 keys with a carriage return at the end/);
});

const LIST = 'pears/a.csv\r\nplums/b.csv\r\n';
const utf16 = Buffer.from(LIST, 'utf16le');
const SEEMS = /^note: 3 keys with a byte 0: the list seems to be UTF-16, and is read as UTF-8\n$/;
const ENCODED: readonly (readonly [name: string, list: Uint8Array, said: RegExp])[] = [
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), SEEMS],
  [
    'big-endian UTF-16',
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
    /^note: 2 keys with a byte 0: the list seems to be UTF-16/,
  ],
  ['UTF-16 without a mark', utf16, SEEMS],
  [
    'UTF-8 with a mark',
    Buffer.from('\ufeffpears/a.csv\nplums/b.csv\n'),
    /^note: the first key with a byte order mark that is taken for a part of the key\n$/,
  ],
  ['UTF-8 with a mark elsewhere', Buffer.from('pears/a.csv\n\ufeffplums/b.csv\n'), /^$/],
];

for (const [name, list, said] of ENCODED) {
  for (const argv of [
    ['masks', 'test'],
    ['masks', 'suggest', '--keys', '-'],
  ]) {
    test(`${argv.join(' ')} tells of a list in ${name}`, async () => {
      const { code, stderr } = await run(argv, { stdin: chunks([list]) });
      assert.is(code, 0);
      assert.match(stderr, said);
    });
  }
}

const STRAYS: readonly (readonly [key: string, said: RegExp | undefined])[] = [
  ['/pears/a.csv', /has no slash at its beginning: did you mean "pears\/a\.csv"\?/],
  ['s3://orchard/pears/a.csv', /has no bucket at its beginning: did you mean "pears\/a\.csv"\?/],
  ['plums/a.csv', undefined],
  ['/', undefined],
];

for (const [key, said] of STRAYS) {
  test(`explain ${key}`, async () => {
    const { code, stdout, stderr } = await run(['explain', key]);
    assert.is(code, 0);
    assert.match(stdout, /no mask takes it: it is left out \(unmatched: ignore\)/);
    if (said === undefined) assert.is(stderr, '');
    else assert.match(stderr, said);
  });
}

test('explain says what becomes of keys that no mask takes, and of directories', async () => {
  const listed = await run(['explain', 'plums/a.csv'], {
    config: `${CONFIG}    unmatched: list\n`,
  });
  assert.match(listed.stdout, /no mask takes it: it is a file of its own/);
  assert.match((await run(['explain', 'pears/2024/'])).stdout, /a directory {2}where the object/);
  assert.not.match((await run(['explain', 'pears/_tmp/'])).stdout, /a directory/);
  assert.not.match((await run(['explain', 'pears/a.csv'])).stdout, /a directory/);
});

test('explain --format json tells excludes from masks', async () => {
  const { stdout } = await run(['explain', 'pears/_tmp/x', '--format', 'json']);
  const { mask, excludedBy, masks } = JSON.parse(stdout);
  assert.equal([mask, excludedBy], [null, '/pears/_tmp/**']);
  assert.equal(
    masks.map(({ exclude, kind }: { exclude: boolean; kind: string }) => [exclude, kind]),
    [
      [true, 'wins'],
      [false, 'too-late'],
    ],
  );
});

test('explain names the rule that was meant where there is no configuration', async () => {
  const { code, stderr } = await run(['explain', 'mask/overlp'], { config: '' });
  assert.is(code, 2);
  assert.match(stderr, /did you mean mask\/overlap\?/);
});

test.run();
