import type { Rule } from '../rule.ts';

export const fieldRenamedCase = {
  id: 'field/renamed-case',
  level: { 'by-name': 'warn', 'by-position': 'info', exact: 'error' },
  purpose: 'A field has the same name but for upper and lower case.',
  why: 'Some engines fold the case of names and some do not, so the change breaks one reader and passes unseen by another.',
  fix: 'Ask the producer to restore the name, or check each reader. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
