import type { Rule } from '../rule.ts';

export const fileHeaderGained = {
  id: 'file/header-gained',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'The first record of a file now names its fields.',
  why: 'A reader that expects no header takes the names for a record of data.',
  fix: 'Tell every reader to skip the first record, or set csv.header if the detection is wrong. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
