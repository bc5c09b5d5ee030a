import { YEAR2_MONTH_DAY } from './date-layout.ts';
import { KeyReader } from './key-reader.ts';
import type { KeySignature } from './key-signature.ts';
import { DIGITS } from './slot-kinds.ts';

/**
 * What is known of one slot over all keys of a shape, as eight numbers side by side: least and greatest value, least and
 * greatest length in bytes, kinds (all that were seen), readings (those that every value allows), and where all may be
 * short dates their least and greatest last two digits. Each is updated by a commutative and associative operation, so that the
 * order of keys does not matter.
 */
export const FACTS = 8;
const MAX_VALUE = 1;
const MIN_LENGTH = 2;
const MAX_LENGTH = 3;
const KINDS = 4;
const READINGS = 5;
const MIN_TAIL = 6;
const MAX_TAIL = 7;

/** Keys of one signature. The examples are the least key, the greatest, and one chosen by its hash. */
export class Shape {
  readonly signature: Uint8Array;
  readonly hash: number;
  readonly facts: Float64Array;
  /** Of the last key: a hash of its slots up to each. */
  readonly hashes: Int32Array;
  count = 0;
  least: Uint8Array;
  greatest: Uint8Array;
  chosen: Uint8Array;
  chosenHash = Number.POSITIVE_INFINITY;

  constructor(read: KeySignature, key: Uint8Array) {
    this.signature = read.bytes.slice(0, read.length);
    this.hash = read.hash;
    this.facts = new Float64Array(FACTS * read.slots);
    this.hashes = new Int32Array(read.slots);
    for (let slot = 0, at = 0; slot < read.slots; slot++, at += FACTS) {
      const length = read.end[slot]! - read.start[slot]!;
      this.facts[at] = read.value[slot]!;
      this.facts[at + MAX_VALUE] = read.value[slot]!;
      this.facts[at + MIN_LENGTH] = length;
      this.facts[at + MAX_LENGTH] = length;
      this.facts[at + KINDS] = read.kinds[slot]!;
      this.facts[at + READINGS] = read.readings[slot]!;
      this.facts[at + MIN_TAIL] = Number.POSITIVE_INFINITY;
      this.facts[at + MAX_TAIL] = Number.NEGATIVE_INFINITY;
    }
    const own = key.slice();
    this.least = own;
    this.greatest = own;
    this.chosen = own;
  }

  /** The distinct examples. */
  examples(): readonly Uint8Array[] {
    const found = [this.least];
    for (const key of [this.chosen, this.greatest]) {
      if (found.every((one) => compareBytes(one, key) !== 0)) found.push(key);
    }
    return found;
  }

  /** Counts a key. The slots before `from` are those of the key that this shape was given last. */
  add(read: KeySignature, key: Uint8Array, from: number): void {
    this.count += 1;
    const { facts, hashes } = this;
    const { value, kind, start, end, kinds, readings } = read;
    let keyHash = from === 0 ? this.hash : hashes[from - 1]!;
    for (let slot = from, at = FACTS * from; slot < read.slots; slot++, at += FACTS) {
      const number = value[slot]!;
      keyHash = Math.imul(keyHash ^ number, 0x9e3779b1);
      keyHash ^= keyHash >>> 15;
      hashes[slot] = keyHash;
      if (number < facts[at]!) facts[at] = number;
      else if (number > facts[at + MAX_VALUE]!) facts[at + MAX_VALUE] = number;
      facts[at + READINGS] = facts[at + READINGS]! & readings[slot]!;
      if (kind[slot] === DIGITS) {
        if ((facts[at + READINGS]! & YEAR2_MONTH_DAY) === 0) continue;
        const tail = number % 100;
        if (tail < facts[at + MIN_TAIL]!) facts[at + MIN_TAIL] = tail;
        if (tail > facts[at + MAX_TAIL]!) facts[at + MAX_TAIL] = tail;
        continue;
      }
      const length = end[slot]! - start[slot]!;
      if (length < facts[at + MIN_LENGTH]!) facts[at + MIN_LENGTH] = length;
      else if (length > facts[at + MAX_LENGTH]!) facts[at + MAX_LENGTH] = length;
      facts[at + KINDS] = facts[at + KINDS]! | kinds[slot]!;
    }
    if (compareBytes(key, this.greatest) > 0) this.greatest = key.slice();
    else if (compareBytes(key, this.least) < 0) this.least = key.slice();
    if (keyHash > this.chosenHash) return;
    if (keyHash < this.chosenHash || compareBytes(key, this.chosen) < 0) {
      this.chosen = key.slice();
      this.chosenHash = keyHash;
    }
  }
}

/** Shapes by signature, in an open hash table; at most `capacity` of them. */
export class ShapeTable {
  readonly shapes: Shape[] = [];
  readonly #reader = new KeyReader();
  readonly #capacity: number;
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** The shape of the last key; undefined where that was not counted. */
  #last: Shape | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 1)));
    this.#mask = this.#slots.length - 1;
  }

  /**
   * Counts a key, one of a new shape first among the `families` there are. Not counted are an `unreadable` key, which no mask
   * can take, and one that is a shape too many. O(length).
   */
  add(
    key: Uint8Array,
    families?: { add(key: Uint8Array): boolean },
  ): 'added' | 'unreadable' | 'full' {
    const last = this.#last;
    this.#last = undefined;
    const read = this.#reader.read(key);
    if (read === undefined) return 'unreadable';
    if (last?.hash === read.hash && hasSignature(last, read, read.keptLength)) {
      last.add(read, key, read.keptSlots);
      this.#last = last;
      return 'added';
    }
    let at = read.hash & this.#mask;
    for (;;) {
      const id = this.#slots[at]!;
      if (id === 0) break;
      const shape = this.shapes[id - 1]!;
      if (shape.hash === read.hash && hasSignature(shape, read, 0)) {
        shape.add(read, key, 0);
        this.#last = shape;
        return 'added';
      }
      at = (at + 1) & this.#mask;
    }
    if (families?.add(key) === true) return 'added';
    if (this.shapes.length >= this.#capacity) return 'full';
    const shape = new Shape(read, key);
    this.shapes.push(shape);
    this.#slots[at] = this.shapes.length;
    shape.add(read, key, 0);
    this.#last = shape;
    return 'added';
  }

  clear(): void {
    this.shapes.length = 0;
    this.#slots.fill(0);
    this.#last = undefined;
  }
}

/** Whether the signatures are the same; known to be so before `from`. */
function hasSignature({ signature }: Shape, read: KeySignature, from: number): boolean {
  const { length } = signature;
  if (length !== read.length) return false;
  const other = read.bytes;
  for (let i = from; i < length; i++) if (signature[i] !== other[i]) return false;
  return true;
}

/** Byte order. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
