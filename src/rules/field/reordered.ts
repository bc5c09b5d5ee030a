import type { Rule } from '../rule.ts';

export const fieldReordered = {
  id: 'field/reordered',
  level: { 'by-name': 'info', 'by-position': 'error', exact: 'error' },
  purpose: 'Fields that a file still has stand in another order.',
  why: 'A reader by name does not mind. A reader by position mixes the fields up, often without an error when their types agree.',
  fix: 'Ask the producer to restore the order. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
