import type { Rule } from '../rule.ts';

export const configUnused = {
  id: 'config/unused',
  level: 'warn',
  purpose: 'Something is defined in the configuration that nothing refers to.',
  why: 'It is most often what is left of a change, or a reference that was forgotten.',
  fix: 'Remove it, or refer to it.',
} as const satisfies Rule;
