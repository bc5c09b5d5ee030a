import { isLeap } from '../calendar.ts';

/** Dates that are recognised in one piece, with their days checked; a slot of kind `DATE` has the index of one. */
export const DATE_LAYOUTS = [
  'YYYYMMDD',
  'YYYYMMDDHH',
  'YYYYMMDDHHmm',
  'YYYYMMDDHHmmss',
  'YYYYMMDDHHmmssSSS',
  'YYYY-MM-DD',
  'YYYY_MM_DD',
  'YYYY.MM.DD',
  'DD-MM-YYYY',
  'DD_MM_YYYY',
  'DD.MM.YYYY',
] as const;
/** Layouts from here have their separator at place `layout - FIRST_SEPARATED` of `-_.`. */
export const FIRST_SEPARATED = 5;
export const FIRST_DAY_FIRST = 8;

/** Ways to read digits, or a date that begins with a day, as a date: a bit each, kept while every value allows it. */
export const YEAR_MONTH = 1;
export const YEAR2_MONTH_DAY = 2;
export const HOUR_MINUTE_SECOND = 4;
export const HOUR_MINUTE = 8;
export const YEAR_DAY_OF_YEAR = 16;
export const DAY_MONTH_YEAR = 32;
export const MONTH_DAY_YEAR = 64;
export const MONTH_YEAR = 128;
export const MONTH_DAY = 256;
export const DAY_MONTH_YEAR2 = 512;
export const MONTH_DAY_YEAR2 = 1024;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isMonth = (month: number): boolean => month >= 1 && month <= 12;

export const isDay = (year: number, month: number, day: number): boolean =>
  isMonth(month) &&
  day >= 1 &&
  (day <= DAYS[month - 1]! || (month === 2 && day === 29 && isLeap(year)));

/** Years that a date of a file name has; digits that would give another are a number. */
const isYear = (year: number): boolean => year >= 1900 && year <= 2100;

/** Any: a day without a year may be the 29th of February. */
const LEAP_YEAR = 2000;

const isDayOf = (date: number): boolean => {
  const year = Math.floor(date / 10_000);
  return isYear(year) && isDay(year, Math.floor(date / 100) % 100, date % 100);
};
const isTimeOf = (time: number): boolean =>
  time < 240_000 && Math.floor(time / 100) % 100 < 60 && time % 100 < 60;

/** The layout that digits of this width and value have without a doubt, -1 where there is none. */
export function compactLayout(width: number, value: number): number {
  switch (width) {
    case 8:
      return isDayOf(value) ? 0 : -1;
    case 10:
      return isDayOf(Math.floor(value / 100)) && value % 100 < 24 ? 1 : -1;
    case 12:
      return isDayOf(Math.floor(value / 10_000)) && isTimeOf((value % 10_000) * 100) ? 2 : -1;
    case 14:
      return isDayOf(Math.floor(value / 1_000_000)) && isTimeOf(value % 1_000_000) ? 3 : -1;
    default:
      return -1;
  }
}

/** The readings that digits of this width and value allow; each of them needs its neighbours to be believed. */
export function readingsOf(width: number, value: number): number {
  switch (width) {
    case 4:
      return (
        (value < 2400 && value % 100 < 60 ? HOUR_MINUTE : 0) |
        (isDay(LEAP_YEAR, Math.floor(value / 100), value % 100) ? MONTH_DAY : 0)
      );
    case 6:
      return (
        (isYear(Math.floor(value / 100)) && isMonth(value % 100) ? YEAR_MONTH : 0) |
        (isYear(value % 10_000) && isMonth(Math.floor(value / 10_000)) ? MONTH_YEAR : 0) |
        (isTimeOf(value) ? HOUR_MINUTE_SECOND : 0) |
        shortDateReadings(value)
      );
    case 7: {
      const day = value % 1000;
      const year = Math.floor(value / 1000);
      return isYear(year) && day >= 1 && day <= (isLeap(year) ? 366 : 365) ? YEAR_DAY_OF_YEAR : 0;
    }
    case 8:
      return dayFirstReadings(
        value % 10_000,
        Math.floor(value / 10_000) % 100,
        Math.floor(value / 1_000_000),
      );
    case 12:
      return (
        (isTimeOf((value % 10_000) * 100) ? readingsOf(8, Math.floor(value / 10_000)) : 0) |
        (isTimeOf(value % 1_000_000) ? shortDateReadings(Math.floor(value / 1_000_000)) : 0)
      );
    case 14:
      return isTimeOf(value % 1_000_000) ? readingsOf(8, Math.floor(value / 1_000_000)) : 0;
    default:
      return 0;
  }
}

/** How six digits can be read as a day with a year of two. */
function shortDateReadings(value: number): number {
  const [first, second, third] = [
    Math.floor(value / 10_000),
    Math.floor(value / 100) % 100,
    value % 100,
  ];
  return (
    (isDay(2000 + first, second, third) ? YEAR2_MONTH_DAY : 0) |
    (isDay(2000 + third, second, first) ? DAY_MONTH_YEAR2 : 0) |
    (isDay(2000 + third, first, second) ? MONTH_DAY_YEAR2 : 0)
  );
}

/** How `first-second-year` can be read; 0 where it is no date. */
export function dayFirstReadings(year: number, second: number, first: number): number {
  if (!isYear(year)) return 0;
  return (
    (isDay(year, second, first) ? DAY_MONTH_YEAR : 0) |
    (isDay(year, first, second) ? MONTH_DAY_YEAR : 0)
  );
}

export const isSeparatedDate = (year: number, month: number, day: number): boolean =>
  isYear(year) && isDay(year, month, day);
