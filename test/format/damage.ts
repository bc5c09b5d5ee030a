import { gzipSync } from 'node:zlib';

/** Numbers in [0, 1), the same for the same seed on every platform (mulberry32, public domain, by Tommy Ettinger). */
function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A damaged file is no longer than this, or than what it was made of. */
const MAX_BYTES = 1024 * 1024;
const MAX_HARMS = 5;

/** Bytes that mean something to one reader or another: extreme lengths and counts, and what structures text. */
const PIECES: readonly Uint8Array[] = [
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0xff, 0xff, 0xff, 0x7f),
  Uint8Array.of(0, 0, 0, 0x80),
  new Uint8Array(8),
  ...['"', '""', "'", '\\"', ',', ';', '\n', '\r', '\0', '\t', '#', '\ufeff', '"\n"', '{', '<'],
  ...['[', '{"a":', '&', '<row>', '\x1f\x8b\x08', 'PK\x03\x04', 'a,b;c|d\te:f\n'],
].map((piece) => (typeof piece === 'string' ? new Uint8Array(Buffer.from(piece)) : piece));

interface Dice {
  /** A whole number from 0 to `below` - 1. */
  nat(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** A place in `length` bytes: anywhere, or near either end, where the schema of most formats lies. */
  place(length: number): number;
  piece(): Uint8Array;
}

function dice(seed: number): Dice {
  const next = numbers(seed);
  const nat = (below: number) => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => from[nat(from.length)]!;
  return {
    nat,
    pick,
    place: (length) => {
      const share = pick([1, 0.1, 0.02]);
      const offset = nat(length * share);
      return share === 0.1 ? Math.max(0, length - 1 - offset) : offset;
    },
    piece: () =>
      nat(2) === 0 ? pick(PIECES) : Uint8Array.from({ length: 1 + nat(8) }, () => nat(256)),
  };
}

type Harm = (bytes: Buffer, dice: Dice) => Buffer;

const insert = (bytes: Buffer, at: number, piece: Uint8Array, times: number): Buffer => {
  const room = Math.max(1, Math.floor((MAX_BYTES - bytes.length) / piece.length));
  const more = Buffer.alloc(piece.length * Math.min(times, room), piece);
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
};
/** A stretch of the file itself, mostly short. */
const stretch = (bytes: Buffer, { nat, pick, place }: Dice): Buffer => {
  const at = place(bytes.length);
  return bytes.subarray(at, at + 1 + nat(pick([16, 200, 5000])));
};

const flip: Harm = (bytes, { nat, place }) => {
  const at = place(bytes.length);
  bytes[at] = bytes[at]! ^ (1 << nat(8));
  return bytes;
};
const HARMS: readonly Harm[] = [
  flip,
  flip,
  flip,
  (bytes, { place }) => bytes.subarray(0, place(bytes.length)),
  (bytes, { place, piece, pick }) =>
    insert(bytes, place(bytes.length), piece(), pick([1, 1, 2, 500])),
  (bytes, { place, piece }) => {
    const at = place(bytes.length);
    bytes.set(piece().subarray(0, bytes.length - at), at);
    return bytes;
  },
  (bytes, one) => {
    const { byteOffset, length } = stretch(bytes, one);
    const at = byteOffset - bytes.byteOffset;
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  },
  (bytes, one) => insert(bytes, one.place(bytes.length), stretch(bytes, one), 1),
];
/** Much of one thing, and compression around what is damaged already: rarer, for they cost the most. */
const BOMBS: readonly Harm[] = [
  (bytes, one) => insert(bytes, one.place(bytes.length), stretch(bytes, one), one.nat(100_000)),
  (bytes, one) => insert(bytes, one.place(bytes.length), one.piece(), one.nat(200_000)),
  (bytes) => gzipSync(bytes, { level: 1 }),
];

/**
 * `original` with a few harms done to it: bits flipped, a cut, stretches inserted, overwritten, removed, copied, repeated to a megabyte, the
 * whole compressed. The same seed does the same harms; seed 0 does none.
 */
export function damaged(original: Uint8Array, seed: number): Uint8Array {
  if (seed === 0) return original;
  const one = dice(seed);
  let bytes: Buffer = Buffer.from(original);
  for (let left = 1 + one.nat(MAX_HARMS); left > 0 && bytes.length > 0; left--) {
    bytes = one.pick(one.nat(20) === 0 ? BOMBS : HARMS)(bytes, one);
  }
  return bytes;
}
