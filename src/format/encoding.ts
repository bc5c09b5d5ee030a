import chardet from 'chardet';
import { Undecodable } from './undecodable.ts';

export interface DecodedText {
  /** Without byte-order mark and without NUL. */
  readonly text: string;
  /** Lower-case label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** Why this encoding: `configured`, `bom`, `nul-pattern`, `valid`, `hint`, `statistics`, `fallback`. */
  readonly because: string;
}

/** More control characters than this, and it is no text: random bytes have 11 %, real tables none. */
const BINARY_SHARE = 0.02;
const FEW_CONTROLS = 4;
/** Bytes shown to the statistics, which take a millisecond for each two thousand. */
const STATISTICS_BYTES = 4 * 1024;
/** A guess of `chardet` is believed from this confidence, and this much above windows-1252 (both of 100). */
const BELIEVED = { confidence: 25, margin: 15 };

/**
 * Text of a head that may be cut inside a character. Order: the configured label, byte-order mark, the NUL pattern of UTF-16, valid
 * UTF-8, the hint, letter statistics for what is not Western, else windows-1252. Throws `Undecodable` for binary data and for a label
 * that the platform does not know. O(bytes).
 */
export function decodeText(bytes: Uint8Array, configured: string, hint?: string): DecodedText {
  if (configured !== 'auto') return decodeAs(bytes, configured, 'configured');
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) return decodeAs(bytes, mark, 'bom');
  const wide = utf16ByNuls(bytes);
  if (wide !== undefined) return decodeAs(bytes, wide, 'nul-pattern');
  if (isBinary(bytes)) throw new Undecodable('binary');
  const valid = strictUtf8(bytes);
  if (valid !== undefined) return { text: withoutNuls(valid), encoding: 'utf-8', because: 'valid' };
  if (isDamagedUtf8(bytes)) return decodeAs(bytes, 'utf-8', 'valid');
  if (hint !== undefined && isSingleByte(hint)) return decodeAs(bytes, hint, 'hint');
  const guess = byStatistics(bytes);
  if (guess !== undefined) return decodeAs(bytes, guess, 'statistics');
  return decodeAs(bytes, 'windows-1252', 'fallback');
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** ASCII in UTF-16 has its NULs on one side of every pair; a fifth of the pairs is enough for text with few ASCII characters. */
function utf16ByNuls(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  const nuls = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) nuls[at & 1]!++;
  const [even = 0, odd = 0] = nuls;
  if (odd * 10 > length && even * 20 < odd) return 'utf-16le';
  if (even * 10 > length && odd * 20 < even) return 'utf-16be';
  return undefined;
}

/** Control characters other than white space, escape and the separators that some tables use (SOH, FS to US). */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x20 || byte === 1 || byte === 0x1b || (byte >= 9 && byte <= 13)) continue;
    if (byte < 0x1c) controls++;
  }
  return controls > FEW_CONTROLS + bytes.length * BINARY_SHARE;
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** So few faults among so many good sequences that bytes were damaged, not written in another encoding. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let [good, bad] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    let seen = 1;
    while (seen < length && (bytes[at + seen]! & 0xc0) === 0x80) seen++;
    if (length > 1 && seen === length) good++;
    else if (length !== 1) bad++;
    at += seen;
  }
  return good >= 20 && bad * 50 < good;
}

const WESTERN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-1', 'iso-8859-15']);

function isSingleByte(label: string): boolean {
  return !label.startsWith('utf-') && isKnown(label);
}

/** The lines with a byte beyond ASCII, up to `STATISTICS_BYTES`: the others tell nothing and cost as much. */
function foreignLines(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, STATISTICS_BYTES));
  let [length, start, foreign] = [0, 0, false];
  for (let at = 0; at <= bytes.length && length < sample.length; at++) {
    const byte = bytes[at] ?? LF;
    if (byte >= 0x80) foreign = true;
    if (byte !== LF) continue;
    if (foreign) {
      const line = bytes.subarray(start, Math.min(at + 1, start + sample.length - length));
      sample.set(line, length);
      length += line.length;
    }
    [start, foreign] = [at + 1, false];
  }
  return sample.subarray(0, length);
}

const LF = 10;

function byStatistics(bytes: Uint8Array): string | undefined {
  const sample = foreignLines(bytes);
  if (isJapanese(sample)) return 'shift_jis';
  const [high, joined] = highBytes(sample);
  if (high < FEW_LETTERS) return undefined;
  const matches = chardet.analyse(sample);
  // Bytes that an encoding does not define refute it, however likely its letters are.
  const best = matches.find((match) => defines(match.name, sample, high));
  if (best === undefined || best.name.startsWith('UTF')) return undefined;
  const label = best.name.toLowerCase();
  const western = matches.find((match) => WESTERN.has(match.name.toLowerCase()))?.confidence ?? 0;
  const believed =
    best.confidence >= BELIEVED.confidence && best.confidence - western >= BELIEVED.margin;
  // Scripts of their own write whole words in high bytes; in Latin ones a letter in ten is one.
  const fits = LATIN.test(label) ? high >= MANY_LETTERS : joined * 2 >= high;
  return believed && fits && !WESTERN.has(label) ? label : undefined;
}

/** Under so many high bytes nothing is guessed, under so many no other Latin alphabet. */
const FEW_LETTERS = 6;
const MANY_LETTERS = 20;
const LATIN = /^(?:iso-8859-(?:2|3|4|9|10|13|14|16)|windows-125[0478])$/;

/** How many bytes beyond ASCII, and how many of them beside another one. */
function highBytes(sample: Uint8Array): readonly [all: number, joined: number] {
  let [all, joined] = [0, 0];
  for (let at = 0; at < sample.length; at++) {
    if (sample[at]! < 0x80) continue;
    all++;
    if ((sample[at - 1] ?? 0) >= 0x80 || (sample[at + 1] ?? 0) >= 0x80) joined++;
  }
  return [all, joined];
}

/**
 * Valid Shift_JIS that uses the bytes 80 to 9F as much as Japanese does; in windows-1252 they are a few punctuation marks. The statistics need
 * longer texts than names and ages.
 */
function isJapanese(sample: Uint8Array): boolean {
  let [high, low] = [0, 0];
  for (const byte of sample) {
    if (byte >= 0x80) high++;
    if (byte >= 0x80 && byte < 0xa0) low++;
  }
  if (high < 8 || low * 4 < high) return false;
  try {
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(sample, { stream: true });
    return /[\u3040-\u30ff\u4e00-\u9fff]/.test(text);
  } catch {
    return false;
  }
}

/** Whether an encoding that the platform knows defines nearly all of the `high` bytes beyond ASCII. */
function defines(label: string, sample: Uint8Array, high: number): boolean {
  if (!isKnown(label)) return false;
  const text = new TextDecoder(label).decode(sample, { stream: true });
  return (text.split('\ufffd').length - 1) * 50 <= high;
}

function isKnown(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/**
 * `stream: true` tolerates a cut last character. It is also a guard: without it, Node 20 takes a short way for windows-1252 that decodes
 * 80 to 9F as control characters.
 */
function decodeAs(bytes: Uint8Array, label: string, because: string): DecodedText {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label);
  } catch (cause) {
    throw new Undecodable('unknown-encoding', { cause });
  }
  const marked = byteOrderMark(bytes) === 'utf-8' ? bytes.subarray(3) : bytes;
  const text = decoder.decode(marked, { stream: true });
  return { text: withoutNuls(text), encoding: decoder.encoding, because };
}

function withoutNuls(text: string): string {
  if (!text.includes('\0')) return text;
  const clean = text.replaceAll('\0', '');
  if (clean.length * 2 < text.length) throw new Undecodable('binary');
  return clean;
}
