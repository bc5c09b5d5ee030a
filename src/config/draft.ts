import type { BucketConfig } from './config.ts';

/** A bucket before the overrides: `unmatched` is there only where it was configured, since its default follows the masks. */
export type BucketDraft = Omit<BucketConfig, 'unmatched'> & {
  readonly unmatched?: BucketConfig['unmatched'];
};

/** A bucket with masks ignores what they do not match; one without (or with nothing but excludes) lists everything. */
export function finishBucket(draft: BucketDraft): BucketConfig {
  const hasMask = draft.masks.some(({ kind }) => kind === 'mask');
  return { ...draft, unmatched: draft.unmatched ?? (hasMask ? 'ignore' : 'list') };
}
