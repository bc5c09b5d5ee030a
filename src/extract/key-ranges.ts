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

/** Directory buckets list in no order and know no StartAfter: there is nothing to skip to. */
export const isUnordered = ({ bucket }: BucketMasks): boolean => bucket.name.endsWith('--x-s3');

/**
 * The disjoint ranges to list: those prefixes, many of them put together: a request each is more than it takes to pass over what
 * lies between. Where nothing can be passed over they stay apart.
 */
export function keyRanges(masks: BucketMasks): readonly KeyRange[] {
  const prefixes = readPrefixes(masks);
  const listed = isUnordered(masks)
    ? wholeDirectories(prefixes, masks.bucket.prefix)
    : fewPrefixes(prefixes, MOST_RANGES);
  return listed.map((prefix) => ({ prefix }));
}

/** Directory buckets refuse a prefix that ends within a name. Never less than the bucket's own, below which all has to lie. */
function wholeDirectories(prefixes: readonly string[], own: string): readonly string[] {
  const directories = prefixes.map((prefix) =>
    prefix.slice(0, Math.max(own.length, prefix.lastIndexOf('/') + 1)),
  );
  const kept: string[] = [];
  for (const directory of [...new Set(directories)].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !directory.startsWith(last)) kept.push(directory);
  }
  return kept;
}
