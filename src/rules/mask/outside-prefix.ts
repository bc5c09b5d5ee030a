import type { Rule } from '../rule.ts';

export const maskOutsidePrefix = {
  id: 'mask/outside-prefix',
  level: 'error',
  purpose: 'A mask can match no key below the prefix of its bucket.',
  why: 'Only keys below the prefix are listed, so the mask never finds anything.',
  fix: 'Begin the mask with the prefix: masks are paths from the root of the bucket. Or widen the prefix.',
} as const satisfies Rule;
