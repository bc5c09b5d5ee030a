import type { Rule } from '../rule.ts';

export const fileCompressionChanged = {
  id: 'file/compression-changed',
  level: { 'by-name': 'warn', 'by-position': 'warn', exact: 'error' },
  purpose: 'A file is compressed in another way, or no longer.',
  why: 'Most readers detect the compression; those that go by the file name or by a setting do not.',
  fix: 'Check the readers that name a compression. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
