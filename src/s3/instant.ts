import { MalformedAnswer } from './malformed.ts';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/;

/** `count` digits at `at`, or -1. */
function digits(bytes: Buffer, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = bytes[i]! - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Milliseconds since the epoch of an ISO 8601 instant. S3 writes `2026-11-22T17:49:30.000Z`: that form is read without
 * making a string, others as `Date` reads them.
 */
export function instantOf(bytes: Buffer, start: number, end: number): number {
  if (end - start === 24 && bytes[end - 1] === 0x5a) {
    const year = digits(bytes, start, 4);
    const month = digits(bytes, start + 5, 2);
    const day = digits(bytes, start + 8, 2);
    const hour = digits(bytes, start + 11, 2);
    const minute = digits(bytes, start + 14, 2);
    const second = digits(bytes, start + 17, 2);
    const milli = digits(bytes, start + 20, 3);
    const inRange =
      month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59;
    if (inRange && second <= 60 && Math.min(year, hour, minute, second, milli) >= 0) {
      return Date.UTC(year, month - 1, day, hour, minute, second, milli);
    }
  }
  const text = end - start > 40 ? '' : bytes.toString('latin1', start, end);
  const instant = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw new MalformedAnswer('bad-value');
  return instant;
}
