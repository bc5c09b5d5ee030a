// Every measurement, in one run, into bench/RESULTS.md: `npm run bench`, or `npm run bench -- NAME …` for some, printed only.
// The corpora of fields and formats are not part of the project: DATAGALAXY_S3_CSV_CORPUS and DATAGALAXY_S3_FORMATS_CORPUS name them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { compiledRun } from './compiled.ts';

interface Bench {
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<() => Promise<string>>;
}

const corpus = (variable: string): string => process.env[variable] ?? '';

const BENCHES: readonly Bench[] = [
  {
    name: 'matching',
    title: 'Matching keys',
    load: async () => async () => compiledRun('matching'),
  },
  {
    name: 'extraction',
    title: 'Extracting a million objects',
    load: async () => (await import('./extraction.ts')).run,
  },
  {
    name: 'diff',
    title: 'Diff of a million fields',
    load: async () => (await import('./diff.ts')).run,
  },
  {
    name: 'suggest',
    title: 'Suggesting masks',
    load: async () => (await import('./suggest.ts')).run,
  },
  {
    name: 'fields',
    title: 'Fields of CSV files',
    load: async () => {
      const { run } = await import('./fields.ts');
      return () => run(corpus('DATAGALAXY_S3_CSV_CORPUS'));
    },
  },
  {
    name: 'formats',
    title: 'Fields of other formats',
    load: async () => {
      const { run } = await import('./formats.ts');
      return () => run(corpus('DATAGALAXY_S3_FORMATS_CORPUS'));
    },
  },
];

/** Machine and versions: figures mean nothing without them. */
function machine(): string {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const peers = ['picomatch', '@duckdb/node-api', 'papaparse', 'csv-parse']
    .map((name) => [name, dependencies[name] ?? devDependencies[name]])
    .filter(([, version]) => version !== undefined)
    .map(([name, version]) => `${name} ${version}`);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return [
    `- ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `- Node ${process.versions.node}, commit ${commit}`,
    `- peers: ${peers.join(', ')}`,
  ].join('\n');
}

const wanted = process.argv.slice(2);
const parts: string[] = [];
for (const { name, title, load } of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${title} …\n`);
  const run = await load();
  parts.push(`## ${title}\n\n\`npm run bench -- ${name}\`\n\n${(await run()).trim()}\n`);
}
const text = [
  '# Measurements',
  '',
  'Each section was measured beside its peers in one run, on a shared machine: quote the ratios, not the times.',
  '',
  machine(),
  '',
  ...parts,
].join('\n');
if (wanted.length === 0) writeFileSync('bench/RESULTS.md', text);
else console.log(text);
