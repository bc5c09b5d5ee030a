import { existsSync } from 'node:fs';
import type { Entry, Observation, RunStats } from '../catalogue/index.ts';
import type { Config } from '../config/index.ts';
import type { CauseOf } from '../diff/index.ts';
import { CauseFinder, extract } from '../extract/index.ts';
import { committedCacheText } from '../report/index.ts';
import { openStore } from '../s3/index.ts';
import { isTracked } from '../snapshot/index.ts';
import type { BaseSnapshot } from './base-snapshot.ts';
import { CACHE_FOLDER, CacheFile } from './cache-file.ts';
import type { Io } from './io.ts';
import { progressLine } from './progress.ts';

/** The lake as it is now, beside the snapshot it is compared with. */
export interface LiveSnapshot {
  readonly entries: readonly Entry[];
  readonly observations: readonly Observation[];
  readonly run: RunStats;
  readonly causeOf: CauseOf;
}

/** Extracts all buckets, with progress on a terminal. Rejects when anything of it cannot be finished. */
export async function extractLive(
  config: Config,
  base: BaseSnapshot,
  io: Io,
  options: Readonly<Record<string, unknown>>,
): Promise<LiveSnapshot> {
  const progress = progressLine(io);
  const cache = options['cache'] === false ? undefined : await openCache(config, io);
  const concurrency = options['concurrency'];
  try {
    const extraction = await extract({
      config,
      openStore: (bucket) => openStore(bucket, { env: io.env }),
      previous: base.file,
      ...(cache === undefined ? {} : { cache }),
      limits:
        typeof concurrency === 'number'
          ? { listConcurrency: concurrency, readConcurrency: concurrency }
          : {},
      signal: io.signal,
      onProgress: progress.show,
      now: io.now,
    });
    await cache?.save();
    const { entries, observations, run, representativeOf } = extraction;
    const causes = new CauseFinder(config, {
      before: base.file,
      basePlaces: () => base.entries,
      representativeOf,
    });
    return { entries, observations, run, causeOf: (place) => causes.causeOf(place) };
  } finally {
    progress.done();
  }
}

/** None for a run without a configuration file, which leaves nothing behind, and none that a pull request could bring. */
async function openCache(config: Config, io: Io): Promise<CacheFile | undefined> {
  if (!existsSync(config.file)) return undefined;
  if (!(await isTracked(config.directory, CACHE_FOLDER))) return CacheFile.open(config.directory);
  await io.stderr.write(committedCacheText(CACHE_FOLDER));
  return undefined;
}
