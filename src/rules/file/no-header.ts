import type { Rule } from '../rule.ts';

export const fileNoHeader = {
  id: 'file/no-header',
  level: 'warn',
  purpose: 'A file seems to have no header, so its fields have made-up names.',
  why: 'A made-up name tells a reader nothing, and changes its meaning when a field is inserted.',
  fix: 'Ask the producer for a header. If there is one, set csv.header to true for the mask.',
} as const satisfies Rule;
