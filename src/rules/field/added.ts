import type { Rule } from '../rule.ts';

export const fieldAdded = {
  id: 'field/added',
  level: { 'by-name': 'info', 'by-position': 'info', exact: 'warn' },
  purpose: 'A file has a new field after all the others.',
  why: 'Readers by name and by position both still find every field where it was. Only a reader that checks the exact layout notices.',
  fix: 'Commit the new snapshot, so that the catalogue can describe the field.',
} as const satisfies Rule;
