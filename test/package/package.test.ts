import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('the published package');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('packs, installs into an empty folder, and runs as a command and as a library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const run = (command: string, ...argv: readonly string[]): string =>
    execFileSync(command, argv, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  try {
    // `npm test` has just built dist/; packing must not build it again under the other tests.
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
      cwd: ROOT,
      stdio: 'pipe',
    });
    const [tarball = ''] = readdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    run(
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--silent',
      join(folder, tarball),
    );
    const bin = join(folder, 'node_modules/.bin/datagalaxy-s3');
    assert.match(run(bin, '--version'), /^\d+\.\d+\.\d+/);
    assert.match(run(bin, 'demo'), /field\/removed/);
    assert.is(JSON.parse(run(bin, 'schema', 'config')).type, 'object');
    writeFileSync(
      join(folder, 'library.mjs'),
      "import { parseMask, compileMasks } from 'datagalaxy-s3';\nconst { mask } = parseMask('/a/{YYYY}.csv');\nconst key = Buffer.from('a/2024.csv');\nconsole.log(compileMasks([{ kind: 'mask', mask }]).matcher().match(key, 0, key.length));\n",
    );
    assert.is(run(process.execPath, 'library.mjs'), '0\n');
    const files = readdirSync(join(folder, 'node_modules/datagalaxy-s3')).sort();
    assert.equal(files, [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'datagalaxy.config.example.yaml',
      'dist',
      'package.json',
      'schemas',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
