import type { Rule } from '../rule.ts';

export const configUnknownKey = {
  id: 'config/unknown-key',
  level: 'error',
  purpose: 'The configuration has a key that does not exist.',
  why: 'A misspelt key would be ignored, and what it was meant to do would silently not happen.',
  fix: 'Use the name that the message proposes, or remove the key.',
} as const satisfies Rule;
