import type { Rule } from '../rule.ts';

export const fieldTypeWidened = {
  id: 'field/type-widened',
  level: { 'by-name': 'info', 'by-position': 'info', exact: 'error' },
  purpose: 'Values of a field no longer fit its old type, but all old values fit the new one.',
  why: 'What was read before is still valid. A reader that declared the narrower type can overflow or reject rows.',
  fix: 'Widen the type where readers declare it, then take a new snapshot and commit it.',
} as const satisfies Rule;
