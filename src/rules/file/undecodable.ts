import type { Rule } from '../rule.ts';

export const fileUndecodable = {
  id: 'file/undecodable',
  level: 'warn',
  purpose: 'The bytes of a file are not what its format wants.',
  why: 'No field can be known of it; those in the catalogue are the last ones known.',
  fix: 'Look at the file: it may be cut, encrypted or of another format than its name says. Set csv.encoding if only that is unknown.',
} as const satisfies Rule;
