import type { Rule } from '../rule.ts';

export const datasetMixedHeaders = {
  id: 'dataset/mixed-headers',
  level: 'warn',
  purpose: 'Objects that one mask groups do not have the same fields.',
  why: 'The catalogue shows the fields of one of them; readers of the others find something else.',
  fix: 'Split the mask, or ask the producers to agree.',
} as const satisfies Rule;
