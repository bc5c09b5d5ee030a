import type { Component } from './calendar.ts';
import {
  ALNUM,
  ALPHA,
  ANY,
  type CharSet,
  charSetId,
  DIGIT,
  HEX,
  LOWER,
  NOT_SLASH,
  UPPER,
} from './char-set.ts';

/** Sets that have a name. */
const NAMES = new Map<string, string>([
  [charSetId(ANY), 'any character'],
  [charSetId(NOT_SLASH), 'any character but "/"'],
  [charSetId(DIGIT), 'digit'],
  [charSetId(HEX), 'hex digit'],
  [charSetId(ALPHA), 'letter a-z or A-Z'],
  [charSetId(LOWER), 'letter a-z'],
  [charSetId(UPPER), 'letter A-Z'],
  [charSetId(ALNUM), 'letter or digit'],
]);

const COMPONENT_NAMES: Readonly<Record<Component, string>> = {
  year: 'year',
  month: 'month 01-12',
  day: 'day 01-31 that exists in its month',
  dayOfYear: 'day of the year 001-366',
  hour: 'hour 00-23',
  minute: 'minute 00-59',
  second: 'second 00-59',
  millisecond: 'millisecond 000-999',
};

export const componentName = (component: Component): string => COMPONENT_NAMES[component];

const MOST_SHOWN = 8;

/** A short name of a set of characters: `digit`, `"a"`, `one of "-" "_"`. Control characters come out as code points. */
export function setName(set: CharSet): string {
  const name = NAMES.get(charSetId(set));
  if (name !== undefined) return name;
  const ranges: string[] = [];
  for (let i = 0; i < set.length; i += 2) {
    const [lo, hi] = [set[i]!, set[i + 1]!];
    ranges.push(lo === hi ? charName(lo) : `${charName(lo)}-${charName(hi)}`);
  }
  if (ranges.length === 1 && set[0] === set[1]) return ranges[0]!;
  const more = ranges.length > MOST_SHOWN ? ' …' : '';
  return `one of ${ranges.slice(0, MOST_SHOWN).join(' ')}${more}`;
}

function charName(point: number): string {
  const char = String.fromCodePoint(point);
  const visible = /^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(char);
  return visible ? `"${char}"` : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
