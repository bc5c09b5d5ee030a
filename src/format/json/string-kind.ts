import type { FieldType } from '../../catalogue/index.ts';

const DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d{1,9})?)?`;
const ZONE = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)?`;
const KINDS: readonly (readonly [FieldType, RegExp])[] = [
  ['date', new RegExp(`^${DATE}$`)],
  ['datetime', new RegExp(`^${DATE}[T ]${TIME} ?${ZONE}$`)],
  ['time', new RegExp(`^${TIME}$`)],
];

/** What a string looks like: an ISO 8601 date, time or both, else a string. O(1): 40 characters decide. */
export function stringKind(text: string): FieldType {
  if (text.length < 5 || text.length > 40) return 'string';
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'string';
}
