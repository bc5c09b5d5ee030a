import type { BucketMasks } from './bucket-masks.ts';

/** Keys that begin with `prefix` and come after `startAfter`: what one listing cursor walks. */
export interface KeyRange {
  readonly prefix: string;
  readonly startAfter?: string;
}

/**
 * The disjoint ranges to list: everything below the bucket's prefix when unmatched keys are wanted, else only what the
 * masks' literal prefixes leave possible (SPEC 3.5). Empty when no mask can match below the prefix.
 */
export function keyRanges(masks: BucketMasks): readonly KeyRange[] {
  const { bucket, set } = masks;
  if (bucket.unmatched !== 'ignore') return [{ prefix: bucket.prefix }];
  return set.literalPrefixes(bucket.prefix).map((prefix) => ({ prefix }));
}
