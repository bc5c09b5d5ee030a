import { FIELD_TYPES, type FieldType } from '../catalogue/index.ts';
import type { ReadField } from './format.ts';

/**
 * The type of values of several kinds, null aside, in a format whose values have kinds of their own, and the types that none of
 * them contradicts. Integers are numbers too, dates and times are texts too; a mixture is a string.
 */
export function typesOf(kinds: ReadonlySet<FieldType>): Pick<ReadField, 'type' | 'accepts'> {
  if (kinds.size === 0) return { type: 'string', accepts: FIELD_TYPES };
  const only = (...allowed: readonly FieldType[]) =>
    [...kinds].every((one) => allowed.includes(one));
  if (only('integer')) return { type: 'integer', accepts: ['integer', 'number'] };
  if (only('integer', 'number')) return { type: 'number', accepts: ['number'] };
  if (only('boolean')) return { type: 'boolean', accepts: ['boolean'] };
  for (const type of ['date', 'time', 'datetime'] as const) {
    if (only(type)) return { type, accepts: [type, 'string'] };
  }
  return { type: 'string', accepts: ['string'] };
}
