import type { Rule } from '../rule.ts';

export const sourceMaskWithoutFiles = {
  id: 'source/mask-without-files',
  level: 'warn',
  purpose: 'A mask takes no object of its bucket.',
  why: 'Either the delivery has not come, or the mask does not say what was meant.',
  fix: 'Compare the mask with real keys by masks test. Remove it, if its files are gone for good.',
} as const satisfies Rule;
