import type { Rule } from '../rule.ts';

export const fileDelimiterChanged = {
  id: 'file/delimiter-changed',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'Another character stands between the fields of a file.',
  why: 'A reader that was told the old delimiter finds one field a record instead of many.',
  fix: 'Ask the producer to restore the delimiter, or change it for every reader. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
