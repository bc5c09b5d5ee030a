import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startServer } from '../../src/demo/server/index.ts';
import { harbourConfig, runCli } from '../support/cli.ts';
import { interopServer, openWriter } from './world.ts';

const test = suite('the whole program against radosgw');
const server = interopServer();
const writer = openWriter(server);

const LAKE: Readonly<Record<string, string>> = {
  'landings/20240101/catch.csv': 'ship;weight\nAurora;12\n',
  'landings/20240229/catch.csv': 'ship;weight\nBoreas;7.5\n',
  'landings/20230229/catch.csv': 'no such day\n',
  'landings/archive/2020.csv': 'x\n1\n',
  'a b/ü+%23#?&.csv': 'naïve,field\nAurora,2\nBoreas,3\n',
  'a b//double.csv': 'x\n1\n',
  both: 'x',
  'both/inside.csv': 'a,b\n1,2\n',
  'empty/': '',
  'line\nbreak.csv': 'a\n1\n',
  '😀.csv': 'a\n1\n',
};
const MASKS = ['"/landings/{YYYYMMDD}/catch.csv"'];
const MORE = '    unmatched: list\n';

/** The same configuration file, but for the address, in a folder of its own. */
async function inFolder(
  url: string,
  credential: { readonly accessKeyId: string; readonly secretAccessKey: string },
  use: (
    run: (
      argv: readonly string[],
      env?: Readonly<Record<string, string>>,
    ) => ReturnType<typeof runCli>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'interop-'));
  try {
    writeFileSync(join(folder, 'datagalaxy.config.yaml'), harbourConfig(url, MASKS, MORE));
    const env = { LAKE_KEY: credential.accessKeyId, LAKE_SECRET: credential.secretAccessKey };
    await use((argv, more = {}) => runCli(argv, { cwd: folder, env: { ...env, ...more } }), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const snapshotOf = (folder: string): string =>
  readFileSync(join(folder, 'datagalaxy.snapshot.json'), 'utf8');

test.before(async () => {
  await writer.makeBucket('harbour');
  for (const [key, body] of Object.entries(LAKE)) await writer.put('harbour', key, body);
});

test('the same configuration gives the same bytes on the embedded server and on the real one', async () => {
  const credential = { accessKeyId: 'EMBEDDEDKEY000000001', secretAccessKey: 'embedded-secret' };
  const embedded = await startServer({ credentials: [credential], buckets: ['harbour'] });
  try {
    for (const [key, body] of Object.entries(LAKE)) embedded.put('harbour', key, body);
    let here = '';
    await inFolder(embedded.url, credential, async (run, folder) => {
      assert.is((await run(['snapshot'])).code, 0);
      here = snapshotOf(folder);
    });
    await inFolder(server.url, server.credential, async (run, folder) => {
      const { code, stderr } = await run(['snapshot']);
      assert.is(code, 0, stderr);
      assert.is(snapshotOf(folder), here);
      assert.is((await run(['snapshot', '--check', '--concurrency', '1'])).code, 0);
    });
  } finally {
    await embedded.close();
  }
});

test('a change is found, the gate fails, and a new snapshot lets it pass', async () => {
  await inFolder(server.url, server.credential, async (run) => {
    assert.is((await run(['snapshot'])).code, 0);
    await writer.put('harbour', 'landings/20240301/catch.csv', 'ship\nAurora\n');
    await writer.delete('harbour', 'both/inside.csv');
    const { code, stdout } = await run(['diff', '--format', 'json']);
    assert.is(code, 1);
    assert.equal(
      JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule),
      ['file/removed', 'field/removed'],
    );
    assert.is((await run(['snapshot', '--write'])).code, 0);
    assert.is((await run(['diff'])).code, 0);
  });
});

test('inspect reads an object with a difficult key', async () => {
  await inFolder(server.url, server.credential, async (run) => {
    const { code, stdout } = await run([
      'inspect',
      's3://harbour/a b/ü+%23#?&.csv',
      '--format',
      'jsonl',
    ]);
    assert.is(code, 0);
    assert.equal(
      JSON.parse(stdout).fields.map(({ name }: { name: string }) => name),
      ['naïve', 'field'],
    );
  });
});

test('wrong credentials and a bucket that does not exist: exit 3 and the cause', async () => {
  await inFolder(server.url, server.credential, async (run, folder) => {
    const wrongSecret = await run(['diff', 'live', 'live'], { LAKE_SECRET: 'wrong' });
    assert.is(wrongSecret.code, 3);
    assert.match(wrongSecret.stderr, /s3\/bad-signature/);
    const unknownKey = await run(['diff', 'live', 'live'], { LAKE_KEY: 'NOBODYSKEY0000000000' });
    assert.is(unknownKey.code, 3);
    assert.match(unknownKey.stderr, /s3\/unknown-key-id/);
    const config = join(folder, 'datagalaxy.config.yaml');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('name: harbour', 'name: no-harbour'),
    );
    const noBucket = await run(['diff', 'live', 'live']);
    assert.is(noBucket.code, 3);
    assert.match(noBucket.stderr, /s3\/no-such-bucket/);
  });
});

test.run();
