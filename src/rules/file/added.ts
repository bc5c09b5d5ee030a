import type { Rule } from '../rule.ts';

export const fileAdded = {
  id: 'file/added',
  level: { 'by-name': 'info', 'by-position': 'info', exact: 'info' },
  purpose: 'A file that the snapshot did not have is in the lake.',
  why: 'Nobody reads it yet, so nothing breaks. It is recorded so that the catalogue shows it and somebody can own it.',
  fix: 'Commit the new snapshot. If the file should not be in the catalogue, exclude it with a mask.',
} as const satisfies Rule;
