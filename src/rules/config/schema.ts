import type { Rule } from '../rule.ts';

export const configSchema = {
  id: 'config/schema',
  level: 'error',
  purpose: 'A value of the configuration has the wrong type or form.',
  why: 'A value that is guessed at would connect to the wrong place or match the wrong keys.',
  fix: 'Give the value the form that the message names; the schema shows every key with an example.',
} as const satisfies Rule;
