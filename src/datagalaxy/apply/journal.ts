import { createHash } from 'node:crypto';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { Bitmap } from '../model/bitmap.ts';
import type { Plan } from '../plan/plan.ts';
import type { OrphanPolicy } from './apply-plan.ts';
import { orWriteFailed } from './state-directory.ts';

/** An older journal is not continued: too much may have happened in the workspace. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** A larger file is not ours. */
const MAX_BYTES = 512 << 20;
const VERSION = 1;

/** A run that did not end. */
export interface Interrupted {
  readonly plan: Plan;
  readonly sentBefore: number;
  readonly orphans: OrphanPolicy;
  /** Ids of the orphans that were confirmed to be deleted, and how many objects went with them. */
  readonly confirmed: { readonly ids: ReadonlySet<string>; readonly count: number };
}

/**
 * What a run is about to do and how far it is, in `.datagalaxy/`, for the run that comes after a crash. A line of JSON for
 * the plan, then one for each import that was acknowledged, each on the disk before the next request goes. It holds names
 * and ids, never the token; only its owner may read it.
 */
export class Journal {
  private readonly file: string;
  private readonly now: () => number;

  /** `key` tells the workspace version and how it is written to. `now`: milliseconds since 1970. */
  constructor(directory: string, key: string, now: () => number) {
    this.file = join(directory, `push-${key}.jsonl`);
    this.now = now;
  }

  static keyOf(parts: readonly (string | undefined)[]): string {
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  }

  /** The interrupted run, if there is one that can be continued. A journal that cannot be read is as none. */
  async read(): Promise<Interrupted | undefined> {
    try {
      const handle = await open(this.file, 'r');
      const { size } = await handle.stat().finally(() => handle.close());
      if (size > MAX_BYTES) return undefined;
      const [head = '', ...progress] = (await readFile(this.file, 'utf8')).split('\n');
      const state = JSON.parse(head) as Head;
      if (state.journal !== VERSION || !(Math.abs(this.now() - state.at) < MAX_AGE_MS))
        return undefined;
      return {
        plan: planOf(state),
        sentBefore: Math.max(0, ...progress.map(sentOf)),
        orphans: state.orphans,
        confirmed: { ids: new Set(state.confirmed.ids), count: state.confirmed.count },
      };
    } catch {
      return undefined;
    }
  }

  async begin(
    plan: Plan,
    orphans: OrphanPolicy,
    confirmed: { readonly ids: readonly string[]; readonly count: number },
  ): Promise<void> {
    const { digest, target, wanted, needed, keptNames, renames, create, update } = plan;
    const head: Head = {
      journal: VERSION,
      at: this.now(),
      orphans,
      confirmed,
      plan: { digest, target, wanted, renames, create, update },
      needed: deflateSync(needed.toBytes()).toString('base64'),
      keptNames: [...keptNames],
    };
    await orWriteFailed(this.file, async () => {
      const handle = await open(`${this.file}.new`, 'w', 0o600);
      try {
        await handle.chmod(0o600);
        await handle.writeFile(`${JSON.stringify(head)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${this.file}.new`, this.file);
    });
  }

  /** All objects before that number are in the workspace. */
  async sent(before: number): Promise<void> {
    await orWriteFailed(this.file, async () => {
      const handle = await open(this.file, 'a', 0o600);
      try {
        await handle.appendFile(`${JSON.stringify({ sent: before })}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  async end(): Promise<void> {
    await unlink(this.file).catch(() => undefined);
  }
}

interface Head {
  readonly journal: number;
  readonly at: number;
  readonly orphans: OrphanPolicy;
  readonly confirmed: { readonly ids: readonly string[]; readonly count: number };
  readonly plan: Pick<Plan, 'digest' | 'target' | 'wanted' | 'renames' | 'create' | 'update'>;
  readonly needed: string;
  readonly keptNames: readonly (readonly [number, string])[];
}

/** The plan as far as imports need it; its orphans are found anew. */
function planOf({ plan, needed, keptNames }: Head): Plan {
  return {
    ...plan,
    needed: new Bitmap(inflateSync(Buffer.from(needed, 'base64'))),
    keptNames: new Map(keptNames),
    held: 0,
    unchanged: 0,
    orphans: { count: 0, guarded: 0, list: [] },
    sourceIds: [],
    parentNames: new Map(),
    revived: 0,
    incomplete: 0,
    changes: [],
    more: 0,
  };
}

/** The number of a progress line; 0 for one that was cut while it was written. */
function sentOf(line: string): number {
  try {
    const { sent } = JSON.parse(line) as { readonly sent?: unknown };
    return typeof sent === 'number' ? sent : 0;
  } catch {
    return 0;
  }
}
