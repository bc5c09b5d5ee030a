import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPackages } from './packages.ts';
import { type Radosgw, startRadosgw } from './radosgw.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the files in one process, with the server's address and keys in its environment. Resolves to its counts. */
function runFiles(
  files: readonly string[],
  { url, credential }: Radosgw,
): Promise<[number, number]> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'scripts/uvu-shard.mjs'), ...files],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          FORCE_COLOR: '0',
          INTEROP_SERVER: JSON.stringify({ url, credential }),
        },
      },
    );
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (code) => {
      const total = Number(/Total: +(\d+)/.exec(output)?.[1] ?? 0);
      const passed = Number(/Passed: +(\d+)/.exec(output)?.[1] ?? 0);
      resolve([passed, Math.max(total - passed, code === 0 && total > 0 ? 0 : 1)]);
    });
  });
}

/** The whole suite; resolves to the exit code. Without the server it is skipped, says so, and does not fail. */
export async function runInterop(wanted: readonly string[]): Promise<number> {
  const files = readdirSync(join(root, 'test/interop'))
    .filter((name) => name.endsWith('.interop.ts'))
    .filter((name) => wanted.length === 0 || wanted.some((text) => name.includes(text)))
    .sort()
    .map((name) => join('test/interop', name));
  const missing = await missingPackages();
  if (missing !== undefined) {
    console.log(`interop suite skipped: ${missing}`);
    console.log('0 passed, 0 failed');
    return 0;
  }
  const started = Date.now();
  const server = await startRadosgw();
  console.log(`radosgw at ${server.url} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  try {
    const [passed, failed] = await runFiles(files, server);
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}
