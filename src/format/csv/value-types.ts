import { FIELD_TYPES, type FieldType } from '../../catalogue/index.ts';

/**
 * Ways to read a value, one bit each; a column keeps the ways that read all of its values. Telling notations apart is what lets `1,5`
 * and `1.500,25` be numbers of one column while `1,5` and `1.5` are not, and `13/01/2024` settle `02/01/2024`.
 */
const WAY = {
  integer: 1 << 0,
  /** `1,234,567`, `1.234.567`, `1 234 567`, `1'234'567`. */
  integerComma: 1 << 1,
  integerDot: 1 << 2,
  integerSpace: 1 << 3,
  integerMark: 1 << 4,
  /** A point, or a comma, before the decimals; other marks group the digits. */
  numberPoint: 1 << 5,
  numberComma: 1 << 6,
  trueFalse: 1 << 7,
  yesNo: 1 << 8,
  /** 0 and 1: only an earlier `boolean` is kept for it. */
  zeroOne: 1 << 9,
  dateYearFirst: 1 << 10,
  dateDayFirst: 1 << 11,
  dateMonthFirst: 1 << 12,
  dateNamed: 1 << 13,
  time: 1 << 14,
  datetimeYearFirst: 1 << 15,
  datetimeDayFirst: 1 << 16,
  datetimeMonthFirst: 1 << 17,
  datetimeNamed: 1 << 18,
} as const;
const ALL_WAYS = (1 << 19) - 1;
const INTEGERS =
  WAY.integer | WAY.integerComma | WAY.integerDot | WAY.integerSpace | WAY.integerMark;
const NUMBERS = WAY.numberPoint | WAY.numberComma;
const DATES = WAY.dateYearFirst | WAY.dateDayFirst | WAY.dateMonthFirst | WAY.dateNamed;
const DATETIMES = DATES << 5;

const NULLS: ReadonlySet<string> = new Set([
  '',
  'NA',
  'N/A',
  'null',
  'NULL',
  'None',
  'NaN',
  '\\N',
  '-',
]);
const LONGEST_NULL = 4;
/** More digits than fit a 64-bit integer for certain: an identifier, not an amount. */
const MAX_DIGITS = 18;
/** Longer values are text. */
const LONG = 64;

const [PLUS, MINUS, ZERO, NINE] = [43, 45, 48, 57];
const DECIMAL_POINT =
  /^[+-]?(?:\d+|\d{1,3}(?:([, '\u00a0\u202f])\d{3})(?:\1\d{3})*)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/;
const DECIMAL_COMMA =
  /^[+-]?(?:\d+|\d{1,3}(?:([. '\u00a0\u202f])\d{3})(?:\1\d{3})*)?(?:,\d*)?(?:[eE][+-]?\d+)?$/;
const GROUPS: readonly (readonly [number, RegExp])[] = [
  [WAY.integerComma, /^[+-]?\d{1,3}(?:,\d{3})+$/],
  [WAY.integerDot, /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/],
  [WAY.integerSpace, /^[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+$/],
  [WAY.integerMark, /^[+-]?\d{1,3}(?:['’]\d{3})+$/],
];
const PHONE = /^\+\d[\d ().-]{7,}$/;
/** Words for yes and no that belong together; words of two pairs make no boolean. */
const PAIRS = [
  'yes no',
  'y n',
  't f',
  'oui non',
  'vrai faux',
  'ja nein',
  'ja nee',
  'wahr falsch',
  'si sí no',
  'sim não nao',
  'vero falso',
  'verdadero verdadeiro falso',
].map((words): ReadonlySet<string> => new Set(words.split(' ')));
const YES_NO: ReadonlySet<string> = new Set(PAIRS.flatMap((pair) => [...pair]));
const CLOCK =
  '(?:(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?|24:00(?::00)?)(?: ?[AaPp]\\.?[Mm]\\.?)?';
/** `CET`, `EST`, `PDT` and their like end with T. */
const ZONE = '(?: ?(?:[Zz]|UTC|GMT|[A-Z]{2,3}T|[+-]\\d{2}(?::?\\d{2})?))?';
const TIME = new RegExp(`^${CLOCK}${ZONE}$`);
const DATED = new RegExp(`^(.+?)(?:[Tt ]|, )${CLOCK}${ZONE}$`);
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
/** `20240115T123000Z`, as programs write it into names. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})T(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:\.\d+)?Z?$/;
const NAMED =
  /^(?:(?:[A-Za-z]{2,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[- /](?:de )?([\p{L}]{3,10})\.?[- /,]{1,2}(?:de )?(\d{4}|\d{2})|([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))$/u;
/** English, French, German, Spanish, Italian, Portuguese, without accents; an abbreviation is the beginning of one. */
const MONTHS = `
january february march april may june july august september october november december
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
januar februar marz maerz mrz april juni juli oktober dezember
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro
`
  .trim()
  .split(/\s+/);

/** What is known of a column's values so far. */
export interface ColumnWays {
  ways: number;
  values: number;
  /** Distinct lower-case words while `yesNo` still reads the column: one of the two alone proves nothing. */
  words: Set<string>;
}

export function emptyColumn(): ColumnWays {
  return { ways: ALL_WAYS, values: 0, words: new Set() };
}

/** Takes one more value into account. `delimiter`: a decimal comma cannot be where the comma separates fields. O(1). */
export function addValue(column: ColumnWays, raw: string, delimiter: string): void {
  if (column.ways === 0 && column.values > 0) return;
  const value = raw.length > LONG * 2 ? raw : raw.trim();
  if (value.length <= LONGEST_NULL && NULLS.has(value)) return;
  column.values++;
  column.ways &= waysOf(value, delimiter, column.ways);
  if ((column.ways & WAY.yesNo) !== 0) column.words.add(value.toLowerCase());
}

/** The type to report, and all the types that no value contradicts, in the catalogue's order. */
export function columnTypes(column: ColumnWays): {
  readonly type: FieldType;
  readonly accepts: readonly FieldType[];
} {
  if (column.values === 0) return { type: 'string', accepts: FIELD_TYPES };
  const { ways } = column;
  const has = (mask: number) => (ways & mask) !== 0;
  const accepted = new Set<FieldType>(['string']);
  if (has(INTEGERS)) accepted.add('integer');
  if (has(INTEGERS | NUMBERS)) accepted.add('number');
  if (has(WAY.trueFalse | WAY.zeroOne) || isPair(column)) accepted.add('boolean');
  if (has(DATES)) accepted.add('date');
  if (has(WAY.time)) accepted.add('time');
  if (has(DATETIMES)) accepted.add('datetime');
  return { type: preferred(column), accepts: FIELD_TYPES.filter((type) => accepted.has(type)) };
}

function preferred(column: ColumnWays): FieldType {
  const { ways } = column;
  const has = (mask: number) => (ways & mask) !== 0;
  if (has(WAY.integer)) return 'integer';
  // `1,234` is 1.234 where a comma may stand before decimals, and 1234 where it may not.
  if (has(WAY.integerComma) && !has(WAY.numberComma)) return 'integer';
  if (has(WAY.integerDot) && !has(WAY.numberPoint)) return 'integer';
  if (has(WAY.integerSpace | WAY.integerMark)) return 'integer';
  if (has(NUMBERS)) return 'number';
  if (has(WAY.trueFalse)) return 'boolean';
  if (isPair(column) && column.words.size > 1) return 'boolean';
  if (has(DATES)) return 'date';
  if (has(DATETIMES)) return 'datetime';
  return has(WAY.time) ? 'time' : 'string';
}

/** Whether all values are words of one pair. */
function isPair({ ways, words }: ColumnWays): boolean {
  if ((ways & WAY.yesNo) === 0) return false;
  return PAIRS.some((pair) => [...words].every((word) => pair.has(word)));
}

/**
 * Ways to read a value, among those that are still `open`: a column of dates asks no value whether it is a number. Forms exclude each other (no
 * number is a date, only times and datetimes have a colon), so that the answer does not depend on what is not asked.
 */
function waysOf(value: string, delimiter: string, open: number): number {
  if (value.length > LONG) return 0;
  const code = value.charCodeAt(0);
  const numeric = code >= 43 && code <= 57;
  if (numeric) {
    const ways = open & (INTEGERS | NUMBERS) ? numberWays(value, delimiter, open) : 0;
    return ways === 0 ? dateWays(value, open) : ways;
  }
  if (open & (WAY.trueFalse | WAY.yesNo)) {
    const lower = value.toLowerCase();
    if (lower === 'true' || lower === 'false') return WAY.trueFalse;
    if (YES_NO.has(lower)) return WAY.yesNo;
  }
  return dateWays(value, open);
}

function numberWays(value: string, delimiter: string, open: number): number {
  const first = value.charCodeAt(0);
  const from = first === PLUS || first === MINUS ? 1 : 0;
  const digits = countDigits(value, from);
  if (digits > 1 && value.charCodeAt(from) === ZERO) return 0;
  const phone = first === PLUS && PHONE.test(value);
  if (digits > 0 && from + digits === value.length) {
    if (phone || digits > MAX_DIGITS) return 0;
    const comma = delimiter === ',' ? 0 : WAY.numberComma;
    const bool = value === '0' || value === '1' ? WAY.zeroOne : 0;
    return INTEGERS | WAY.numberPoint | comma | bool;
  }
  if (phone) return 0;
  let ways = 0;
  for (const [way, grouped] of GROUPS) if (open & way && grouped.test(value)) ways |= way;
  if (open & WAY.numberPoint && DECIMAL_POINT.test(value)) ways |= WAY.numberPoint;
  if (open & WAY.numberComma && delimiter !== ',' && DECIMAL_COMMA.test(value)) {
    ways |= WAY.numberComma;
  }
  return ways !== 0 && (digits > 0 || /\d/.test(value)) ? ways : 0;
}

/** Length of the run of digits at a place. */
function countDigits(value: string, from: number): number {
  let at = from;
  for (; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
  }
  return at - from;
}

function dateWays(value: string, open: number): number {
  if (!value.includes(':')) {
    const compact = open & DATETIMES ? COMPACT.exec(value) : null;
    if (compact === null) return open & DATES ? dateWay(value) : 0;
    return isDay(compact[1]!, compact[2]!, compact[3]!) ? WAY.datetimeYearFirst : 0;
  }
  if (open & WAY.time && TIME.test(value)) return WAY.time;
  const dated = open & DATETIMES ? DATED.exec(value)?.[1] : undefined;
  const way = dated === undefined ? 0 : dateWay(dated);
  // The four datetime bits stand in the order of the four date bits, five places higher.
  return way << 5;
}

function dateWay(value: string): number {
  const first = YEAR_FIRST.exec(value);
  if (first !== null) return isDay(first[1]!, first[3]!, first[4]!) ? WAY.dateYearFirst : 0;
  const last = YEAR_LAST.exec(value);
  if (last !== null) {
    const [a, b, year] = [last[1]!, last[3]!, last[4]!];
    return (
      (isDay(year, b, a) ? WAY.dateDayFirst : 0) | (isDay(year, a, b) ? WAY.dateMonthFirst : 0)
    );
  }
  const named = NAMED.exec(value);
  if (named === null) return 0;
  const day = Number(named[1] ?? named[5]);
  return isMonth(named[2] ?? named[4] ?? '') && day >= 1 && day <= 31 ? WAY.dateNamed : 0;
}

function isMonth(word: string): boolean {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return MONTHS.some((month) => month.startsWith(plain));
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has the day; `00` is the year 2000. */
function isDay(year: string, month: string, day: string): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m === 2 && d === 29) return y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  return d >= 1 && d <= (DAYS[m - 1] ?? 0);
}
