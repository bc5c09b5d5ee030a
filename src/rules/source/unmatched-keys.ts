import type { Rule } from '../rule.ts';

export const sourceUnmatchedKeys = {
  id: 'source/unmatched-keys',
  level: 'info',
  purpose: 'Keys of the bucket match no mask.',
  why: 'They are left out of the catalogue. A new kind of delivery, or a renamed one, shows itself here first.',
  fix: 'Add the proposed mask, or exclude those keys. Set unmatched to error if a bucket must be covered completely.',
} as const satisfies Rule;
