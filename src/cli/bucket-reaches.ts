import type { BucketConfig, Config } from '../config/index.ts';
import {
  type BucketMasks,
  compileBucket,
  keyRanges,
  readPrefixes,
  tokensOf,
} from '../extract/index.ts';

/** What a run would list and read in a bucket. */
export interface Reach {
  readonly bucket: BucketConfig;
  readonly masks: BucketMasks;
  /** Disjoint; the requests of a run begin with one of them. */
  readonly prefixes: readonly string[];
  /** Disjoint; every object that is read lies below one of them. Where the masks are many they are more and longer. */
  readonly readPrefixes: readonly string[];
}

/** How far each bucket's masks reach, without a request. */
export function bucketReaches(config: Config): readonly Reach[] {
  const tokens = tokensOf(config);
  return config.buckets.map((bucket) => {
    const masks = compileBucket(bucket, tokens);
    const prefixes = keyRanges(masks).map(({ prefix }) => prefix);
    return { bucket, masks, prefixes, readPrefixes: readPrefixes(masks) };
  });
}
