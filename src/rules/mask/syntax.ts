import type { Rule } from '../rule.ts';

export const maskSyntax = {
  id: 'mask/syntax',
  level: 'error',
  purpose: 'A mask is not well-formed.',
  why: 'A mask that cannot be read cannot match; guessing what it means would group the wrong keys.',
  fix: 'Mend the marked place. A backslash makes { } * ? and itself ordinary characters.',
} as const satisfies Rule;
