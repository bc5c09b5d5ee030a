import type { Rule } from '../rule.ts';

export const directoryAdded = {
  id: 'directory/added',
  level: { 'by-name': 'info', 'by-position': 'info', exact: 'info' },
  purpose: 'An empty directory that the snapshot did not have is in the lake.',
  why: 'It holds nothing to read. It is recorded because the catalogue shows directories too.',
  fix: 'Commit the new snapshot, or delete the zero-byte key that marks the directory.',
} as const satisfies Rule;
