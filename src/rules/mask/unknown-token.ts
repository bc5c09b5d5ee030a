import type { Rule } from '../rule.ts';

export const maskUnknownToken = {
  id: 'mask/unknown-token',
  level: 'error',
  purpose: 'A placeholder of a mask names a type or format that does not exist.',
  why: 'A placeholder that is taken for text would match nothing, or the wrong keys.',
  fix: 'Use the name that the message proposes, or define it under tokens.',
} as const satisfies Rule;
