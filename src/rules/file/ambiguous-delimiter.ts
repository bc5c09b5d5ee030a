import type { Rule } from '../rule.ts';

export const fileAmbiguousDelimiter = {
  id: 'file/ambiguous-delimiter',
  level: 'warn',
  purpose: 'More than one character could be the delimiter of a file.',
  why: 'If the guess is wrong, every field is wrong.',
  fix: 'Set csv.delimiter for the mask.',
} as const satisfies Rule;
