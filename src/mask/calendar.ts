/** The parts of a date or time that a format can hold, in order of size. */
export const COMPONENTS = [
  'year',
  'month',
  'day',
  'dayOfYear',
  'hour',
  'minute',
  'second',
  'millisecond',
] as const;
export type Component = (typeof COMPONENTS)[number];

export const isLeap = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/**
 * What the check of a date must remember of each part: its class, from 1; 0 is "not read". Hours and smaller parts have
 * one class, for they are checked on their own.
 * - year: 1 common, 2 leap · month: 1 of 31 days, 2 of 30, 3 February · day: 1 up to the 28th, 2 the 29th, 3 the 30th,
 *   4 the 31st · dayOfYear: 1 up to 365, 2 the 366th
 */
export function classOf(component: Component, value: number): number {
  switch (component) {
    case 'year':
      return isLeap(value) ? 2 : 1;
    case 'month':
      if (value < 1 || value > 12) return 0;
      if (value === 2) return 3;
      return value === 4 || value === 6 || value === 9 || value === 11 ? 2 : 1;
    case 'day':
      if (value < 1 || value > 31) return 0;
      return value <= 28 ? 1 : value - 27;
    case 'dayOfYear':
      if (value < 1 || value > 366) return 0;
      return value === 366 ? 2 : 1;
    case 'hour':
      return value < 24 ? 1 : 0;
    case 'minute':
    case 'second':
      return value < 60 ? 1 : 0;
    case 'millisecond':
      return 1;
  }
}

/** The classes of one date, packed: year in bits 0-1, month 2-3, day 4-6, day of year 7-8. */
export const NOTHING_READ = 0;
const SHIFT = { year: 0, month: 2, day: 4, dayOfYear: 7 } as const;

export function remember(memory: number, component: Component, classNumber: number): number {
  switch (component) {
    case 'year':
    case 'month':
    case 'day':
    case 'dayOfYear':
      return memory | (classNumber << SHIFT[component]);
    default:
      return memory;
  }
}

/**
 * Whether a date with these classes exists. Parts not read forbid nothing, and each part read forbids more, never less:
 * a date refused half way is refused at its end too, so the automaton may stop early.
 */
export function exists(memory: number): boolean {
  const year = memory & 3;
  const month = (memory >> SHIFT.month) & 3;
  const day = (memory >> SHIFT.day) & 7;
  const dayOfYear = (memory >> SHIFT.dayOfYear) & 3;
  if (day === 4 && month >= 2) return false;
  if (day === 3 && month === 3) return false;
  if (day === 2 && month === 3 && year === 1) return false;
  return !(dayOfYear === 2 && year === 1);
}

/** Days before each month of a common year. */
const DAYS_BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

/**
 * Days from 1970-01-01 to a day of the proleptic Gregorian calendar, years 0 to 9999; months and days count from 1. O(1), no
 * `Date` made. The day may lie past its month's end.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  // Leap days of the years before this one; year 0 is a leap year.
  const past = year === 0 ? 0 : year - 1;
  const leapDays = Math.trunc(past / 4) - Math.trunc(past / 100) + Math.trunc(past / 400);
  const before = 365 * year + leapDays + (year > 0 ? 1 : 0);
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return before + DAYS_BEFORE[month]! + leapDay + day - 1 - 719_528;
}
