import {
  DAY_MONTH_YEAR,
  DAY_MONTH_YEAR2,
  FIRST_DAY_FIRST,
  MONTH_DAY_YEAR,
  MONTH_DAY_YEAR2,
  YEAR2_MONTH_DAY,
} from './date-layout.ts';
import type { Cell, Row } from './row.ts';

/** Which of the two comes first where days and months are written before years. */
export type DayOrder = 'day' | 'month' | undefined;

/** Days that lie so much farther apart than years tell one from the other. */
const SURE_SPREAD = 2;

/** The order in which a date is written that may be read in both; `order` is that of the other dates. */
export function orderOf(readings: number, order: DayOrder): DayOrder {
  const [isDayFirst, isMonthFirst] = [
    (readings & (DAY_MONTH_YEAR | DAY_MONTH_YEAR2)) !== 0,
    (readings & (MONTH_DAY_YEAR | MONTH_DAY_YEAR2)) !== 0,
  ];
  if (isDayFirst && isMonthFirst) return order;
  return isDayFirst ? 'day' : isMonthFirst ? 'month' : undefined;
}

/** The order of the dates that can be read in one only; undefined where there are none, or of both kinds. */
export function dayOrderOf(rows: readonly Row[]): DayOrder {
  const orders = new Set(
    rows.flatMap(({ parts }) =>
      parts.flatMap((part) =>
        part.kind !== 'text' && isDayFirstCell(part) ? [orderOf(part.readings, undefined)] : [],
      ),
    ),
  );
  orders.delete(undefined);
  return orders.size === 1 ? [...orders][0] : undefined;
}

const isDayFirstCell = (cell: Cell): boolean =>
  cell.kind === 'date'
    ? cell.layout >= FIRST_DAY_FIRST
    : cell.kind === 'digits' && cell.maxLength === 8 && cell.only === undefined;

/**
 * The format of six digits, or of those with a time after them, that are a day with a year of two digits; undefined where it
 * cannot be told which is which: a date that is read wrong would not take those of other days.
 */
export function shortDate(cell: Cell, order: DayOrder): string | undefined {
  const { readings, min, max, minTail, maxTail } = cell;
  const others = readings & (DAY_MONTH_YEAR2 | MONTH_DAY_YEAR2);
  if ((readings & YEAR2_MONTH_DAY) !== 0 && min >= 100_000 && max <= 499_999) {
    const first = Math.floor(max / 10_000) - Math.floor(min / 10_000);
    const last = maxTail - minTail;
    if (others === 0 || last - first >= SURE_SPREAD) return 'YYMMDD';
    if (first - last < SURE_SPREAD) return undefined;
  }
  const sure = orderOf(others, order);
  return sure === undefined ? undefined : sure === 'day' ? 'DDMMYY' : 'MMDDYY';
}
