import type { Rule } from '../rule.ts';

export const configDuplicateName = {
  id: 'config/duplicate-name',
  level: 'error',
  purpose: 'The same name or bucket stands twice.',
  why: 'Only one of the two could win, and which one would be an accident.',
  fix: 'Rename or remove one of the two marked places.',
} as const satisfies Rule;
