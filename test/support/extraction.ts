import { bucketName, type Entry, type FileEntry, maskText } from '../../src/catalogue/index.ts';
import type { BucketConfig, Config, MaskEntry } from '../../src/config/index.ts';
import { type Extraction, type ExtractionLimits, extract } from '../../src/extract/index.ts';
import type { ObjectStore } from '../../src/s3/index.ts';

const nowhere = { file: 'datagalaxy.config.yaml', line: 1, column: 1 };

export const AUTO_CSV = {
  delimiter: 'auto',
  header: 'auto',
  encoding: 'auto',
  quote: 'auto',
  escape: 'auto',
} as const;

/** A line of `masks:` from its text; `!` before it makes an exclude. */
export function maskEntry(
  text: string,
  options: Partial<Extract<MaskEntry, { kind: 'mask' }>> = {},
): MaskEntry {
  if (text.startsWith('!')) {
    return { kind: 'exclude', text: maskText(text.slice(1)), location: nowhere };
  }
  return {
    kind: 'mask',
    text: maskText(text),
    location: nowhere,
    csv: AUTO_CSV,
    sample: { take: 'newest', files: 1 },
    rules: [],
    ...options,
  };
}

export function bucketConfig(
  masks: readonly (string | MaskEntry)[],
  options: Partial<Omit<BucketConfig, 'name'>> & { readonly name?: string } = {},
): BucketConfig {
  return {
    location: nowhere,
    prefix: '',
    auth: { kind: 'anonymous' },
    endpoint: { kind: 'aws' },
    requesterPays: false,
    unmatched: masks.length === 0 ? 'list' : 'ignore',
    csv: AUTO_CSV,
    sample: { take: 'newest', files: 1 },
    read: { maxBytes: 4 * 1024 * 1024 },
    ...options,
    name: bucketName(options.name ?? 'harbour'),
    masks: masks.map((mask) => (typeof mask === 'string' ? maskEntry(mask) : mask)),
  };
}

export function configOf(...buckets: readonly BucketConfig[]): Config {
  return {
    file: '/repository/datagalaxy.config.yaml',
    directory: '/repository',
    snapshotFile: '/repository/datagalaxy.snapshot.json',
    buckets,
    tokens: new Map(),
    rules: { profile: 'by-name', settings: [] },
    observations: [],
  };
}

/** Extracts the given stores, one a bucket in the order of the configuration. */
export function extractFrom(
  config: Config,
  stores: readonly ObjectStore[],
  options: {
    readonly previous?: readonly Entry[];
    readonly limits?: Partial<ExtractionLimits>;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Extraction> {
  const previous = options.previous ?? [];
  return extract({
    config,
    openStore: async (bucket) => stores[config.buckets.indexOf(bucket)] as ObjectStore,
    previous: (bucket, path) =>
      previous.find(
        (entry): entry is FileEntry =>
          entry.kind === 'file' && entry.bucket === bucket && entry.path === path,
      ),
    limits: options.limits ?? {},
    signal: options.signal ?? new AbortController().signal,
    now: () => 0,
  });
}
