import { MalformedAnswer } from './malformed.ts';

const AMP = 0x26;
const SEMICOLON = 0x3b;
const PLUS = 0x2b;
const PERCENT = 0x25;
/** The longest reference is `&#x10FFFF;`; leading zeros get some room. */
const MAX_REFERENCE = 16;

const NAMED = new Map([
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
]);

/** Value of one hex digit, -1 for another byte. */
function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Code point of the reference `text`, without its `&` and `;`. XML's ban of control characters is not applied: keys hold them. */
function codePointOf(text: string): number {
  const named = NAMED.get(text);
  if (named !== undefined) return named;
  const number = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(text);
  const code =
    number?.[1] === undefined
      ? Number.parseInt(number?.[2] ?? '', 10)
      : Number.parseInt(number[1], 16);
  if (!(code >= 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) {
    throw new MalformedAnswer('bad-value');
  }
  return code;
}

/**
 * Writes the character data `bytes[start, end)` to `target` at `at` with its references resolved; returns the end. The
 * output is never longer than the input: the shortest reference of a character is longer than its UTF-8. O(end - start).
 */
export function decodeReferences(
  bytes: Buffer,
  start: number,
  end: number,
  target: Buffer,
  at: number,
): number {
  let write = at;
  for (let read = start; read < end; ) {
    const byte = bytes[read]!;
    if (byte !== AMP) {
      target[write++] = byte;
      read++;
      continue;
    }
    const stop = bytes.indexOf(SEMICOLON, read);
    if (stop < 0 || stop >= end || stop - read > MAX_REFERENCE) {
      throw new MalformedAnswer('bad-value');
    }
    const code = codePointOf(bytes.toString('latin1', read + 1, stop));
    if (code < 0x80) target[write++] = code;
    else write += target.write(String.fromCodePoint(code), write, 'utf8');
    read = stop + 1;
  }
  return write;
}

/**
 * Undoes `encoding-type=url` in place on `bytes[start, end)`: `+` is a space, `%XX` a byte. Returns the new end. Applied
 * once: a key that itself reads like an encoded one keeps its `%`. O(end - start).
 */
export function decodeUrlEncoding(bytes: Buffer, start: number, end: number): number {
  let write = start;
  for (let read = start; read < end; read++) {
    const byte = bytes[read]!;
    if (byte === PLUS) {
      bytes[write++] = 0x20;
    } else if (byte === PERCENT) {
      const high = read + 2 < end ? hexValue(bytes[read + 1]) : -1;
      const low = hexValue(bytes[read + 2]);
      if (high < 0 || low < 0) throw new MalformedAnswer('bad-encoding');
      bytes[write++] = high * 16 + low;
      read += 2;
    } else {
      bytes[write++] = byte;
    }
  }
  return write;
}

/**
 * Both of the above for a key: one loop where there is no reference, as in nearly every key. Writes to `target` at `at`,
 * returns the end. O(end - start).
 */
export function decodeKey(
  bytes: Buffer,
  start: number,
  end: number,
  target: Buffer,
  at: number,
  urlEncoded: boolean,
): number {
  let write = at;
  for (let read = start; read < end; read++) {
    const byte = bytes[read]!;
    if (byte === AMP || (urlEncoded && (byte === PLUS || byte === PERCENT))) {
      // What was copied so far holds nothing to decode.
      const stop = decodeReferences(bytes, read, end, target, write);
      return urlEncoded ? decodeUrlEncoding(target, write, stop) : stop;
    }
    target[write++] = byte;
  }
  return write;
}

/** Character data as a string, references resolved. For short texts such as tokens. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  const target = Buffer.allocUnsafe(end - start);
  return target.toString('utf8', 0, decodeReferences(bytes, start, end, target, 0));
}
