/** Byte ranges, one a byte: the UTF-8 encodings of a range of code points, `[lo, hi]` for each of its bytes. */
export type ByteSequence = readonly (readonly [number, number])[];

const LAST_OF_LENGTH = [0x7f, 0x7ff, 0xffff, 0x10ffff];

/**
 * Splits a range of code points without surrogates into byte sequences that together encode exactly its characters.
 * At most 2 × length - 1 sequences for each encoded length.
 */
export function utf8Sequences(lo: number, hi: number): ByteSequence[] {
  const out: ByteSequence[] = [];
  let from = lo;
  for (const last of LAST_OF_LENGTH) {
    if (from > hi) break;
    if (from > last) continue;
    split(from, Math.min(hi, last), out);
    from = last + 1;
  }
  return out;
}

/** `lo` and `hi` have encodings of one length. Cuts where the lower continuation bytes do not run over all their values. */
function split(lo: number, hi: number, out: ByteSequence[]): void {
  const bytes = encode(lo).length;
  for (let i = 1; i < bytes; i++) {
    const low = (1 << (6 * i)) - 1;
    if ((lo & ~low) === (hi & ~low)) continue;
    if ((lo & low) !== 0) {
      split(lo, lo | low, out);
      split((lo | low) + 1, hi, out);
      return;
    }
    if ((hi & low) !== low) {
      split(lo, (hi & ~low) - 1, out);
      split(hi & ~low, hi, out);
      return;
    }
  }
  const first = encode(lo);
  const last = encode(hi);
  out.push(first.map((byte, i) => [byte, last[i]!] as const));
}

/** UTF-8 bytes of a code point. */
export function encode(point: number): readonly number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  const low = [0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), ...low];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), ...low];
}
