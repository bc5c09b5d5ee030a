import type { Rule } from '../rule.ts';

export const maskShadowed = {
  id: 'mask/shadowed',
  level: 'error',
  purpose: 'A mask can never win: the masks before it take every key it could match.',
  why: 'What it should describe never reaches the catalogue under its name.',
  fix: 'Move it before the masks that hide it, or remove it.',
} as const satisfies Rule;
