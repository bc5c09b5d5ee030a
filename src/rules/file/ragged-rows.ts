import type { Rule } from '../rule.ts';

export const fileRaggedRows = {
  id: 'file/ragged-rows',
  level: 'info',
  purpose: 'Records of a file have different numbers of fields.',
  why: 'Values can end up in the wrong field; many readers drop such records or stop.',
  fix: 'Ask the producer to quote values that hold the delimiter, or check csv.quote.',
} as const satisfies Rule;
