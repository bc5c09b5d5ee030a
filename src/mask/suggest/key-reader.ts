import { BEYOND, BIG, DIGIT, HEX, KIND, PUNCTUATION, SMALL } from './byte-kind.ts';
import {
  DASH,
  digitsOf,
  GUID_LENGTH,
  hashOf,
  isGuid,
  isStructured,
  isUtf8,
  LETTER_T,
  LETTER_Z,
  looksRandom,
  numberOf,
} from './byte-runs.ts';
import {
  compactLayout,
  DAY_MONTH_YEAR,
  dayFirstReadings,
  FIRST_DAY_FIRST,
  FIRST_SEPARATED,
  isSeparatedDate,
  MONTH_DAY_YEAR,
  readingsOf,
} from './date-layout.ts';
import { regionEnd } from './regions.ts';
import { DATE, DIGITS, GUID, LOCALE, LONGEST_KEY, MIXED, REGION, VALUE } from './slot-kinds.ts';

/** Digits beyond this many count as this many: a signature has one byte for them. */
const MOST_DIGITS = 255;

const SLASH = 0x2f;
const EQUALS = 0x3d;
/** Letters alone are looked at for whether they are an id from this many on. */
const ID_LENGTH = 12;

/**
 * Reads a key into its signature, equal for two keys that differ in digits, ids, dates and partition values only, and its
 * slots: the places of those, in order. One reader is used again and again; its arrays hold the last key read.
 *
 * A key that shares directories with the one before is read from the first that differs. That is right for any two keys: no
 * slot spans a slash, and what is read of a directory depends on nothing but its bytes, the slash after it included.
 */
export class KeyReader {
  readonly signature = new Uint8Array(2 * LONGEST_KEY + 2);
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
  readonly readings = new Uint8Array(LONGEST_KEY);
  /** Of a date: its index in `DATE_LAYOUTS`. */
  readonly layout = new Uint8Array(LONGEST_KEY);

  /** Bytes of the signature, and slots, that were kept from the key before. */
  keptLength = 0;
  keptSlots = 0;
  readonly #last = new Uint8Array(LONGEST_KEY);
  #lastSize = 0;
  /** What was known after each slash of the last key, five numbers a slash: see `#mark`. */
  readonly #marks = new Int32Array(5 * LONGEST_KEY);
  #markCount = 0;

  /** False, with nothing to use, for a key that no mask can take: empty, over `LONGEST_KEY` bytes, not UTF-8. O(length). */
  read(key: Uint8Array): boolean {
    const size = key.length;
    if (size === 0 || size > LONGEST_KEY) return false;
    let at = this.#resume(key);
    let segment = at;
    let seen = at === 0 ? 0 : this.#marks[5 * this.#markCount - 1]!;
    while (at < size) {
      const byte = key[at]!;
      const bit = KIND[byte]!;
      if (bit !== 0) {
        // A maximal run of letters and digits.
        let kinds = bit;
        let pieces = 1;
        let last = bit & DIGIT;
        let end = at + 1;
        for (; end < size; end++) {
          const next = KIND[key[end]!]!;
          if (next === 0) break;
          kinds |= next;
          if ((next & DIGIT) !== last) {
            pieces += 1;
            last = next & DIGIT;
          }
        }
        seen |= kinds;
        at = this.#run(key, at, end, kinds, pieces);
        continue;
      }
      this.#literal(byte);
      at += 1;
      if (byte === SLASH) {
        segment = at;
        this.#mark(at, seen);
      } else if (byte === EQUALS && at - 1 > segment) {
        const end = this.#partitionValue(key, at);
        for (let i = at; i < end; i++) seen |= KIND[key[i]!]!;
        at = end;
      }
    }
    return (seen & BEYOND) === 0 || isUtf8(key);
  }

  /** Goes back to the last slash that the key shares with the one before; returns the place after it. */
  #resume(key: Uint8Array): number {
    const last = this.#last;
    const most = Math.min(key.length, this.#lastSize);
    let shared = 0;
    while (shared < most && key[shared] === last[shared]) shared += 1;
    for (let i = shared; i < key.length; i++) last[i] = key[i]!;
    this.#lastSize = key.length;
    const marks = this.#marks;
    let count = this.#markCount;
    while (count > 0 && marks[5 * (count - 1)]! > shared) count -= 1;
    this.#markCount = count;
    const mark = 5 * (count - 1);
    this.length = count === 0 ? 0 : marks[mark + 1]!;
    this.hash = count === 0 ? 0 : marks[mark + 2]!;
    this.slots = count === 0 ? 0 : marks[mark + 3]!;
    this.keptLength = this.length;
    this.keptSlots = this.slots;
    return count === 0 ? 0 : marks[mark]!;
  }

  /** The place after a slash, and the signature's length and hash, the slots and the kinds seen up to there. */
  #mark(at: number, seen: number): void {
    const mark = 5 * this.#markCount;
    this.#marks[mark] = at;
    this.#marks[mark + 1] = this.length;
    this.#marks[mark + 2] = this.hash;
    this.#marks[mark + 3] = this.slots;
    this.#marks[mark + 4] = seen;
    this.#markCount += 1;
  }

  #literal(byte: number): void {
    this.signature[this.length] = byte;
    this.length += 1;
    this.hash = Math.imul(this.hash, 0x01000193) ^ byte;
  }

  #word(key: Uint8Array, start: number, end: number): void {
    const { signature } = this;
    let { length, hash } = this;
    for (let i = start; i < end; i++) {
      const byte = key[i]!;
      signature[length++] = byte;
      hash = Math.imul(hash, 0x01000193) ^ byte;
    }
    this.length = length;
    this.hash = hash;
  }

  #slot(kind: number, start: number, end: number, value: number, kinds: number): number {
    const slot = this.slots;
    this.kind[slot] = kind;
    this.start[slot] = start;
    this.end[slot] = end;
    this.value[slot] = value;
    this.kinds[slot] = kinds;
    this.readings[slot] = 0;
    this.slots = slot + 1;
    this.#literal(kind);
    return end;
  }

  /** Reads the run `key[at, end)`; returns where reading goes on: its end, or beyond it for what spans several runs. */
  #run(key: Uint8Array, at: number, end: number, kinds: number, pieces: number): number {
    const length = end - at;
    if (length === 8 && key[end] === DASH && (kinds & ~HEX) === 0 && isGuid(key, at)) {
      return this.#slot(
        GUID,
        at,
        at + GUID_LENGTH,
        hashOf(key, at, at + GUID_LENGTH),
        HEX | PUNCTUATION,
      );
    }
    if (kinds === DIGIT) return this.#digits(key, at, end);
    if ((kinds & DIGIT) === 0) {
      if (length === 2 && (kinds & ~SMALL) === 0) {
        const wide = this.#regionOrLocale(key, at, end);
        if (wide >= 0) return wide;
      }
      if (length >= ID_LENGTH && looksRandom(key, at, end, kinds)) {
        return this.#slot(MIXED, at, end, hashOf(key, at, end), kinds);
      }
      this.#word(key, at, end);
      return end;
    }
    if (!isStructured(key, at, end, kinds, pieces)) {
      return this.#slot(MIXED, at, end, hashOf(key, at, end), kinds);
    }
    let start = at;
    while (start < end) {
      const isDigit = KIND[key[start]!] === DIGIT;
      let stop = start + 1;
      while (stop < end && (KIND[key[stop]!] === DIGIT) === isDigit) stop += 1;
      if (!isDigit) this.#word(key, start, stop);
      // A date may reach beyond the run: `2024-01-05T…` when the run is the year.
      else start = this.#digits(key, start, stop);
      if (start < stop) start = stop;
    }
    return start;
  }

  #digits(key: Uint8Array, start: number, end: number): number {
    const width = end - start;
    if (width > 15) {
      if (width === 17 && compactLayout(14, numberOf(key, start, start + 14)) >= 0) {
        return this.#date(key, start, end, 4);
      }
      this.#slot(DIGITS, start, end, hashOf(key, start, end), DIGIT);
      this.#literal(Math.min(MOST_DIGITS, width));
      return end;
    }
    const value = numberOf(key, start, end);
    if (width === 4 || width === 2) {
      const wide = this.#separatedDate(key, start, end, value);
      if (wide >= 0) return wide;
    } else {
      const layout = compactLayout(width, value);
      if (layout >= 0) return this.#date(key, start, end, layout);
    }
    this.#slot(DIGITS, start, end, value, DIGIT);
    this.readings[this.slots - 1] = readingsOf(width, value);
    this.#literal(width);
    return end;
  }

  #date(key: Uint8Array, start: number, end: number, layout: number): number {
    const kinds = layout < FIRST_SEPARATED ? DIGIT : DIGIT | PUNCTUATION;
    this.#slot(DATE, start, end, hashOf(key, start, end), kinds);
    this.layout[this.slots - 1] = layout;
    this.#literal(layout);
    return end;
  }

  /** `2024-01-05` and `05-01-2024` from their first digits on; -1 where there is no such date. */
  #separatedDate(key: Uint8Array, start: number, end: number, first: number): number {
    const place = placeOfSeparator(key[end]);
    if (place < 0) return -1;
    const dayFirst = end - start === 2;
    const separator = key[end];
    const second = end + 1;
    const third = second + 3;
    const stop = third + (dayFirst ? 4 : 2);
    if (stop > key.length || key[second + 2] !== separator || KIND[key[stop] ?? 0] === DIGIT)
      return -1;
    const middle = digitsOf(key, second, second + 2);
    const last = digitsOf(key, third, stop);
    if (middle < 0 || last < 0) return -1;
    if (!dayFirst) {
      if (!isSeparatedDate(first, middle, last)) return -1;
      return this.#date(key, start, stop, FIRST_SEPARATED + place);
    }
    const readings = dayFirstReadings(last, middle, first);
    if ((readings & (DAY_MONTH_YEAR | MONTH_DAY_YEAR)) === 0) return -1;
    this.#date(key, start, stop, FIRST_DAY_FIRST + place);
    this.readings[this.slots - 1] = readings;
    return stop;
  }

  #regionOrLocale(key: Uint8Array, at: number, end: number): number {
    const next = key[end];
    if (next !== DASH && next !== 0x5f) return -1;
    const stop = end + 3;
    const first = KIND[key[end + 1] ?? 0]!;
    const second = KIND[key[end + 2] ?? 0]!;
    if ((first & BIG) !== 0 && (second & BIG) !== 0 && KIND[key[stop] ?? 0] === 0) {
      return this.#slot(LOCALE, at, stop, hashOf(key, at, stop), SMALL | BIG | PUNCTUATION);
    }
    const region = next === DASH ? regionEnd(key, at) : -1;
    if (region < 0 || KIND[key[region] ?? 0] !== 0) return -1;
    return this.#slot(REGION, at, region, hashOf(key, at, region), SMALL | DIGIT | PUNCTUATION);
  }

  /**
   * The value of a `name=value` directory, taken whole unless it is made of digits, a date or a GUID, which have slots of
   * their own. Returns where reading goes on; `at` for a value that the file name holds, which is read like any text.
   */
  #partitionValue(key: Uint8Array, at: number): number {
    let kinds = 0;
    let end = at;
    let isNumeric = true;
    for (; end < key.length; end++) {
      const byte = key[end]!;
      if (byte === SLASH) break;
      const kind = KIND[byte]!;
      kinds |= kind === 0 ? PUNCTUATION : kind;
      if (kind !== DIGIT && kind !== 0 && byte !== LETTER_T && byte !== LETTER_Z) isNumeric = false;
    }
    if (end === key.length || end === at) return at;
    if (isNumeric && KIND[key[at]!] === DIGIT) return at;
    if (end - at === GUID_LENGTH && isGuid(key, at)) return at;
    return this.#slot(VALUE, at, end, hashOf(key, at, end), kinds);
  }
}

/** Of the separators of dates, in the order of the layouts. */
function placeOfSeparator(byte: number | undefined): number {
  return byte === DASH ? 0 : byte === 0x5f ? 1 : byte === 0x2e ? 2 : -1;
}
