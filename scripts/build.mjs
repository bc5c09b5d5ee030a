// Compiles src/ to dist/ and marks the bin executable. `npm ci` runs it (prepare), so the bin works right after it. The new
// dist/ replaces the old one only when it is complete, so that a program running from it meanwhile goes on.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const fresh = mkdtempSync(join(root, '.build-'));
try {
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.build.json', '--outDir', join(fresh, 'dist')],
    { cwd: root, stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
  if (status === 0) {
    chmodSync(join(fresh, 'dist/main.js'), 0o755);
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), join(fresh, 'old'));
    renameSync(join(fresh, 'dist'), join(root, 'dist'));
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
