import type { Rule } from '../rule.ts';

export const fieldRenamedSpace = {
  id: 'field/renamed-space',
  level: { 'by-name': 'warn', 'by-position': 'info', exact: 'error' },
  purpose: 'A field has the same name but for white space.',
  why: 'A blank at an end, a doubled or a no-break space cannot be seen, yet a reader that compares names exactly no longer finds the field.',
  fix: 'Ask the producer to restore the name, or check each reader. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
