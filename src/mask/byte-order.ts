/** See `MaskSet.seekAfter`: one less in the last character of the next live string, then as great as can be. */
export function justBefore(live: string, key: string): string {
  const chars = Array.from(live);
  const last = chars.pop()!.codePointAt(0)!;
  const before = chars.join('');
  // Nothing lies between a string and the same with NUL after it.
  if (last === 0) return before;
  const less = String.fromCodePoint(last === 0xe000 ? 0xd7ff : last - 1);
  const start = `${before}${less}${String.fromCodePoint(0x10ffff)}`;
  return compareCodePoints(start, key) < 0 ? key : start;
}

/** The order of S3 listings: UTF-8 bytes, which is the order of code points and not of UTF-16 units. O(length). */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for characters beyond U+FFFF, so above the rest of the units from U+E000 on.
    const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    if (isHigh(x) !== isHigh(y))
      return isHigh(x) ? (y >= 0xe000 ? 1 : x - y) : x >= 0xe000 ? -1 : x - y;
    return x - y;
  }
  return a.length - b.length;
}
