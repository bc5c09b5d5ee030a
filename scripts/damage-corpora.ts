// Reads every file of the corpora, and mutations of them, as `inspect` and an extraction do: no crash, no hang, bounded memory and CPU, a
// typed answer, the same each time. Run I is file I mod FILES with seed I div FILES; seed 0 is the file as it is.
//   node --import tsx scripts/damage-corpora.ts [--count N] [--from I] DIRECTORY …
// One run again: --from I --count 1
import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { DamageMessage, DamageResult } from './damage-worker.ts';

/** Wall time after which a reading hangs, however busy the machine is. */
const HANG_SECONDS = 60;
/** JavaScript's heap, and all memory of the process: the loader of TypeScript and the largest file are in it. */
const MAX_HEAP_MB = 256;
const MAX_RSS_MB = 640;
const SLOWEST = 10;
/** Processes that end are not begun again after so many failures. */
const MAX_FAILURES = 50;

const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    from: { type: 'string', default: '0' },
  },
  allowPositionals: true,
});
const files = positionals.flatMap(filesBelow);
if (files.length === 0) throw new Error('name a directory with files');
const from = Number(values.from);
const to = from + Number(values.count);

function filesBelow(directory: string): readonly string[] {
  if (!existsSync(directory)) throw new Error(`no such directory: ${directory}`);
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Reads `first` and those after it; resolves to the run that the process did not survive, or to `to`. */
function readOn(first: number, tell: (result: DamageResult) => void): Promise<number> {
  return new Promise((resolve) => {
    const worker = fork(
      fileURLToPath(new URL('damage-worker.ts', import.meta.url)),
      [String(first), String(to), ...files],
      { execArgv: [...process.execArgv, `--max-old-space-size=${MAX_HEAP_MB}`] },
    );
    let at = first;
    let hangs = false;
    const hang = setTimeout(() => {
      hangs = true;
      worker.kill('SIGKILL');
    }, HANG_SECONDS * 1000);
    worker.on('message', (message: DamageMessage) => {
      if (message.kind === 'ended') return tell(message);
      at = message.run;
      hang.refresh();
    });
    worker.on('close', (code) => {
      clearTimeout(hang);
      if (code === 0) return resolve(to);
      const failure = hangs ? `hangs for ${HANG_SECONDS} seconds` : `ends the process (${code})`;
      tell({ run: at, cpu: Number.POSITIVE_INFINITY, memory: 0, format: '', failure });
      resolve(at);
    });
  });
}

const line = ({ run, cpu, format, failure = '' }: DamageResult): string =>
  `run ${run}  ${cpu.toFixed()} ms  ${format}  ${files[run % files.length]}  seed ${Math.floor(run / files.length)}  ${failure}`;

let slowest: readonly DamageResult[] = [];
let failures = 0;
let peak = 0;
const formats = new Map<string, number>();
const tell = (result: DamageResult) => {
  if (result.failure !== undefined) {
    failures++;
    console.log(`FAILED  ${line(result)}`);
  }
  peak = Math.max(peak, result.memory);
  formats.set(result.format, (formats.get(result.format) ?? 0) + 1);
  if (result.cpu <= (slowest[SLOWEST - 1]?.cpu ?? 0)) return;
  slowest = [...slowest, result].sort((a, b) => b.cpu - a.cpu).slice(0, SLOWEST);
};
function summarise(): void {
  const count = [...formats.values()].reduce((sum, one) => sum + one, 0);
  console.log(`\n${count} readings of ${files.length} files, the slowest by CPU:`);
  for (const result of slowest) console.log(`  ${line(result)}`);
  console.log([...formats].map(([format, times]) => `${format || 'none'} ${times}`).join(', '));
  console.log(`peak memory ${peak.toFixed()} MB of ${MAX_RSS_MB}, ${failures} failed`);
  process.exitCode = failures > 0 || peak > MAX_RSS_MB || count === 0 ? 1 : 0;
}

// Whoever stops it early learns what was found until then.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    summarise();
    process.exit(1);
  });
}
for (let next = from; next < to && failures < MAX_FAILURES; ) {
  const ended = await readOn(next, tell);
  next = ended + (ended < to ? 1 : 0);
}
summarise();
