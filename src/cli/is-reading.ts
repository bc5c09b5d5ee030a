import { FIELD_TYPES, STATE_RULES, UNREAD_REASONS } from '../catalogue/index.ts';
import type { FileReading } from '../format/index.ts';

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isTrue: Check = (value) => value === true;
const isOneOf =
  (known: readonly string[]): Check =>
  (value) =>
    known.some((one) => one === value);
const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** An object whose parts all pass their checks, and that has no others. Parts may be absent but for the `required` ones. */
const isObjectOf =
  (checks: Readonly<Record<string, Check>>, required: readonly string[]): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(
      ([name, part]) => Object.hasOwn(checks, name) && checks[name]?.(part) === true,
    );

const isFact: Check = (value) =>
  isString(value) || typeof value === 'boolean' || Number.isFinite(value);
const isArgs: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => isFact(one) || isListOf(isFact)(one));

const isType = isOneOf(FIELD_TYPES);
const isField = isObjectOf(
  {
    name: (name) => isString(name) && name !== '',
    type: isType,
    accepts: isListOf(isType),
    nativeType: isString,
    generated: isTrue,
  },
  ['name', 'type', 'accepts'],
);
const isObservation = isObjectOf({ rule: isOneOf(STATE_RULES), field: isString, args: isArgs }, [
  'rule',
  'args',
]);
const hasShape = isObjectOf(
  {
    format: isString,
    compression: isString,
    delimiter: isString,
    quote: isString,
    escape: isString,
    encoding: isString,
    header: (header) => typeof header === 'boolean',
    headerRow: Number.isSafeInteger,
    headerAssumed: isTrue,
    fields: isListOf(isField),
    observations: isListOf(isObservation),
    unread: isOneOf(UNREAD_REASONS),
  },
  ['fields', 'observations'],
);

/** Whether a value out of a file is a reading that a format could have made: every part of it, and no other. O(value). */
export function isReading(value: unknown): value is FileReading {
  if (!hasShape(value)) return false;
  // The shape was just checked.
  const { fields, unread } = value as FileReading;
  return unread === undefined || fields.length === 0;
}
