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
import { KeySignature } from './key-signature.ts';
import { regionEnd } from './regions.ts';
import { DATE, DIGITS, GUID, LOCALE, LONGEST_KEY, MIXED, REGION, VALUE } from './slot-kinds.ts';

/** Digits beyond this many count as this many: a signature has one byte for them. */
const MOST_DIGITS = 255;

const SLASH = 0x2f;
const EQUALS = 0x3d;
/** Letters alone are looked at for whether they are an id from this many on. */
const ID_LENGTH = 12;

/**
 * Reads keys into signatures.
 *
 * A key that shares directories with the one before is read from the first that differs. That is right for any two keys: no
 * slot spans a slash, and what is read of a directory depends on nothing but its bytes, the slash after it included.
 */
export class KeyReader {
  readonly #out = new KeySignature();

  /**
   * The signature, good until the next key is read; undefined for a key that no mask can take: empty, over `LONGEST_KEY` bytes, not
   * UTF-8. O(length).
   */
  read(key: Uint8Array): KeySignature | undefined {
    const size = key.length;
    if (size === 0 || size > LONGEST_KEY) return undefined;
    const out = this.#out;
    let at = out.resume(key);
    let segment = at;
    let seen = out.keptKinds;
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
      out.literal(byte);
      at += 1;
      if (byte === SLASH) {
        segment = at;
        out.mark(at, seen);
      } else if (byte === EQUALS && at - 1 > segment) {
        const end = this.#partitionValue(key, at);
        for (let i = at; i < end; i++) seen |= KIND[key[i]!]!;
        at = end;
      }
    }
    return (seen & BEYOND) === 0 || isUtf8(key) ? out : undefined;
  }

  /** Reads the run `key[at, end)`; returns where reading goes on: its end, or beyond it for what spans several runs. */
  #run(key: Uint8Array, at: number, end: number, kinds: number, pieces: number): number {
    const length = end - at;
    if (length === 8 && key[end] === DASH && (kinds & ~HEX) === 0 && isGuid(key, at)) {
      return this.#out.slot(
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
        return this.#out.slot(MIXED, at, end, hashOf(key, at, end), kinds);
      }
      this.#out.word(key, at, end);
      return end;
    }
    if (!isStructured(key, at, end, kinds, pieces)) {
      return this.#out.slot(MIXED, at, end, hashOf(key, at, end), kinds);
    }
    let start = at;
    while (start < end) {
      const isDigit = KIND[key[start]!] === DIGIT;
      let stop = start + 1;
      while (stop < end && (KIND[key[stop]!] === DIGIT) === isDigit) stop += 1;
      if (!isDigit) this.#out.word(key, start, stop);
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
      this.#out.slot(DIGITS, start, end, hashOf(key, start, end), DIGIT);
      this.#out.literal(Math.min(MOST_DIGITS, width));
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
    this.#out.slot(DIGITS, start, end, value, DIGIT);
    this.#out.readings[this.#out.slots - 1] = readingsOf(width, value);
    this.#out.literal(width);
    return end;
  }

  #date(key: Uint8Array, start: number, end: number, layout: number): number {
    const kinds = layout < FIRST_SEPARATED ? DIGIT : DIGIT | PUNCTUATION;
    this.#out.slot(DATE, start, end, hashOf(key, start, end), kinds);
    this.#out.layout[this.#out.slots - 1] = layout;
    this.#out.literal(layout);
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
    this.#out.readings[this.#out.slots - 1] = readings;
    return stop;
  }

  #regionOrLocale(key: Uint8Array, at: number, end: number): number {
    const next = key[end];
    if (next !== DASH && next !== 0x5f) return -1;
    const stop = end + 3;
    const first = KIND[key[end + 1] ?? 0]!;
    const second = KIND[key[end + 2] ?? 0]!;
    if ((first & BIG) !== 0 && (second & BIG) !== 0 && KIND[key[stop] ?? 0] === 0) {
      return this.#out.slot(LOCALE, at, stop, hashOf(key, at, stop), SMALL | BIG | PUNCTUATION);
    }
    const region = next === DASH ? regionEnd(key, at) : -1;
    if (region < 0 || KIND[key[region] ?? 0] !== 0) return -1;
    return this.#out.slot(REGION, at, region, hashOf(key, at, region), SMALL | DIGIT | PUNCTUATION);
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
    return this.#out.slot(VALUE, at, end, hashOf(key, at, end), kinds);
  }
}

/** Of the separators of dates, in the order of the layouts. */
function placeOfSeparator(byte: number | undefined): number {
  return byte === DASH ? 0 : byte === 0x5f ? 1 : byte === 0x2e ? 2 : -1;
}
