import {
  DATE_LAYOUTS,
  DAY_MONTH_YEAR,
  FIRST_DAY_FIRST,
  HOUR_MINUTE,
  HOUR_MINUTE_SECOND,
  MONTH_DAY,
  MONTH_DAY_YEAR,
  MONTH_YEAR,
  YEAR_DAY_OF_YEAR,
  YEAR_MONTH,
  YEAR2_MONTH_DAY,
} from './date-layout.ts';
import {
  isJoint,
  isNear,
  type Link,
  type Linked,
  lastWord,
  linkOf,
  nextOf,
  textBefore,
  within,
} from './date-link.ts';
import {
  DAY,
  depthOfPartition,
  endsInWeek,
  HOUR,
  isPeriod,
  MINUTE,
  MONTH,
  NOTHING,
  SECOND,
  YEAR,
} from './date-partitions.ts';
import { dayFirstRoles } from './day-first-roles.ts';
import { type Cell, isYears, type Part } from './row.ts';
import { type DayOrder, orderOf, shortDate } from './short-dates.ts';

/** The part of a date that a cell is. `joins`: it belongs to the placeholder before it, with the text between. */
export interface DateRole {
  readonly format: string;
  readonly joins: boolean;
}

const LAYOUT_DEPTH: readonly number[] = [DAY, HOUR, MINUTE, SECOND, SECOND];

/** What is known of the cells of a row from all rows. */
export interface Hints {
  /** Whether a cell is to be a placeholder anyway: a lone year is a date only then. */
  readonly varies: (at: number) => boolean;
  /** How the other dates are written that begin with a day or a month. */
  readonly order: DayOrder;
}

/**
 * Finds the dates among the cells of a row, also those split over segments or partitions. Every role holds for every value of
 * the cell. O(parts).
 */
export function dateRoles(parts: readonly Part[], hints: Hints): ReadonlyMap<number, DateRole> {
  const roles = new Map<number, DateRole>();
  let depth = NOTHING;
  let last = -1;
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'text' || roles.has(at)) continue;
    if (part.kind === 'date') {
      const format = layoutFormat(part, hints.order);
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
    const place = { parts, at, depth, link, next: nextOf(parts, at), before: parts[last] };
    const found = roleOf(part, place, hints);
    const dayFirst =
      found === undefined && depth === NOTHING ? dayFirstRoles(parts, at, hints) : undefined;
    if (dayFirst !== undefined) {
      for (const [i, role] of dayFirst) {
        roles.set(i, role);
        last = i;
      }
      depth = DAY;
      continue;
    }
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

function layoutFormat({ layout, readings }: Cell, order: DayOrder): string | undefined {
  const text = DATE_LAYOUTS[layout]!;
  if (layout < FIRST_DAY_FIRST) return text;
  switch (orderOf(readings, order)) {
    case 'day':
      return text;
    case 'month':
      return `MM${text[2]}DD${text[2]}YYYY`;
    case undefined:
      return undefined;
  }
}

interface Found {
  readonly format: string;
  readonly depth: number;
}

/** Where a cell stands: what was read before it, down to which depth, and what comes next. */
interface Place {
  readonly parts: readonly Part[];
  readonly at: number;
  readonly depth: number;
  readonly link: Link;
  readonly next: Linked | undefined;
  readonly before: Part | undefined;
}

function roleOf(cell: Cell, place: Place, hints: Hints): Found | undefined {
  const { varies, order } = hints;
  const { depth, link, at } = place;
  const has = (reading: number): boolean => (cell.readings & reading) !== 0;
  switch (cell.maxLength) {
    case 2:
      return twoDigits(cell, place);
    case 3:
      if (depth === YEAR && isNear(link, DAY) && within(cell, 1, 366))
        return { format: 'DDD', depth: DAY };
      return depth === SECOND && isJoint(link) ? { format: 'SSS', depth: SECOND + 1 } : undefined;
    case 4:
      if (depth === DAY && has(HOUR_MINUTE) && isTime(cell, link, 159)) {
        return { format: 'HHmm', depth: MINUTE };
      }
      if (depth === YEAR && varies(at) && has(MONTH_DAY) && isNear(link, NOTHING)) {
        return { format: 'MMDD', depth: DAY };
      }
      return isYears(cell) && isYearAt(place, hints) ? { format: 'YYYY', depth: YEAR } : undefined;
    case 6: {
      if (depth === DAY && has(HOUR_MINUTE_SECOND) && isTime(cell, link, 9999)) {
        return { format: 'HHmmss', depth: SECOND };
      }
      if (has(YEAR_MONTH)) return { format: 'YYYYMM', depth: MONTH };
      if (has(MONTH_YEAR)) return { format: 'MMYYYY', depth: NOTHING };
      const format = varies(at) ? shortDate(cell, order) : undefined;
      return format === undefined ? undefined : { format, depth: DAY };
    }
    case 7:
      return varies(at) && has(YEAR_DAY_OF_YEAR) ? { format: 'YYYYDDD', depth: DAY } : undefined;
    case 8:
    case 12:
    case 14:
      return varies(at) ? dayAndTime(cell, order) : undefined;
    default:
      return undefined;
  }
}

/** Four digits that could be a year, where something else tells that they are. */
function isYearAt(place: Place, hints: Hints): boolean {
  const { next, at } = place;
  const { partition } = place.link;
  if (partition !== undefined && depthOfPartition(partition) !== YEAR) {
    return next?.text !== '/' && !endsInWeek(partition) && isMonthOf(next);
  }
  return (
    partition !== undefined ||
    hints.varies(at) ||
    isMonthOf(next) ||
    isYearOf(next) ||
    hasPeriod(place, hints)
  );
}

/** A quarter, a half or a week of the year that varies stands beside it, or the name of a month. */
function hasPeriod({ parts, at, next }: Place, { varies }: Hints): boolean {
  if (next?.cell.kind === 'month' && isJoint(next)) return true;
  const isNumber = (cell: Cell, i: number): boolean =>
    cell.kind === 'digits' && cell.maxLength <= 2 && varies(i);
  if (next !== undefined && isNumber(next.cell, next.at) && isPeriod(next.text)) return true;
  let i = at - 1;
  while (i >= 0 && parts[i]!.kind === 'text') i -= 1;
  const before = parts[i];
  if (before === undefined || before.kind === 'text' || !isJoint(linkOf(parts, i, at)))
    return false;
  return (
    before.kind === 'month' || (isNumber(before, i) && isPeriod(lastWord(textBefore(parts, i))))
  );
}

/** Digits that begin with a day, and perhaps end in a time. */
function dayAndTime(cell: Cell, order: DayOrder): Found | undefined {
  const { maxLength, readings } = cell;
  const time = maxLength === 12 ? 'HHmm' : maxLength === 14 ? 'HHmmss' : '';
  const depth = DAY + time.length / 2;
  const isShort = (readings & YEAR2_MONTH_DAY) !== 0;
  if ((readings & (DAY_MONTH_YEAR | MONTH_DAY_YEAR)) === 0) {
    return isShort ? { format: 'YYMMDDHHmmss', depth: SECOND } : undefined;
  }
  const first = isShort ? undefined : orderOf(readings & (DAY_MONTH_YEAR | MONTH_DAY_YEAR), order);
  if (first === undefined) return undefined;
  return { format: `${first === 'day' ? 'DDMM' : 'MMDD'}YYYY${time}`, depth };
}

/** Digits after a date that are no counter: after a `T`, or greater than counters that begin at 0 mostly get. */
const isTime = (cell: Cell, link: Link, counters: number): boolean =>
  link.text === 'T' || (isJoint(link) && cell.max > counters);

const isMonthOf = (next: Linked | undefined): boolean =>
  next !== undefined &&
  next.cell.kind === 'digits' &&
  next.cell.minLength === next.cell.maxLength &&
  isNear(next, next.cell.maxLength === 2 ? MONTH : DAY) &&
  (next.partition === undefined || depthOfPartition(next.partition) === MONTH) &&
  ((next.cell.maxLength === 2 && within(next.cell, 1, 12)) ||
    (next.cell.maxLength === 3 && next.text === '/' && within(next.cell, 1, 366)));

/** A directory of a year, in which the years are written again. */
const isYearOf = (next: Linked | undefined): boolean =>
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

function twoDigits(cell: Cell, { depth, link, next, before }: Place): Found | undefined {
  const named = link.partition === undefined ? undefined : depthOfPartition(link.partition);
  const wanted = link.partition === undefined ? depth + 1 : named;
  if (wanted === undefined || wanted < MONTH) return undefined;
  const role = TWO_DIGITS[wanted - MONTH];
  if (role === undefined || !within(cell, role.from, role.to)) return undefined;
  const found = { format: role.format, depth: wanted };
  if (link.partition !== undefined) return found;
  if (!isNear(link, wanted)) return undefined;
  // After `202401` it is mostly one of a few parts, unless it is as great as days get.
  const isAfterMonth = before?.kind === 'digits' && before.maxLength === 6;
  if (wanted === DAY && isAfterMonth && link.text !== '/' && cell.max < 28) return undefined;
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
  if (found.format.includes('YY') || found.format === 'MMDD') return false;
  if (found.format === 'DDD') return cell.max <= 365;
  return !(found.format === 'DD' && depth === MONTH && before.kind === 'digits');
}
