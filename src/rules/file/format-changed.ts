import type { Rule } from '../rule.ts';

export const fileFormatChanged = {
  id: 'file/format-changed',
  level: { 'by-name': 'error', 'by-position': 'error', exact: 'error' },
  purpose: 'A file has another format.',
  why: 'A reader of one format cannot read another. Fields are not compared, since the whole file reads otherwise.',
  fix: 'Find out whether the producer moved to the new format for good; if so change the readers, take a new snapshot and commit it.',
} as const satisfies Rule;
