import type { Rule } from '../rule.ts';

export const fileEncodingChanged = {
  id: 'file/encoding-changed',
  level: { 'by-name': 'warn', 'by-position': 'warn', exact: 'error' },
  purpose: 'The text of a file is encoded in another way.',
  why: 'Letters outside ASCII turn into other letters for a reader that keeps the old encoding; keys that hold them no longer join.',
  fix: 'Tell every reader the new encoding, or ask the producer to restore the old one. Take a new snapshot and commit it once the readers know, or lower the rule for this mask.',
} as const satisfies Rule;
