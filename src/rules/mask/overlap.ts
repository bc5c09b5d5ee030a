import type { Rule } from '../rule.ts';

export const maskOverlap = {
  id: 'mask/overlap',
  level: 'warn',
  purpose: 'Some key can match two masks.',
  why: 'The first of the two wins. If their order changes, objects move from one file of the catalogue to another.',
  fix: 'Make one mask narrower, exclude the example key from one, or put the mask that should win first and set this rule to off for it.',
} as const satisfies Rule;
