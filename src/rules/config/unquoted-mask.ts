import type { Rule } from '../rule.ts';

export const configUnquotedMask = {
  id: 'config/unquoted-mask',
  level: 'error',
  purpose: 'A mask without quotes is read by YAML as something else.',
  why: 'YAML cuts a value at a blank and #, reads a leading { as a map and a leading * as an alias, so the mask is not the one written.',
  fix: 'Put the mask in double quotes.',
} as const satisfies Rule;
