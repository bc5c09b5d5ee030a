import type { Entry, FileEntry, Observation, RunStats } from '../catalogue/index.ts';
import type { BucketConfig, Config } from '../config/index.ts';
import type { ObjectStore } from '../s3/index.ts';
import type { ReadingCache } from './reading-cache.ts';

/** Bounds and widths of one extraction; every one has a default. */
export interface ExtractionLimits {
  /** Listing cursors at once, over all buckets. */
  readonly listConcurrency: number;
  /** Files read at once, over all buckets. */
  readonly readConcurrency: number;
  /** Logical files and directories a run may find: what memory grows with. */
  readonly maxFiles: number;
}

export const DEFAULT_LIMITS: ExtractionLimits = {
  listConcurrency: 32,
  readConcurrency: 32,
  maxFiles: 2_000_000,
};

/** How far a run is; handed out now and then, never more often than pages arrive. */
export interface Progress {
  readonly stage: 'listing' | 'reading';
  readonly objectsListed: number;
  readonly requests: number;
  readonly filesRead: number;
  readonly files: number;
}

export interface ExtractionRequest {
  readonly config: Config;
  readonly openStore: (bucket: BucketConfig) => Promise<ObjectStore>;
  /** The file of the snapshot compared with: its types are sticky, its fields kept for what cannot be read. */
  readonly previous: (bucket: string, path: string) => FileEntry | undefined;
  /** Readings of earlier runs; none by default. */
  readonly cache?: ReadingCache;
  readonly limits?: Partial<ExtractionLimits>;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Milliseconds, from any origin. */
  readonly now: () => number;
}

/** A complete look at all buckets. The same lake gives the same entries at any concurrency and in any arrival order. */
export interface Extraction {
  /** In snapshot order. */
  readonly entries: readonly Entry[];
  readonly observations: readonly Observation[];
  readonly run: RunStats;
  /** Key of the object that stands for a file: the proof of where its fields come from. */
  readonly representativeOf: (bucket: string, path: string) => string | undefined;
}
