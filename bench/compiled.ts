import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * What a bench prints that runs as users run the product: compiled, in a process of its own. The loader that runs TypeScript hands buffers from
 * one thread to another; from then on V8 asks before each access of any buffer whether it is still there, and matching takes 1.3 times as
 * long. In runs of the product that does not happen (`node --trace-protector-invalidation`).
 */
export function compiledRun(name: string): string {
  const out = mkdtempSync(join(root, '.build-'));
  try {
    finished([tsc, '-p', 'tsconfig.bench.json', '--outDir', out]);
    return finished([join(out, 'bench', `${name}.js`)]);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function finished(args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stdout}`);
  return stdout;
}
