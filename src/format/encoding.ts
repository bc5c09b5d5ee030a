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
/** Bytes shown to the statistics; they settle long before. */
const STATISTICS_BYTES = 16 * 1024;
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
  if (isMostlyUtf8(bytes)) return decodeAs(bytes, 'utf-8', 'valid');
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
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 1 && byte !== 0x1b && (byte < 9 || byte > 13) && byte < 0x1c) {
      controls++;
    }
  }
  return controls > FEW_CONTROLS + bytes.length * BINARY_SHARE;
}

/** Valid UTF-8 but for a cut last character, or with so few faults among so many good sequences that a byte was damaged. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    let seen = 1;
    while (seen < length && (bytes[at + seen]! & 0xc0) === 0x80) seen++;
    if (length !== 0 && byte < 0xf5 && seen === length) good++;
    else if (length === 0 || byte >= 0xf5 || at + seen < bytes.length) bad++;
    at += seen;
  }
  return bad === 0 || (good >= 20 && bad * 50 < good);
}

const WESTERN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-1', 'iso-8859-15']);

function isSingleByte(label: string): boolean {
  return !label.startsWith('utf-') && isKnown(label);
}

function byStatistics(bytes: Uint8Array): string | undefined {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const from = Math.max(0, Math.min(first - 1024, bytes.length - STATISTICS_BYTES));
  const sample = bytes.subarray(from, from + STATISTICS_BYTES);
  if (isJapanese(sample)) return 'shift_jis';
  const matches = chardet.analyse(sample);
  const best = matches[0];
  if (best === undefined || best.name.startsWith('UTF')) return undefined;
  const label = best.name.toLowerCase();
  const western = matches.find((match) => WESTERN.has(match.name.toLowerCase()))?.confidence ?? 0;
  const believed =
    best.confidence >= BELIEVED.confidence && best.confidence - western >= BELIEVED.margin;
  return believed && !WESTERN.has(label) && isKnown(label) ? label : undefined;
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
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text;
  if (clean.length * 2 < text.length) throw new Undecodable('binary');
  return { text: clean, encoding: decoder.encoding, because };
}
