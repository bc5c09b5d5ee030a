/** What a byte adds to the alphabet of a run of letters and digits. Other bytes separate and have no bit. */
export const DIGIT = 1;
export const HEX_LOWER = 2;
export const LOWER = 4;
export const HEX_UPPER = 8;
export const UPPER = 16;
/** A byte of a character beyond ASCII: counted among the letters. */
export const BEYOND = 32;
/** Something that separates stood among the bytes: only values that are taken whole have it. */
export const PUNCTUATION = 64;

export const LETTERS = HEX_LOWER | LOWER | HEX_UPPER | UPPER | BEYOND;
export const BIG = HEX_UPPER | UPPER;
export const SMALL = HEX_LOWER | LOWER;
export const HEX = DIGIT | HEX_LOWER | HEX_UPPER;

/** Byte to its bit, 0 for what separates. */
export const KIND: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return BEYOND;
  if (byte >= 0x30 && byte <= 0x39) return DIGIT;
  if (byte >= 0x61 && byte <= 0x66) return HEX_LOWER;
  if (byte >= 0x67 && byte <= 0x7a) return LOWER;
  if (byte >= 0x41 && byte <= 0x46) return HEX_UPPER;
  if (byte >= 0x47 && byte <= 0x5a) return UPPER;
  return 0;
});

/** The bits of a text's characters. */
export function kindsOf(text: string): number {
  let kinds = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    kinds |= unit >= 0x80 ? BEYOND : KIND[unit]! || PUNCTUATION;
  }
  return kinds;
}
