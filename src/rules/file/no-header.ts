import type { Rule } from '../rule.ts';

export const fileNoHeader = {
  id: 'file/no-header',
  level: 'warn',
  purpose:
    'A file seems to have no header, so its fields have made-up names; or what is taken for its header may be data.',
  why: 'A made-up name tells a reader nothing, and changes its meaning when a field is inserted. A row of data that is taken for names changes every day.',
  fix: 'Ask the producer for a header. Set csv.header to true or false for the mask, as it is.',
} as const satisfies Rule;
