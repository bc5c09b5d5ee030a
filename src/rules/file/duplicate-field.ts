import type { Rule } from '../rule.ts';

export const fileDuplicateField = {
  id: 'file/duplicate-field',
  level: 'warn',
  purpose: 'Two fields of a file have the same name.',
  why: 'A reader by name finds only one of them, and which one depends on the reader.',
  fix: 'Ask the producer to rename one of the two.',
} as const satisfies Rule;
