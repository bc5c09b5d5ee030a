import pMap from 'p-map';
import {
  bucketName,
  cataloguePath,
  compareEntries,
  type Entry,
  type Observation,
  UserError,
} from '../catalogue/index.ts';
import type { BucketConfig } from '../config/index.ts';
import type { ObjectStore } from '../s3/index.ts';
import { compileBucket, tokensOf } from './bucket-masks.ts';
import {
  DEFAULT_LIMITS,
  type Extraction,
  type ExtractionRequest,
  type Progress,
} from './extraction.ts';
import type { FileGroup } from './file-group.ts';
import { keyRanges } from './key-ranges.ts';
import { type GroupReading, readGroup } from './read-group.ts';
import { NO_CACHE } from './reading-cache.ts';
import { BucketScan } from './scan-bucket.ts';
import { sourceObservations } from './source-observations.ts';

interface OpenBucket {
  readonly bucket: BucketConfig;
  readonly store: ObjectStore;
  readonly scan: BucketScan;
}

/**
 * Lists every bucket to its end, then reads one representative (or the sample) of each file. Rejects with a `UserError` when
 * any listing cannot be finished: half an extraction is none. Memory: O(files found).
 */
export async function extract(request: ExtractionRequest): Promise<Extraction> {
  const started = request.now();
  const limits = { ...DEFAULT_LIMITS, ...request.limits };
  // The first failure ends the others' requests too, so that nothing is left running behind a rejected promise.
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(request.signal.reason);
  request.signal.addEventListener('abort', onAbort, { once: true });
  if (request.signal.aborted) onAbort();
  const open: OpenBucket[] = [];
  try {
    const tokens = tokensOf(request.config);
    for (const bucket of request.config.buckets) {
      const scan = new BucketScan(compileBucket(bucket, tokens), limits.maxFiles);
      open.push({ bucket, scan, store: await request.openStore(bucket) });
    }
    const report = progressReporter(open, request.onProgress);
    let ranges = open.flatMap(({ scan, store }) =>
      keyRanges(scan.masks).map((range) => ({ scan, store, range })),
    );
    while (ranges.length > 0) {
      const found = await allOrStop(stop, ranges, limits.listConcurrency, async (item) => {
        const { scan, store, range } = item;
        const more = await scan.scan(store, range, stop.signal, () => report('listing', 0));
        return more.map((next) => ({ scan, store, range: next }));
      });
      ranges = found.flat();
    }
    const readings = await readAll(open, request, limits.readConcurrency, stop, report);
    return result(open, readings, (request.now() - started) / 1_000);
  } finally {
    request.signal.removeEventListener('abort', onAbort);
    for (const { store } of open) store.close();
  }
}

/** Works on the items, a few at once, in order. The first failure stops the others' requests and is the one reported. */
async function allOrStop<T, R>(
  stop: AbortController,
  items: Iterable<T>,
  concurrency: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  return pMap(
    items,
    async (item) => {
      try {
        return await work(item);
      } catch (error) {
        stop.abort();
        throw error;
      }
    },
    { concurrency },
  );
}

type Reporter = (stage: Progress['stage'], filesRead: number) => void;

function progressReporter(
  open: readonly OpenBucket[],
  onProgress: ExtractionRequest['onProgress'],
): Reporter {
  return (stage, filesRead) =>
    onProgress?.({
      stage,
      objectsListed: sum(open, ({ scan }) => scan.objectsListed),
      requests: sum(open, ({ store }) => store.counters.listRequests + store.counters.getRequests),
      filesRead,
      files: sum(open, ({ scan }) => scan.files.size),
    });
}

async function readAll(
  open: readonly OpenBucket[],
  request: ExtractionRequest,
  concurrency: number,
  stop: AbortController,
  report: Reporter,
): Promise<readonly GroupReading[]> {
  const { cache = NO_CACHE } = request;
  let filesRead = 0;
  const answers = await allOrStop(stop, filesOf(open), concurrency, async (item) => {
    const { bucket, store, group } = item;
    const previous = request.previous(bucket.name, group.path);
    const reading = await readGroup(store, bucket, group, previous, cache, stop.signal);
    filesRead += 1;
    report('reading', filesRead);
    return reading;
  });
  const readings = answers
    .filter((reading) => reading !== undefined)
    .sort((a, b) => compareEntries(a.entry, b.entry));
  refuseUnreadableBucket(readings);
  return readings;
}

function* filesOf(
  open: readonly OpenBucket[],
): Generator<Omit<OpenBucket, 'scan'> & { readonly group: FileGroup }> {
  for (const { bucket, store, scan } of open) {
    for (const group of scan.files.values()) yield { bucket, store, group };
  }
}

/**
 * A bucket that may be listed and not read, and of which nothing is known, is a missing right and not a lake of empty files:
 * the first snapshot must not say so. One denied object among others is only reported (`source/unread-file`).
 */
function refuseUnreadableBucket(readings: readonly GroupReading[]): void {
  const denied = new Map<string, string>();
  const known = new Set<string>();
  for (const { entry, representative } of readings) {
    const { bucket, unread, fields } = entry;
    if (unread === 'access-denied' && fields.length === 0) denied.set(bucket, representative);
    else known.add(bucket);
  }
  for (const [bucket, key] of denied) {
    if (!known.has(bucket)) throw new UserError('s3/access-denied-read', { bucket, key });
  }
}

function result(
  open: readonly OpenBucket[],
  readings: readonly GroupReading[],
  seconds: number,
): Extraction {
  const entries: Entry[] = readings.map(({ entry }) => entry);
  for (const { bucket, scan } of open) {
    for (const path of scan.directories) {
      entries.push({
        kind: 'directory',
        bucket: bucketName(bucket.name),
        path: cataloguePath(path),
      });
    }
  }
  entries.sort(compareEntries);
  const representatives = new Map(
    readings.map(({ entry, representative }) => [
      placeId(entry.bucket, entry.path),
      representative,
    ]),
  );
  const observations: Observation[] = [
    ...open.flatMap(({ scan }) => sourceObservations(scan)),
    ...readings.flatMap((reading) => reading.observations),
  ];
  return {
    entries: withoutImpliedDirectories(entries),
    observations,
    representativeOf: (bucket, path) => representatives.get(placeId(bucket, path)),
    run: {
      objectsListed: sum(open, ({ scan }) => scan.objectsListed),
      bytesListed: sum(open, ({ scan }) => scan.bytesListed),
      listRequests: sum(open, ({ store }) => store.counters.listRequests),
      getRequests: sum(open, ({ store }) => store.counters.getRequests),
      bytesRead: sum(open, ({ store }) => store.counters.bytesRead),
      files: readings.length,
      ignoredKeys: sum(open, ({ scan }) => scan.unmatched.total),
      unread: readings.flatMap(({ entry }) =>
        entry.unread === undefined
          ? []
          : [{ bucket: entry.bucket, path: entry.path, reason: entry.unread }],
      ),
      seconds,
    },
  };
}

/**
 * Drops directories that something below implies. In code-unit order all paths that begin with a directory's path follow it
 * at once, so looking at the next entry is enough. Where a bucket stands twice in the configuration and both give one path,
 * the first is kept.
 */
function withoutImpliedDirectories(sorted: readonly Entry[]): readonly Entry[] {
  return sorted.filter((entry, i) => {
    const before = sorted[i - 1];
    if (before !== undefined && compareEntries(before, entry) === 0) return false;
    const next = sorted[i + 1];
    return (
      entry.kind === 'file' ||
      next === undefined ||
      next.bucket !== entry.bucket ||
      !next.path.startsWith(entry.path)
    );
  });
}

const placeId = (bucket: string, path: string): string => JSON.stringify([bucket, path]);

const sum = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((total, item) => total + value(item), 0);
