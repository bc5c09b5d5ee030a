import type { Rule } from '../rule.ts';

export const fieldRemoved = {
  id: 'field/removed',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'A field of the snapshot is no longer in its file.',
  why: 'Queries and loads that use the field fail, or fill it with nothing.',
  fix: 'Look for a field added in the same place: it may be a rename. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
