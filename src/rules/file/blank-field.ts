import type { Rule } from '../rule.ts';

export const fileBlankField = {
  id: 'file/blank-field',
  level: 'warn',
  purpose: 'A field of a file has no name.',
  why: 'It gets a made-up name from its position, which changes when a field is inserted before it.',
  fix: 'Ask the producer to name the field, or to drop the delimiter at the end of the line.',
} as const satisfies Rule;
