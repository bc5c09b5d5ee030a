import type { Rule } from '../rule.ts';

export const configDanglingReference = {
  id: 'config/dangling-reference',
  level: 'error',
  purpose: 'A name refers to nothing that the configuration defines.',
  why: 'A bucket whose credentials or endpoint do not exist cannot be read.',
  fix: 'Define the name under auth or endpoints, or use the one that the message proposes.',
} as const satisfies Rule;
