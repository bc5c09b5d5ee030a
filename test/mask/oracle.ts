import type { Element, Value } from '../../src/mask/element.ts';

/** How a mask reads a key: where each of its elements ends, in characters. */
export type Reading = readonly number[];

/**
 * Reads a key by backtracking on the syntax tree, each element as long as it can be, from the left. Shares nothing with the
 * automata: values are judged by regular expressions and by `Date`.
 */
export function readByBacktracking(elements: readonly Element[], key: string): Reading | undefined {
  const chars = Array.from(key);
  const failed = new Set<number>();
  const read = (index: number, from: number): Reading | undefined => {
    if (index === elements.length) return from === chars.length ? [] : undefined;
    const place = index * (chars.length + 1) + from;
    if (failed.has(place)) return undefined;
    for (let end = chars.length; end >= from; end--) {
      if (!takes(elements[index]!, chars.slice(from, end).join(''))) continue;
      const rest = read(index + 1, end);
      if (rest !== undefined) return [end, ...rest];
    }
    failed.add(place);
    return undefined;
  };
  return read(0, 0);
}

function takes(element: Element, text: string): boolean {
  switch (element.kind) {
    case 'literal':
      return text === element.text;
    case 'character':
      return /^[^/]$/su.test(text);
    case 'wildcard':
      return !text.includes('/');
    case 'segments':
      return element.last || text === '' || text.endsWith('/');
    case 'placeholder':
      return isValue(element.value, text);
  }
}

const TYPE_PATTERNS: Readonly<Record<string, string>> = {
  string: '[^/]+',
  int: '[0-9]+',
  number: '[0-9]+(\\.[0-9]+)?',
  hex: '[0-9a-fA-F]+',
  guid: '[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  alpha: '[A-Za-z]+',
  alnum: '[A-Za-z0-9]+',
  boolean: '[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]',
  locale: '[a-z]{2}([-_][A-Z]{2})?',
};
const DATES = ['YYYYMMDD', 'YYYY-MM-DD', 'YYMMDD', 'YY-MM-DD'];
const TIMES = ['HHmm', 'HH:mm', 'HHmmss', 'HH:mm:ss'];
const TYPE_FORMATS: Readonly<Record<string, readonly string[]>> = {
  date: DATES,
  time: TIMES,
  timestamp: DATES.flatMap((date) =>
    ['', 'T', '-', '_'].flatMap((join) => TIMES.map((time) => date + join + time)),
  ),
};

function isValue(value: Value, text: string): boolean {
  switch (value.kind) {
    case 'format':
      return isDate(value.format.text, text);
    case 'run':
      return new RegExp(`^[^/]{${value.count}}$`, 'su').test(text);
    case 'enumeration':
      return value.values.includes(text);
    case 'token':
      throw new Error('the oracle knows no tokens');
    case 'type': {
      const { length, type } = value;
      const count = Array.from(text).length;
      if (length !== undefined && (count < length.min || count > (length.max ?? length.min))) {
        return false;
      }
      const formats = TYPE_FORMATS[type];
      if (formats !== undefined) return formats.some((format) => isDate(format, text));
      return new RegExp(`^(?:${TYPE_PATTERNS[type]})$`, 'su').test(text);
    }
  }
}

/** Letter groups to their digits; `Date` says whether the day exists. One date a format. */
function isDate(format: string, text: string): boolean {
  const names: string[] = [];
  const pattern = format.replace(/yyyy|YYYY|YY|DDD|SSS|MM|DD|dd|HH|mm|ss|[.]/g, (group) => {
    if (group === '.') return '\\.';
    names.push(group);
    return `([0-9]{${group.length}})`;
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (found === null) return false;
  const at = (...groups: string[]): number | undefined => {
    const index = names.findIndex((name) => groups.includes(name));
    return index < 0 ? undefined : Number(found[index + 1]);
  };
  const short = at('YY');
  const year = at('YYYY', 'yyyy') ?? (short === undefined ? undefined : 2000 + short);
  const [hour = 0, minute = 0, second = 0] = [at('HH'), at('mm'), at('ss')];
  if (hour > 23 || minute > 59 || second > 59) return false;
  const dayOfYear = at('DDD');
  const isLeap = year === undefined || exists(year, 2, 29);
  if (dayOfYear !== undefined && (dayOfYear < 1 || dayOfYear > (isLeap ? 366 : 365))) return false;
  const month = at('MM');
  const day = at('DD', 'dd');
  if (month !== undefined && (month < 1 || month > 12)) return false;
  // 2000 is a leap year, January has 31 days: what is not there forbids nothing.
  return day === undefined || exists(year ?? 2000, month ?? 1, day);
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The same language as a `RegExp`, where one can say it: not with dates. */
export function regExpOf(elements: readonly Element[]): RegExp | undefined {
  const parts = elements.map(elementPattern);
  return parts.includes(undefined) ? undefined : new RegExp(`^(?:${parts.join('')})$`, 'su');
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function elementPattern(element: Element): string | undefined {
  switch (element.kind) {
    case 'literal':
      return escaped(element.text);
    case 'character':
      return '[^/]';
    case 'wildcard':
      return '[^/]*';
    case 'segments':
      return element.last ? '[^]*' : '(?:[^]*\\/)?';
    case 'placeholder':
      return patternOf(element.value);
  }
}

function patternOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'run':
      return `[^/]{${value.count}}`;
    case 'enumeration':
      return `(?:${value.values.map(escaped).join('|')})`;
    case 'type': {
      const pattern = TYPE_PATTERNS[value.type];
      if (pattern === undefined) return undefined;
      if (value.length === undefined) return `(?:${pattern})`;
      const single = /^(\[[^\]]*\])\+$/.exec(pattern)?.[1];
      const { min, max } = value.length;
      return single === undefined ? undefined : `${single}{${min},${max ?? min}}`;
    }
    default:
      return undefined;
  }
}
