import { valueHash } from './path-hash.ts';
import type { AttributeValue } from './wanted.ts';

/** Bit 0 of a mask stands for the display name, bit i + 1 for the attribute i. Fifteen attributes is the schema's limit. */
export const NAME_BIT = 1;
export const attributeBit = (i: number): number => 2 << i;

/** What of an object is ours: which of its values, and a hash of them. */
export interface OwnValues {
  readonly mask: number;
  readonly hash: number;
}

/** A value as text, so that `3` and `"3"` are no difference and a list's order is none. */
export function canonical(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(canonical).sort().join('\u0001');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function wantedValues(
  name: string | undefined,
  attributes: readonly (AttributeValue | undefined)[],
): OwnValues {
  let mask = name === undefined ? 0 : NAME_BIT;
  const values = name === undefined ? [] : [name];
  for (const [i, value] of attributes.entries()) {
    if (value === undefined) continue;
    mask |= attributeBit(i);
    values.push(canonical(value));
  }
  return { mask, hash: mask === 0 ? 0 : valueHash(values) };
}

/** The hash of the same values of an object that the workspace holds; `heldAt` gives its attribute i. */
export function heldHash(mask: number, name: string, heldAt: (i: number) => unknown): number {
  if (mask === 0) return 0;
  const values = (mask & NAME_BIT) === 0 ? [] : [name];
  for (let i = 0; attributeBit(i) <= mask; i++) {
    if ((mask & attributeBit(i)) !== 0) values.push(canonical(heldAt(i)));
  }
  return valueHash(values);
}
