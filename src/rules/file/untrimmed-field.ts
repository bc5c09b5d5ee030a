import type { Rule } from '../rule.ts';

export const fileUntrimmedField = {
  id: 'file/untrimmed-field',
  level: 'info',
  purpose: 'The name of a field begins or ends with white space.',
  why: 'The white space cannot be seen, yet a reader that compares names exactly needs it.',
  fix: 'Ask the producer to remove it.',
} as const satisfies Rule;
