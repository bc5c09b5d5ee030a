import type { Component } from './calendar.ts';

/** One letter group of a format, such as `YYYY`. */
export interface FormatPart {
  readonly component: Component;
  /** Digits. */
  readonly width: number;
  /** Characters from the format's start. */
  readonly at: number;
  /** Added to the value read: `YY` stands for 2000 + YY. */
  readonly base: number;
  /** The part comes again, so another date begins here: `{YYYYMMDD-YYYYMMDD}` is two. */
  readonly startsDate: boolean;
}

/** A date or time format (SPEC 3.2). Every character of it stands for one character of the key. */
export interface Format {
  readonly text: string;
  /** Characters, and bytes: all are ASCII. */
  readonly width: number;
  readonly parts: readonly FormatPart[];
}

interface Letters {
  readonly letters: string;
  readonly component: Component;
  readonly base: number;
}

/** Longest first, so that `DDD` is not read as `DD` and a stray `D`. */
const LETTERS: readonly Letters[] = [
  { letters: 'YYYY', component: 'year', base: 0 },
  { letters: 'yyyy', component: 'year', base: 0 },
  { letters: 'DDD', component: 'dayOfYear', base: 0 },
  { letters: 'SSS', component: 'millisecond', base: 0 },
  { letters: 'YY', component: 'year', base: 2000 },
  { letters: 'MM', component: 'month', base: 0 },
  { letters: 'DD', component: 'day', base: 0 },
  { letters: 'dd', component: 'day', base: 0 },
  { letters: 'HH', component: 'hour', base: 0 },
  { letters: 'mm', component: 'minute', base: 0 },
  { letters: 'ss', component: 'second', base: 0 },
];

const SEPARATORS = '-_.:T ';

/** Reads a format; undefined where the text is not one. Separators stand between letters only. O(length). */
export function parseFormat(text: string): Format | undefined {
  const parts: FormatPart[] = [];
  let seen = new Set<Component>();
  let lastIsSeparator = true;
  let at = 0;
  while (at < text.length) {
    const letters = LETTERS.find((candidate) => text.startsWith(candidate.letters, at));
    if (letters === undefined) {
      if (parts.length === 0 || !SEPARATORS.includes(text[at]!)) return undefined;
      lastIsSeparator = true;
      at += 1;
      continue;
    }
    const startsDate = seen.has(letters.component);
    if (startsDate) seen = new Set();
    seen.add(letters.component);
    const width = letters.letters.length;
    parts.push({ component: letters.component, width, at, base: letters.base, startsDate });
    lastIsSeparator = false;
    at += width;
  }
  return lastIsSeparator ? undefined : { text, width: text.length, parts };
}

/** Formats that people use, for suggestions. */
export const COMMON_FORMATS = [
  'YYYYMMDD',
  'YYYY-MM-DD',
  'YYYY_MM_DD',
  'YYYYMM',
  'YYYY-MM',
  'YYYY',
  'YY',
  'YYMMDD',
  'MMDD',
  'DDMMYYYY',
  'DD-MM-YYYY',
  'MM',
  'DD',
  'DDD',
  'HH',
  'mm',
  'ss',
  'SSS',
  'HHmm',
  'HH:mm',
  'HHmmss',
  'HH:mm:ss',
  'YYYYMMDDHH',
  'YYYYMMDDHHmm',
  'YYYYMMDDHHmmss',
  'YYYYMMDDTHHmmss',
  'YYYYMMDD_HHmmss',
  'YYYY-MM-DDTHH:mm:ss',
] as const;
