import type { Rule } from '../rule.ts';

export const fieldTypeNarrowed = {
  id: 'field/type-narrowed',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'A field has another type that does not hold all its old values.',
  why: 'Old and new values do not have one common meaning any more: comparisons, joins and loads that relied on the old type can fail.',
  fix: 'Find out whether the producer changed the meaning of the field or the format of its values. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
