import type { Json } from '../../catalogue/index.ts';
import { quoted } from './quoted.ts';

/** `"a", "b" or "c"`; a thing that is not a list is a list of one, an absent or empty one is the empty text. */
export function listed(values: Json | undefined, word: 'and' | 'or', limit = 12): string {
  if (values === undefined) return '';
  const all: readonly Json[] = Array.isArray(values) ? values : [values as Json];
  const shown = all.slice(0, limit).map((value) => quoted(value, 80));
  if (all.length > limit) return `${shown.join(', ')} ${word} ${all.length - limit} more`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`;
}
