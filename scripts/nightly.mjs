// What takes hours: every file of the given directories and 100,000 mutations of them through the readers of formats, then the laws of
// masks on a million random pairs of mask and key, where `npm test` tries a thousand.
//   npm run nightly [-- [--files N] [--masks N] [DIRECTORY …]]     without a directory: the project's own sample files
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    masks: { type: 'string', default: '1000000' },
  },
  allowPositionals: true,
});
const directories = positionals.length > 0 ? positionals : ['fixtures'];
const steps = [
  [
    'damaged files',
    ['--import', 'tsx', 'scripts/damage-corpora.ts', '--count', values.files, ...directories],
  ],
  ['laws of masks', ['scripts/test.mjs', 'test/mask/laws']],
];
process.env['MASK_RUNS'] = values.masks;
process.env['SHARD_MINUTES'] = '480';
for (const [name, args] of steps) {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
