import type { Rule } from '../rule.ts';

export const sourceUnreadFile = {
  id: 'source/unread-file',
  level: 'warn',
  purpose: 'A file is there but its fields could not be read.',
  why: 'Its fields in the catalogue are the last ones known; they may be out of date.',
  fix: 'Grant what is missing, restore the object, or exclude the file with a mask.',
} as const satisfies Rule;
