import { BEYOND, BIG, DIGIT, HEX, HEX_LOWER, HEX_UPPER, KIND, SMALL } from './byte-kind.ts';
import { isMonthName } from './calendar-names.ts';
import { compactLayout } from './date-layout.ts';

export const GUID_LENGTH = 36;
export const DASH = 0x2d;
export const LETTER_T = 0x54;
export const LETTER_Z = 0x5a;
/** In letters, of a name without accents: such as `septiembre`. */
const LONGEST_MONTH = 10;
/** Letters alone are an id, not a word, when they change case as often as this. */
const LETTERS_A_CASE = 2.5;

const strict = new TextDecoder('utf-8', { fatal: true });

/** O(length). */
export function isUtf8(key: Uint8Array): boolean {
  try {
    strict.decode(key);
    return true;
  } catch {
    return false;
  }
}

/** 32 bits. */
export function hashOf(key: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 0x01000193) ^ key[i]!) | 0;
  return hash;
}

/** Fewer than 16 digits as a number. */
export function numberOf(key: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + key[i]! - 0x30;
  return value;
}

/** The same, -1 where something else stands among them. */
export function digitsOf(key: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) if (KIND[key[i]!] !== DIGIT) return -1;
  return numberOf(key, start, end);
}

/** Whether 8-4-4-4-12 hexadecimal digits stand there, and no more. */
export function isGuid(key: Uint8Array, at: number): boolean {
  if (at + GUID_LENGTH > key.length || KIND[key[at + GUID_LENGTH] ?? 0] !== 0) return false;
  for (let i = 0; i < GUID_LENGTH; i++) {
    const byte = key[at + i]!;
    const isDash = i === 8 || i === 13 || i === 18 || i === 23;
    if (isDash ? byte !== DASH : (KIND[byte]! & HEX) === 0) return false;
  }
  return true;
}

/**
 * Whether a run of letters and digits is a word with a number (`file12`, `v2`, `10k`) or a time (`T0130Z`, `2024Q1`), to be
 * read piece by piece, and not an id.
 */
export const isStructured = (
  key: Uint8Array,
  at: number,
  end: number,
  kinds: number,
  pieces: number,
): boolean =>
  isPiecewise(key, at, end, kinds, pieces) || (pieces <= 4 && hasDateOrMonth(key, at, end));

function isPiecewise(
  key: Uint8Array,
  at: number,
  end: number,
  kinds: number,
  pieces: number,
): boolean {
  // No type has letters beyond ASCII alone, so ids with them could not be told from other text.
  if ((kinds & BEYOND) !== 0) return true;
  const isHex = (kinds & ~(DIGIT | HEX_LOWER)) === 0 || (kinds & ~(DIGIT | HEX_UPPER)) === 0;
  const isLetterAndDigits =
    pieces === 2 && KIND[key[at]!] !== DIGIT && KIND[key[at + 1]!] === DIGIT;
  if (isHex && end - at >= 8 && !isLetterAndDigits) return false;
  if (pieces === 2) {
    if (KIND[key[at]!] !== DIGIT) return true;
    let letters = 0;
    for (let i = at; i < end; i++) if (KIND[key[i]!] !== DIGIT) letters += 1;
    return letters <= 2;
  }
  if (pieces > 4) return false;
  for (let i = at; i < end; i++) {
    const byte = key[i]!;
    if (KIND[byte] === DIGIT || byte === LETTER_T || byte === LETTER_Z) continue;
    // A quarter, week or half of a year.
    const isPart =
      i === at + 4 && pieces === 3 && (byte === 0x51 || byte === 0x57 || byte === 0x48);
    if (!isPart) return false;
  }
  return true;
}

/** Whether a piece of a run is a day of eight digits, or the name of a month between digits (`05Jan2024`). */
function hasDateOrMonth(key: Uint8Array, at: number, end: number): boolean {
  let start = at;
  while (start < end) {
    const isDigit = KIND[key[start]!] === DIGIT;
    let stop = start + 1;
    while (stop < end && (KIND[key[stop]!] === DIGIT) === isDigit) stop += 1;
    const length = stop - start;
    if (isDigit && length === 8 && compactLayout(8, numberOf(key, start, stop)) >= 0) return true;
    if (!isDigit && start > at && length >= 3 && length <= LONGEST_MONTH) {
      if (isMonthName(String.fromCharCode(...key.subarray(start, stop)))) return true;
    }
    start = stop;
  }
  return false;
}

/** Letters of both cases that change it too often for words written together. */
export function looksRandom(key: Uint8Array, at: number, end: number, kinds: number): boolean {
  if ((kinds & BIG) === 0 || (kinds & SMALL) === 0 || (kinds & BEYOND) !== 0) return false;
  let changes = 1;
  for (let i = at + 1; i < end; i++) {
    if (((KIND[key[i]!]! & BIG) === 0) !== ((KIND[key[i - 1]!]! & BIG) === 0)) changes += 1;
  }
  return (end - at) / changes < LETTERS_A_CASE;
}
