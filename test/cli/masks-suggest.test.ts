import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { withHarbour } from '../support/cli.ts';

const test = suite('masks suggest');

test('proposes masks for the keys of a file or of stdin, without a configuration', async () => {
  await withHarbour(async ({ run, write, folder }) => {
    rmSync(join(folder, 'datagalaxy.config.yaml'));
    write(
      'keys.txt',
      'tides/2024-01-05.csv\ntides/2024-01-06.csv\ntides/\nREADME.md\nports.csv.gz',
    );
    const fromFile = await run(['masks', 'suggest', '--keys', 'keys.txt']);
    assert.is(fromFile.code, 0, fromFile.stderr);
    assert.equal(parse(fromFile.stdout), { masks: ['/tides/{YYYY-MM-DD}.csv', '/ports.csv.gz'] });
    assert.match(fromFile.stdout, /^ {2}# - "\/README\.md"$/m);
    assert.is(fromFile.stderr, '');

    const input = 'README.md\nports.csv.gz\ntides/2024-01-06.csv\ntides/2024-01-05.csv\n';
    const fromStdin = await run(['masks', 'suggest', '--keys', '-'], { input });
    assert.is(fromStdin.stdout, fromFile.stdout);
  });
});

test('proposes masks for the keys of a bucket that no mask takes', async () => {
  await withHarbour(
    async ({ run, put }) => {
      put('landings/20240101/catch.csv', 'a\n');
      put('logs/2024/01/05/a.log', 'x');
      put('logs/2024/01/06/a.log', 'x');
      put('logs/', '');
      put('tmp/x', 'x');
      const { code, stdout, stderr } = await run(['masks', 'suggest', '--format', 'json']);
      assert.is(code, 0, stderr);
      assert.equal(JSON.parse(stdout), {
        keys: 4,
        unmatched: 2,
        left: 0,
        suggestions: [
          {
            bucket: 'harbour',
            mask: '/logs/{YYYY}/{MM}/{DD}/a.log',
            count: 2,
            examples: ['logs/2024/01/05/a.log', 'logs/2024/01/06/a.log'],
          },
        ],
      });
    },
    { masks: ['"/landings/{YYYYMMDD}/catch.csv"', 'exclude: "/tmp/**"'] },
  );
});

test('refuses a limit that is none, and a file that is not there', async () => {
  await withHarbour(async ({ run }) => {
    assert.is((await run(['masks', 'suggest', '--keys', '-', '--limit', '0'])).code, 2);
    assert.is((await run(['masks', 'suggest', '--keys', 'gone.txt'])).code, 2);
  });
});

test.run();
