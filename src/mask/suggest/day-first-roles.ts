import { hasWidth, type Linked, linkOf, nextOf, textBefore, within } from './date-link.ts';
import { endsInWeek } from './date-partitions.ts';
import type { DateRole, Hints } from './date-roles.ts';
import { type Cell, isYears, type Part } from './row.ts';

type Roles = readonly (readonly [at: number, role: DateRole])[];

/**
 * The roles of two or three cells from one on that are a date which does not begin with a year of four digits: `31/12/2024` in
 * directories, `12-2024`, `31-12-24`, `24-12-31`. Undefined where there is none without a doubt: numbers of two digits are mostly
 * counters, so the values must reach as far as those of dates do.
 */
export function dayFirstRoles(
  parts: readonly Part[],
  at: number,
  { varies }: Hints,
): Roles | undefined {
  const first = parts[at]!;
  const second = nextOf(parts, at);
  if (first.kind === 'text' || second === undefined || !hasWidth(first, 2)) return undefined;
  if (!isJointOfDates(second) || !isAlone(parts, at)) return undefined;
  if (isYears(second.cell)) {
    const isMonth = varies(at) && within(first, 1, 12) && first.max === 12;
    return isMonth
      ? rolesOf([at, 'MM', false], [second.at, 'YYYY', second.text !== '/'])
      : undefined;
  }
  const third = nextOf(parts, second.at);
  if (third === undefined || third.text !== second.text || third.partition !== undefined) {
    return undefined;
  }
  if (!hasWidth(second.cell, 2) || !within(second.cell, 1, 12)) return undefined;
  if (isYears(third.cell)) {
    return isDays(first)
      ? rolesOf([at, 'DD', false], [second.at, 'MM', false], [third.at, 'YYYY', false])
      : undefined;
  }
  if (!hasWidth(third.cell, 2) || goesOn(parts, third)) return undefined;
  if (isDays(first) && spread(third.cell) < spread(first)) {
    return rolesOf([at, 'DD', false], [second.at, 'MM', false], [third.at, 'YY', false]);
  }
  if (isDays(third.cell) && first.min >= 10 && spread(first) < spread(third.cell)) {
    return rolesOf([at, 'YY', false], [second.at, 'MM', false], [third.at, 'DD', false]);
  }
  return undefined;
}

/** Only a month and its year are one placeholder: a day may not exist in all months with which it stands. */
const rolesOf = (...roles: readonly (readonly [number, string, boolean])[]): Roles =>
  roles.map(([at, format, joins]) => [at, { format, joins }]);

const SEPARATORS = new Set(['-', '_', '.', '/']);
const isJointOfDates = (link: Linked): boolean =>
  link.partition === undefined && link.word === '' && SEPARATORS.has(link.text);

/** Nothing before it that makes it a part of something longer, or a week. */
function isAlone(parts: readonly Part[], at: number): boolean {
  const before = textBefore(parts, at);
  return /^$|[^A-Za-z0-9=]$/.test(before) && !endsInWeek(before.slice(0, -1));
}

function goesOn(parts: readonly Part[], third: Linked): boolean {
  const next = nextOf(parts, third.at);
  return next !== undefined && linkOf(parts, third.at, next.at).text === third.text;
}

/** Numbers that are too great for months and not for days. */
const isDays = (cell: Cell): boolean => within(cell, 1, 31) && cell.max > 12;

const spread = ({ min, max }: Cell): number => max - min;
