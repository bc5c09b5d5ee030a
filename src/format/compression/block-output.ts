import { Undecodable } from '../undecodable.ts';

/**
 * Where a block of the LZ77 family (Snappy, LZ4, LZO) is written: literals, and copies of what was written before. Every step is
 * checked, and no more than `limit` bytes come out, whatever the block claims.
 */
export class BlockOutput {
  readonly #limit: number;
  #buffer: Uint8Array;
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#buffer = new Uint8Array(Math.min(limit, 4096));
  }

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  literal(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Repeats `length` bytes from `distance` back; the two may overlap, which repeats a pattern. O(length). */
  copy(distance: number, length: number): void {
    if (!(distance >= 1 && distance <= this.#length)) throw new Undecodable('copy');
    this.#reserve(length);
    const buffer = this.#buffer;
    for (let i = 0; i < length; i++) {
      buffer[this.#length] = buffer[this.#length - distance]!;
      this.#length++;
    }
  }

  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted > this.#limit) throw new Undecodable('block-size');
    if (wanted <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.min(this.#limit, Math.max(wanted, this.#buffer.length * 2)));
    grown.set(this.bytes);
    this.#buffer = grown;
  }
}
