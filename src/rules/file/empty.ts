import type { Rule } from '../rule.ts';

export const fileEmpty = {
  id: 'file/empty',
  level: 'warn',
  purpose: 'A file holds no bytes, or no records.',
  why: 'A delivery that went wrong often leaves an empty file behind.',
  fix: 'Ask the producer. Exclude the file if it is a marker that means to be empty.',
} as const satisfies Rule;
