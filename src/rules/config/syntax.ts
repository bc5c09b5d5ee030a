import type { Rule } from '../rule.ts';

export const configSyntax = {
  id: 'config/syntax',
  level: 'error',
  purpose: 'The configuration is not well-formed YAML or JSON.',
  why: 'Nothing in it can be trusted until it parses as a whole.',
  fix: 'Mend the marked place. Masks belong in quotes: braces, stars and # mean something else to YAML.',
} as const satisfies Rule;
