import {
  DATE_LAYOUTS,
  DAY_MONTH_YEAR,
  FIRST_DAY_FIRST,
  HOUR_MINUTE,
  HOUR_MINUTE_SECOND,
  MONTH_DAY_YEAR,
  YEAR_DAY_OF_YEAR,
  YEAR_MONTH,
  YEAR2_MONTH_DAY,
} from './date-layout.ts';
import { type Cell, isYears, type Part } from './row.ts';

/** The part of a date that a cell is. `joins`: it belongs to the placeholder before it, with the text between. */
export interface DateRole {
  readonly format: string;
  readonly joins: boolean;
}

/** What was read last: nothing, or a date down to this. */
const NOTHING = 0;
const YEAR = 1;
const MONTH = 2;
const DAY = 3;
const HOUR = 4;
const MINUTE = 5;
const SECOND = 6;

const LAYOUT_DEPTH: readonly number[] = [DAY, HOUR, MINUTE, SECOND, SECOND];

/** Names of partitions that hold dates. */
const PARTITIONS: ReadonlyMap<string, number> = new Map([
  ...['year', 'yr', 'yyyy', 'y'].map((name) => [name, YEAR] as const),
  ...['month', 'mon', 'mm', 'm'].map((name) => [name, MONTH] as const),
  ...['day', 'dd', 'd'].map((name) => [name, DAY] as const),
  ...['hour', 'hr', 'hh', 'h'].map((name) => [name, HOUR] as const),
  ...['minute', 'min'].map((name) => [name, MINUTE] as const),
]);

/** What stands between two cells. */
interface Link {
  /** The text within a segment; `/` where a segment ends between them. */
  readonly text: string;
  /** The name before the `=` that the cell follows, in small letters. */
  readonly partition: string | undefined;
}

/**
 * Finds the dates among the cells of a row, also those split over segments or partitions. `varies` tells whether a cell is to
 * be a placeholder anyway: a lone year is a date only then. Every role holds for every value of the cell. O(parts).
 */
export function dateRoles(
  parts: readonly Part[],
  varies: (at: number) => boolean,
): ReadonlyMap<number, DateRole> {
  const roles = new Map<number, DateRole>();
  let depth = NOTHING;
  let last = -1;
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'text') continue;
    if (part.kind === 'date') {
      const format = layoutFormat(part);
      if (format !== undefined) roles.set(at, { format, joins: false });
      depth = LAYOUT_DEPTH[part.layout] ?? DAY;
      last = at;
      continue;
    }
    if (part.kind !== 'digits' || part.minLength !== part.maxLength) {
      depth = NOTHING;
      continue;
    }
    const link = linkOf(parts, last, at);
    const found = roleOf(part, depth, link, varies(at), nextOf(parts, at));
    if (found === undefined) {
      // A partition of another name may stand between those of a date.
      if (link.partition === undefined) depth = NOTHING;
      continue;
    }
    const joins = last >= 0 && roles.has(last) && canJoin(part, found, depth, link, parts[last]!);
    roles.set(at, { format: found.format, joins });
    depth = found.depth;
    last = at;
  }
  return roles;
}

function layoutFormat({ layout, readings }: Cell): string | undefined {
  const text = DATE_LAYOUTS[layout]!;
  if (layout < FIRST_DAY_FIRST || (readings & DAY_MONTH_YEAR) !== 0) return text;
  if ((readings & MONTH_DAY_YEAR) === 0) return undefined;
  return `MM${text[2]}DD${text[2]}YYYY`;
}

function linkOf(parts: readonly Part[], from: number, to: number): Link {
  let text = '';
  for (let i = to - 1; i > from; i--) {
    const part = parts[i]!;
    // Another value between the two: they are not of one date.
    if (part.kind !== 'text') return { text: 'x', partition: partitionName(text) };
    text = part.text + text;
  }
  const slash = text.lastIndexOf('/');
  return { text: slash < 0 ? text : '/', partition: partitionName(text) };
}

/** `month` of `…/month=`. */
const partitionName = (text: string): string | undefined =>
  /(?:^|\/)([^/=]+)=$/.exec(text)?.[1]?.toLowerCase();

/** The next cell, where only text of this segment, a slash, or a partition's name stands before it. */
function nextOf(parts: readonly Part[], at: number): (Link & { readonly cell: Cell }) | undefined {
  for (let i = at + 1; i < parts.length; i++) {
    const cell = parts[i]!;
    if (cell.kind === 'text') continue;
    return { cell, ...linkOf(parts, at, i) };
  }
  return undefined;
}

interface Found {
  readonly format: string;
  readonly depth: number;
}

const within = (cell: Cell, from: number, to: number): boolean =>
  cell.min >= from && cell.max <= to;
const JOINTS = new Set(['', '-', '_', '.', ':', ' ', 'T']);
const isJoint = ({ text }: Link): boolean => JOINTS.has(text);
const isNear = (link: Link): boolean => isJoint(link) || link.text === '/';

function roleOf(
  cell: Cell,
  depth: number,
  link: Link,
  varies: boolean,
  next: (Link & { readonly cell: Cell }) | undefined,
): Found | undefined {
  const { readings } = cell;
  const has = (reading: number): boolean => (readings & reading) !== 0;
  const named = link.partition === undefined ? undefined : PARTITIONS.get(link.partition);
  switch (cell.maxLength) {
    case 2:
      return twoDigits(cell, depth, link, named, next);
    case 3:
      if (depth === YEAR && isNear(link) && within(cell, 1, 366))
        return { format: 'DDD', depth: DAY };
      return depth === SECOND && isJoint(link) ? { format: 'SSS', depth: SECOND + 1 } : undefined;
    case 4:
      if (depth === DAY && has(HOUR_MINUTE) && isTime(cell, link, 159)) {
        return { format: 'HHmm', depth: MINUTE };
      }
      if (!isYears(cell)) return undefined;
      if (link.partition !== undefined) {
        return named === YEAR ? { format: 'YYYY', depth: YEAR } : undefined;
      }
      return varies || isMonthOf(next) || isYearOf(next)
        ? { format: 'YYYY', depth: YEAR }
        : undefined;
    case 6:
      if (depth === DAY && has(HOUR_MINUTE_SECOND) && isTime(cell, link, 9999)) {
        return { format: 'HHmmss', depth: SECOND };
      }
      if (has(YEAR_MONTH)) return { format: 'YYYYMM', depth: MONTH };
      return varies && has(YEAR2_MONTH_DAY) && within(cell, 100_000, 499_999)
        ? { format: 'YYMMDD', depth: DAY }
        : undefined;
    case 7:
      return varies && has(YEAR_DAY_OF_YEAR) ? { format: 'YYYYDDD', depth: DAY } : undefined;
    case 8:
      if (varies && has(DAY_MONTH_YEAR)) return { format: 'DDMMYYYY', depth: DAY };
      return varies && has(MONTH_DAY_YEAR) ? { format: 'MMDDYYYY', depth: DAY } : undefined;
    default:
      return undefined;
  }
}

/** Digits after a date that are no counter: after a `T`, or greater than counters that begin at 0 mostly get. */
const isTime = (cell: Cell, link: Link, counters: number): boolean =>
  link.text === 'T' || (isJoint(link) && cell.max > counters);

const isMonthOf = (next: (Link & { readonly cell: Cell }) | undefined): boolean =>
  next !== undefined &&
  next.cell.kind === 'digits' &&
  next.cell.minLength === next.cell.maxLength &&
  isNear(next) &&
  (next.partition === undefined || PARTITIONS.get(next.partition) === MONTH) &&
  ((next.cell.maxLength === 2 && within(next.cell, 1, 12)) ||
    (next.cell.maxLength === 3 && next.text === '/' && within(next.cell, 1, 366)));

/** A directory of a year, in which the years are written again. */
const isYearOf = (next: (Link & { readonly cell: Cell }) | undefined): boolean =>
  next?.text === '/' &&
  next.partition === undefined &&
  (next.cell.kind === 'date' || isYears(next.cell));

const TWO_DIGITS: readonly {
  readonly format: string;
  readonly from: number;
  readonly to: number;
}[] = [
  { format: 'MM', from: 1, to: 12 },
  { format: 'DD', from: 1, to: 31 },
  { format: 'HH', from: 0, to: 23 },
  { format: 'mm', from: 0, to: 59 },
  { format: 'ss', from: 0, to: 59 },
];

function twoDigits(
  cell: Cell,
  depth: number,
  link: Link,
  named: number | undefined,
  next: (Link & { readonly cell: Cell }) | undefined,
): Found | undefined {
  const wanted = link.partition === undefined ? depth + 1 : named;
  if (wanted === undefined || wanted < MONTH) return undefined;
  const role = TWO_DIGITS[wanted - MONTH];
  if (role === undefined || !within(cell, role.from, role.to)) return undefined;
  const found = { format: role.format, depth: wanted };
  if (link.partition !== undefined) return found;
  if (!isNear(link)) return undefined;
  if (wanted !== HOUR || link.text === '/' || link.text === 'T') return found;
  // In the name of a file a number after a date is an hour if minutes follow, or if it is too great for a few parts.
  const minutes =
    next !== undefined && next.cell.kind === 'digits' && isJoint(next) && next.cell.maxLength === 2;
  return (minutes && within(next.cell, 0, 59)) || cell.max >= 13 ? found : undefined;
}

/**
 * Whether two neighbours may be one placeholder, which is checked as one date. A day that was read by itself may not exist in
 * every month it stands with, nor a 366th day in every year.
 */
function canJoin(cell: Cell, found: Found, depth: number, link: Link, before: Part): boolean {
  if (!isJoint(link)) return false;
  if (found.format === 'YYYYMM' || found.format.includes('YY')) return false;
  if (found.format === 'DDD') return cell.max <= 365;
  return !(found.format === 'DD' && depth === MONTH && before.kind === 'digits');
}
