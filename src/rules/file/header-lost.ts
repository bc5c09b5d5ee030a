import type { Rule } from '../rule.ts';

export const fileHeaderLost = {
  id: 'file/header-lost',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'The first record of a file no longer names its fields.',
  why: 'A reader that expects a header loses one record and reads its values as names.',
  fix: 'Ask the producer to restore the header, or set csv.header if the detection is wrong. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
