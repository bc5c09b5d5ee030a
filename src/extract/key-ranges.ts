import type { BucketMasks } from './bucket-masks.ts';
import { fewPrefixes } from './few-prefixes.ts';

/** Ranges of one bucket: twice as many as are listed at once, so that a long one is evened out. More would only cost requests. */
const MOST_RANGES = 64;

/** Keys that begin with `prefix` and come after `startAfter`: what one listing cursor walks. */
export interface KeyRange {
  readonly prefix: string;
  readonly startAfter?: string;
}

/**
 * The disjoint ranges to list: everything below the bucket's prefix when unmatched keys are wanted, else only what the
 * masks' literal prefixes leave possible (SPEC 3.5), many of them put together: a request each is more than it takes to pass over
 * what lies between. Empty when no mask can match below the prefix.
 */
export function keyRanges(masks: BucketMasks): readonly KeyRange[] {
  const { bucket, set } = masks;
  if (bucket.unmatched !== 'ignore') return [{ prefix: bucket.prefix }];
  return fewPrefixes(set.literalPrefixes(bucket.prefix), MOST_RANGES).map((prefix) => ({ prefix }));
}
