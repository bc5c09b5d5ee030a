import type { Rule } from '../rule.ts';

export const directoryRemoved = {
  id: 'directory/removed',
  level: { 'by-name': 'warn', 'by-position': 'warn', exact: 'warn' },
  purpose: 'A directory of the snapshot is gone, with everything below it.',
  why: 'An empty directory is often the place where the next delivery is expected; its end can mean that a delivery was called off.',
  fix: 'Ask who removed it. If that is meant, take a new snapshot and commit it.',
} as const satisfies Rule;
