import type { Rule } from '../rule.ts';

export const fileRemoved = {
  id: 'file/removed',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'A file of the snapshot is no longer in the lake.',
  why: 'Whoever reads the file finds nothing, and often reports an empty result instead of an error.',
  fix: 'Find out whether the delivery stopped, moved or was renamed. If the file is gone for good, take a new snapshot and commit it.',
} as const satisfies Rule;
