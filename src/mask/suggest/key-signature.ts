import {
  type DATE,
  type DIGITS,
  type GUID,
  type LOCALE,
  LONGEST_KEY,
  type MIXED,
  type REGION,
  type VALUE,
} from './slot-kinds.ts';

/** Numbers that a mark holds. */
const MARK = 5;

/** What a slot holds: one of the kinds of `slot-kinds`. */
export type SlotKind =
  | typeof DATE
  | typeof DIGITS
  | typeof GUID
  | typeof LOCALE
  | typeof MIXED
  | typeof REGION
  | typeof VALUE;

/**
 * What a key is read into: its signature, equal for two keys that differ in digits, ids, dates and partition values only, and its
 * slots, the places of those, in order. One is used again and again; its arrays hold the last key read, of which the next
 * may keep the beginning (`resume`).
 */
export class KeySignature {
  readonly bytes = new Uint8Array(2 * LONGEST_KEY + 2);
  length = 0;
  /** 32-bit hash of the signature. */
  hash = 0;
  slots = 0;
  readonly kind = new Uint8Array(LONGEST_KEY);
  readonly start = new Uint16Array(LONGEST_KEY);
  readonly end = new Uint16Array(LONGEST_KEY);
  /** A number for digits (as many as a double holds), else a hash: different for different texts but for rare chance. */
  readonly value = new Float64Array(LONGEST_KEY);
  /** Bits of `byte-kind`. */
  readonly kinds = new Uint8Array(LONGEST_KEY);
  /** Bits of `date-layout`. */
  readonly readings = new Uint16Array(LONGEST_KEY);
  /** Of a date: its index in `DATE_LAYOUTS`. */
  readonly layout = new Uint8Array(LONGEST_KEY);

  /** Bytes of the signature, and slots, that were kept from the key before. */
  keptLength = 0;
  keptSlots = 0;
  readonly #last = new Uint8Array(LONGEST_KEY);
  #lastSize = 0;
  /** What was known after each slash of the last key, five numbers a slash: see `mark`. */
  readonly #marks = new Int32Array(MARK * LONGEST_KEY);
  #markCount = 0;

  /** Goes back to the last slash that the key shares with the one before; returns the place after it. */
  resume(key: Uint8Array): number {
    const last = this.#last;
    const most = Math.min(key.length, this.#lastSize);
    let shared = 0;
    while (shared < most && key[shared] === last[shared]) shared += 1;
    for (let i = shared; i < key.length; i++) last[i] = key[i]!;
    this.#lastSize = key.length;
    const marks = this.#marks;
    let count = this.#markCount;
    while (count > 0 && marks[MARK * (count - 1)]! > shared) count -= 1;
    this.#markCount = count;
    const mark = MARK * (count - 1);
    this.length = count === 0 ? 0 : marks[mark + 1]!;
    this.hash = count === 0 ? 0 : marks[mark + 2]!;
    this.slots = count === 0 ? 0 : marks[mark + 3]!;
    this.keptLength = this.length;
    this.keptSlots = this.slots;
    return count === 0 ? 0 : marks[mark]!;
  }

  /** The kinds of bytes seen in what `resume` kept. */
  get keptKinds(): number {
    return this.#markCount === 0 ? 0 : this.#marks[MARK * this.#markCount - 1]!;
  }

  /** The place after a slash, and the signature's length and hash, the slots and the kinds seen up to there. */
  mark(at: number, seen: number): void {
    const mark = MARK * this.#markCount;
    this.#marks[mark] = at;
    this.#marks[mark + 1] = this.length;
    this.#marks[mark + 2] = this.hash;
    this.#marks[mark + 3] = this.slots;
    this.#marks[mark + 4] = seen;
    this.#markCount += 1;
  }

  literal(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
    this.hash = Math.imul(this.hash, 0x01000193) ^ byte;
  }

  word(key: Uint8Array, start: number, end: number): void {
    const { bytes } = this;
    let { length, hash } = this;
    for (let i = start; i < end; i++) {
      const byte = key[i]!;
      bytes[length++] = byte;
      hash = Math.imul(hash, 0x01000193) ^ byte;
    }
    this.length = length;
    this.hash = hash;
  }

  /** Adds a slot; returns its end. */
  slot(kind: SlotKind, start: number, end: number, value: number, kinds: number): number {
    const slot = this.slots;
    this.kind[slot] = kind;
    this.start[slot] = start;
    this.end[slot] = end;
    this.value[slot] = value;
    this.kinds[slot] = kinds;
    this.readings[slot] = 0;
    this.slots = slot + 1;
    this.literal(kind);
    return end;
  }
}
