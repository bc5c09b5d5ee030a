import type { Rule } from '../rule.ts';

export const fieldInserted = {
  id: 'field/inserted',
  level: { 'by-name': 'info', 'by-position': 'error', exact: 'error' },
  purpose: 'A file has a new field before fields that it had already.',
  why: 'A reader by name does not mind. A reader by position, such as a bulk load without a header, puts every later value into the wrong field, often without an error.',
  fix: 'Ask the producer to add fields at the end. If all readers go by name, keep the profile by-name, take a new snapshot and commit it.',
} as const satisfies Rule;
