// Reads damaged files one after another, and tells `damage-corpora.ts` which one it is at, what failed and what was slow.
//   (forked with FROM TO FILE …)
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { type FileReading, readFile } from '../src/format/index.ts';
import { checkReading } from '../test/format/check-reading.ts';
import { damaged } from '../test/format/damage.ts';
import { AUTO, memorySource } from '../test/format/memory-source.ts';

/** What is said before and after each run. */
export type DamageMessage =
  | { readonly kind: 'begins'; readonly run: number }
  | ({ readonly kind: 'ended' } & DamageResult);
/** The CPU that a run took, the memory that the process ever had, in MB, and why the run failed. */
export interface DamageResult {
  readonly run: number;
  readonly cpu: number;
  readonly memory: number;
  readonly format: string;
  readonly failure?: string;
}

/** The budget of one file, in milliseconds of CPU. */
const MAX_CPU = 250;
/** Compilation and garbage of earlier files fall on any run: the best of so many counts. */
const ATTEMPTS = 4;

const [from = '0', to = '0', ...files] = process.argv.slice(2);
const tell = (message: DamageMessage) => process.send?.(message);
const read = (name: string, bytes: Uint8Array) => readFile(memorySource(name, bytes), AUTO);

for (let run = Number(from); run < Number(to); run++) {
  tell({ kind: 'begins', run });
  const name = files[run % files.length]!;
  const bytes = damaged(readFileSync(name), Math.floor(run / files.length));
  const outcome = await attempt(name, bytes);
  const memory = process.resourceUsage().maxRSS / 1024;
  tell({ kind: 'ended', run, memory, ...outcome });
  await setImmediate();
}
process.disconnect?.();

async function attempt(
  name: string,
  bytes: Uint8Array,
): Promise<Omit<DamageResult, 'run' | 'memory'>> {
  let best = Number.POSITIVE_INFINITY;
  let first: FileReading | undefined;
  try {
    // The second reading shows that the same bytes give the same answer.
    for (let i = 0; i < 2 || (best > MAX_CPU && i < ATTEMPTS); i++) {
      const start = process.cpuUsage();
      const reading = await read(name, bytes);
      const { user, system } = process.cpuUsage(start);
      best = Math.min(best, (user + system) / 1000);
      first ??= reading;
      assert.equal(reading, first, 'the same bytes, another answer');
    }
    checkReading(first!);
    assert.ok(best <= MAX_CPU, `${best.toFixed()} ms of CPU`);
  } catch (error) {
    return { cpu: best, format: first?.format ?? '', failure: String(error) };
  }
  return { cpu: best, format: first?.format ?? '' };
}
