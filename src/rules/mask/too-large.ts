import type { Rule } from '../rule.ts';

export const maskTooLarge = {
  id: 'mask/too-large',
  level: 'error',
  purpose: 'A mask, or all masks of a bucket together, are larger than the bounds allow.',
  why: 'A mask that expands without bound would take all memory before the first key is read.',
  fix: 'Use shorter lengths, fewer ** or a simpler token; the message names the bound.',
} as const satisfies Rule;
