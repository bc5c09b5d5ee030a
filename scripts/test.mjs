// Runs the test files with uvu in parallel shards and closes with `N passed, N failed`.
//   node scripts/test.mjs [SUBSTRING …]     only the files whose path holds one of the substrings
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const SHARD_MINUTES = Number(process.env['SHARD_MINUTES'] ?? 10);

/** Test files below `directory`, relative to the root; the interop suite needs a server and has its own script. */
function testFiles(directory) {
  return readdirSync(join(root, directory), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      const path = `${directory}/${item.name}`;
      if (item.isDirectory()) return path === 'test/interop' ? [] : testFiles(path);
      return item.name.endsWith('.test.ts') ? [path] : [];
    });
}

/** Runs files in one process. Resolves to `{ passed, failed }`, counting a crash or an empty file as a failure. */
function runShard(files) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'scripts/uvu-shard.mjs'), ...files],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } },
    );
    // A test that hangs must not hang the pipeline: its file is the last one named above the message.
    const alarm = setTimeout(() => {
      output += `\nstopped after ${SHARD_MINUTES} minutes\n`;
      child.kill('SIGKILL');
    }, SHARD_MINUTES * 60_000);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('close', (code) => {
      clearTimeout(alarm);
      process.stdout.write(output);
      const total = Number(/Total: +(\d+)/.exec(output)?.[1] ?? 0);
      const passed = Number(/Passed: +(\d+)/.exec(output)?.[1] ?? 0);
      const failed = total - passed;
      resolve({ passed, failed: failed === 0 && (code !== 0 || total === 0) ? 1 : failed });
    });
  });
}

const files = testFiles('test').filter(
  (file) => wanted.length === 0 || wanted.some((text) => file.includes(text)),
);
// Files that spawn processes wait a lot; the others compute. One shard of each keeps two cores busy.
const spawning = files.filter((file) => /^test\/(cli|package|demo)\//.test(file));
const computing = files.filter((file) => !spawning.includes(file));
const results = await Promise.all(
  [spawning, computing].filter((shard) => shard.length > 0).map(runShard),
);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
