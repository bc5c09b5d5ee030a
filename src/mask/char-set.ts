/**
 * A set of Unicode code points as sorted, disjoint, non-touching ranges: `[lo, hi, lo, hi, …]`, both ends included.
 * Surrogates are in none of them: a key is valid UTF-8, which has no surrogates.
 */
export type CharSet = readonly number[];

const LAST_CODE_POINT = 0x10ffff;

/** Any set of ranges, in any order, made canonical. O(n log n). */
export function charSet(ranges: readonly (readonly [number, number])[]): CharSet {
  const sorted = ranges.filter(([lo, hi]) => lo <= hi).sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [lo, hi] of sorted) {
    const last = out.length - 1;
    if (last > 0 && lo <= out[last]! + 1) out[last] = Math.max(out[last]!, hi);
    else out.push(lo, hi);
  }
  return withoutSurrogates(out);
}

function withoutSurrogates(set: readonly number[]): CharSet {
  const out: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    const lo = set[i]!;
    const hi = set[i + 1]!;
    if (hi < 0xd800 || lo > 0xdfff) out.push(lo, hi);
    else {
      if (lo < 0xd800) out.push(lo, 0xd7ff);
      if (hi > 0xdfff) out.push(0xe000, hi);
    }
  }
  return out;
}

/** The set of the characters of a text. */
export function charsOf(text: string): CharSet {
  return charSet(Array.from(text, (char) => [char.codePointAt(0)!, char.codePointAt(0)!] as const));
}

/** One object for each ASCII character: most of a mask is made of them, and sets are looked up by identity first. */
const ASCII_CHARS: readonly CharSet[] = Array.from({ length: 0x80 }, (_, point) => [point, point]);

export function singleChar(codePoint: number): CharSet {
  return ASCII_CHARS[codePoint] ?? [codePoint, codePoint];
}

export function complement(set: CharSet): CharSet {
  const ranges: [number, number][] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    ranges.push([next, set[i]! - 1]);
    next = set[i + 1]! + 1;
  }
  ranges.push([next, LAST_CODE_POINT]);
  return charSet(ranges);
}

export function union(...sets: readonly CharSet[]): CharSet {
  const ranges: [number, number][] = [];
  for (const set of sets) {
    for (let i = 0; i < set.length; i += 2) ranges.push([set[i]!, set[i + 1]!]);
  }
  return charSet(ranges);
}

/** O(a + b). */
export function intersect(a: CharSet, b: CharSet): CharSet {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const lo = Math.max(a[i]!, b[j]!);
    const hi = Math.min(a[i + 1]!, b[j + 1]!);
    if (lo <= hi) out.push(lo, hi);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return out;
}

/** O(log n). */
export function contains(set: CharSet, codePoint: number): boolean {
  let low = 0;
  let high = set.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codePoint > set[2 * middle + 1]!) low = middle + 1;
    else high = middle;
  }
  return 2 * low < set.length && codePoint >= set[2 * low]!;
}

/** One text for one set: two sets are equal if and only if their ids are. */
export const charSetId = (set: CharSet): string => set.join(',');

export const ANY: CharSet = charSet([[0, LAST_CODE_POINT]]);
export const NOT_SLASH: CharSet = complement(charsOf('/'));
export const NOT_ASCII: CharSet = charSet([[0x80, LAST_CODE_POINT]]);
export const DIGIT: CharSet = charSet([[0x30, 0x39]]);
export const HEX: CharSet = union(DIGIT, charsOf('abcdefABCDEF'));
export const LOWER: CharSet = charSet([[0x61, 0x7a]]);
export const UPPER: CharSet = charSet([[0x41, 0x5a]]);
export const ALPHA: CharSet = union(LOWER, UPPER);
export const ALNUM: CharSet = union(ALPHA, DIGIT);
