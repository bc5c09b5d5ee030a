/** What a block begins with, and what stands after the last one, 48 bits each at any bit. */
const MAGICS: readonly (readonly number[])[] = [
  [0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
];
/** The stream's header and the first magic. */
const FIRST_END = 10;

/** A magic, `shift` bits into a byte: its five whole bytes, and the ends in the bytes around them. */
interface Shifted {
  readonly shift: number;
  readonly bytes: readonly number[];
}

/** By the second byte of a shifted magic, which ones it may be: one byte in twenty leads to a comparison. */
const BY_SECOND: readonly (readonly Shifted[])[] = Array.from({ length: 256 }, (_, second) =>
  MAGICS.flatMap((magic) =>
    Array.from({ length: 8 }, (_, shift) => ({ shift, bytes: shifted(magic, shift) })),
  ).filter(({ bytes }) => bytes[1] === second),
);

function shifted(magic: readonly number[], shift: number): readonly number[] {
  const padded = [0, ...magic, 0];
  return Array.from(
    { length: 7 },
    (_, i) => (((padded[i]! << 8) | padded[i + 1]!) >> shift) & 0xff,
  );
}

/**
 * Whether the first block of a bzip2 stream ends in `bytes`: another block begins, or the stream ends. A block that is cut gives nothing, and
 * to know that by decoding it costs as much as the whole block. Empty streams, which have none, count. O(bytes).
 */
export function hasWholeBlock(bytes: Uint8Array): boolean {
  if (bytes[4] === MAGICS[1]![0]) return true;
  for (let at = FIRST_END; at + 6 <= bytes.length; at++) {
    for (const one of BY_SECOND[bytes[at + 1]!]!) if (matches(bytes, at, one)) return true;
  }
  return false;
}

function matches(bytes: Uint8Array, at: number, { shift, bytes: magic }: Shifted): boolean {
  for (let i = 1; i < 6; i++) if (bytes[at + i] !== magic[i]) return false;
  const front = 0xff >> shift;
  if ((bytes[at]! & front) !== (magic[0]! & front)) return false;
  return shift === 0 || (bytes[at + 6]! | front) === (magic[6]! | front);
}
