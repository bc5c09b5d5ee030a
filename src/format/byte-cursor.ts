import { Undecodable } from './undecodable.ts';

/** Names are exact: a leading U+FEFF is kept. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The reason of an `Undecodable` that more bytes might have cured. */
export const CUT = 'cut';

/**
 * Reads forward through bytes that nobody vouches for: every step is checked, and reading past the end throws `Undecodable(CUT)`. Numbers
 * are little-endian base-128 varints, as Thrift, Protocol Buffers and Avro all write them.
 */
export class ByteCursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.at;
  }

  byte(): number {
    if (this.at >= this.end) throw new Undecodable(CUT);
    return this.bytes[this.at++]!;
  }

  /** A view of the next `length` bytes; nothing is copied. */
  take(length: number): Uint8Array {
    if (length < 0) throw new Undecodable('length');
    if (!(length <= this.remaining)) throw new Undecodable(CUT);
    const start = this.at;
    this.at += length;
    return this.bytes.subarray(start, this.at);
  }

  skip(length: number): void {
    this.take(length);
  }

  /** An unsigned number of 1 to 8 bytes, low byte first; above 2^53 the nearest double. */
  littleEndian(bytes: number): number {
    let value = 0;
    for (let i = 0, unit = 1; i < bytes; i++, unit *= 256) value += this.byte() * unit;
    return value;
  }

  uint32(): number {
    return this.littleEndian(4);
  }

  /**
   * An unsigned varint of at most 10 bytes. Exact below 2^53; above, the nearest double, which no length or count of an honest file
   * reaches.
   */
  varint(): number {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    throw new Undecodable('varint');
  }

  /** A zigzag-coded signed varint; exact between -2^52 and 2^52. */
  zigzag(): number {
    const raw = this.varint();
    return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
  }

  /** `length` bytes of UTF-8; malformed sequences become U+FFFD. */
  text(length: number): string {
    return UTF8.decode(this.take(length));
  }
}
