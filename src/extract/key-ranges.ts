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
 * The disjoint prefixes of all that a run may read: the bucket's when unmatched keys are wanted, else those that the masks' literal
 * prefixes leave possible (SPEC 3.5). Empty when no mask can match below the prefix.
 */
export function readPrefixes({ bucket, set }: BucketMasks): readonly string[] {
  return bucket.unmatched === 'ignore' ? set.literalPrefixes(bucket.prefix) : [bucket.prefix];
}

/**
 * The disjoint ranges to list: those prefixes, many of them put together: a request each is more than it takes to pass over what
 * lies between.
 */
export function keyRanges(masks: BucketMasks): readonly KeyRange[] {
  return fewPrefixes(readPrefixes(masks), MOST_RANGES).map((prefix) => ({ prefix }));
}
