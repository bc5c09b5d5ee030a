import type { Rule } from '../rule.ts';

export const configInsecureEndpoint = {
  id: 'config/insecure-endpoint',
  level: 'warn',
  purpose: 'Requests go over plain http to another machine.',
  why: 'Whoever is on the way can read the data and replace it.',
  fix: 'Use https, with caFile for a private certificate authority.',
} as const satisfies Rule;
