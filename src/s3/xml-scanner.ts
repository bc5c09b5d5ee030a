import { MalformedAnswer } from './malformed.ts';

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
/** Of elements that nobody asked for; S3's own answers are three deep. */
const MAX_DEPTH = 16;

export type Tag = 'open' | 'close' | 'empty' | 'end';

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Reads the tags of an S3 answer from its bytes, one `next` a tag, without making strings. Knows what S3 sends: a prolog,
 * elements, attributes, character data. Comments, CDATA and DOCTYPE after the prolog are `not-xml`, so no entity is ever
 * defined. Each byte is looked at once: O(length).
 */
export class XmlScanner {
  readonly bytes: Buffer;
  private at = 0;
  /** Name of the last tag: `bytes[nameStart, nameEnd)`. */
  nameStart = 0;
  nameEnd = 0;
  /** Character data between the last tag and the one before it. */
  textStart = 0;
  textEnd = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    // A byte order mark is not content.
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
    this.skipProlog();
  }

  /** `<?…?>` and `<!--…-->` before the root. */
  private skipProlog(): void {
    for (;;) {
      while (this.at < this.bytes.length && isSpace(this.bytes[this.at]!)) this.at++;
      const second = this.bytes[this.at + 1];
      if (this.bytes[this.at] !== LESS || (second !== QUESTION && second !== BANG)) return;
      const close = second === QUESTION ? '?>' : '-->';
      if (second === BANG && this.bytes.toString('latin1', this.at, this.at + 4) !== '<!--') {
        // `<!DOCTYPE html>`, most often from a proxy or a web console.
        throw new MalformedAnswer('not-a-listing');
      }
      const end = this.bytes.indexOf(close, this.at, 'latin1');
      if (end < 0) throw new MalformedAnswer('cut');
      this.at = end + close.length;
    }
  }

  /** Moves to the next tag. `end` after the last byte. */
  next(): Tag {
    const { bytes } = this;
    const length = bytes.length;
    let at = this.at;
    this.textStart = at;
    while (at < length && bytes[at] !== LESS) at++;
    this.textEnd = at;
    this.at = at;
    if (at >= length) return 'end';
    at++;
    const closing = bytes[at] === SLASH;
    if (closing) at++;
    if (bytes[at] === BANG || bytes[at] === QUESTION) throw new MalformedAnswer('not-xml');
    this.nameStart = at;
    // Letters, of which S3's names are made, are all beyond `>`.
    while (at < length && bytes[at]! > GREATER) at++;
    if (bytes[at] !== GREATER) at = this.skipName(at);
    this.nameEnd = at;
    if (at === this.nameStart && at < length) throw new MalformedAnswer('not-xml');
    if (bytes[at] !== GREATER) at = this.skipAttributes(at);
    this.at = at + 1;
    if (closing) return 'close';
    return bytes[at - 1] === SLASH ? 'empty' : 'open';
  }

  /** End of a name that goes on with something else than letters. */
  private skipName(from: number): number {
    const { bytes } = this;
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at]!;
      if (byte === LESS) throw new MalformedAnswer('not-xml');
      if (byte === GREATER || byte === SLASH || isSpace(byte)) break;
      at++;
    }
    return at;
  }

  /** Index of the `>` that closes the tag. */
  private skipAttributes(from: number): number {
    const { bytes } = this;
    let at = from;
    while (bytes[at] !== GREATER) {
      const byte = bytes[at];
      if (byte === LESS) throw new MalformedAnswer('not-xml');
      if (byte === QUOTE || byte === APOSTROPHE) at = bytes.indexOf(byte, at + 1);
      if (at < 0 || at >= bytes.length) throw new MalformedAnswer('cut');
      at++;
    }
    return at;
  }

  /** Whether the last tag has this name. */
  named(name: Uint8Array): boolean {
    const { nameStart } = this;
    if (this.nameEnd - nameStart !== name.length) return false;
    for (let at = 0; at < name.length; at++) {
      if (this.bytes[nameStart + at] !== name[at]) return false;
    }
    return true;
  }

  /** After `open` of an element without children: puts its character data in `textStart`, `textEnd`. */
  leaf(): void {
    const { bytes, nameStart, nameEnd } = this;
    const length = bytes.length;
    let at = this.at;
    this.textStart = at;
    while (at < length && bytes[at] !== LESS) at++;
    this.textEnd = at;
    // `</`, the same name, `>`: with nothing else between, which no writer puts there.
    const close = at + 2 + nameEnd - nameStart;
    if (close >= length) throw new MalformedAnswer('cut');
    let same = bytes[at + 1] === SLASH && bytes[close] === GREATER;
    for (let i = nameStart, j = at + 2; i < nameEnd; i++, j++) same &&= bytes[i] === bytes[j];
    if (!same) throw new MalformedAnswer('not-xml');
    this.at = close + 1;
  }

  /** After `open`: passes the element with all that is in it. */
  skip(): void {
    const starts = [this.nameStart];
    const lengths = [this.nameEnd - this.nameStart];
    while (starts.length > 0) {
      const tag = this.next();
      if (tag === 'end') throw new MalformedAnswer('cut');
      if (tag === 'open') {
        if (starts.length >= MAX_DEPTH) throw new MalformedAnswer('not-xml');
        starts.push(this.nameStart);
        lengths.push(this.nameEnd - this.nameStart);
      } else if (tag === 'close' && !this.closes(starts.pop() ?? 0, lengths.pop() ?? 0)) {
        throw new MalformedAnswer('not-xml');
      }
    }
  }

  /** Whether the last tag has the name that stands at `start`. */
  private closes(start: number, length: number): boolean {
    if (this.nameEnd - this.nameStart !== length) return false;
    for (let at = 0; at < length; at++) {
      if (this.bytes[this.nameStart + at] !== this.bytes[start + at]) return false;
    }
    return true;
  }
}
