import type { Rule } from '../rule.ts';

export const maskUnbounded = {
  id: 'mask/unbounded',
  level: 'warn',
  purpose: 'A mask begins with a wildcard, so that the whole bucket must be listed.',
  why: 'A listing costs a request for each thousand objects, wanted or not; a large bucket takes long and is paid for.',
  fix: 'Begin the mask with the directories it is about, or set a prefix for the bucket.',
} as const satisfies Rule;
