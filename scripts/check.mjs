// `npm run check`: everything that must be true before a commit, each step named, all of them run.
//   node scripts/check.mjs [--no-tests]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ['types', bin('tsc'), '-p', 'tsconfig.json'],
  ['lint and format', bin('biome'), 'check', '--error-on-warnings', '.'],
  ['import rules', bin('depcruise'), '--config', '.dependency-cruiser.mjs', 'src'],
  ['dead code', bin('knip')],
  ['generated files', process.execPath, 'scripts/generate.mjs', '--check'],
  ...(process.argv.includes('--no-tests') ? [] : [['tests', 'npm', 'test']]),
];
const failed = [];
for (const [name, command, ...args] of steps) {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll is well.' : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
