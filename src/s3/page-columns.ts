import { instantOf } from './instant.ts';
import { MalformedAnswer } from './malformed.ts';
import type { PageData } from './object-store.ts';
import type { XmlScanner } from './xml-scanner.ts';
import { decodeKey, decodeReferences } from './xml-text.ts';

const NAMES = {
  contents: Buffer.from('Contents'),
  key: Buffer.from('Key'),
  size: Buffer.from('Size'),
  etag: Buffer.from('ETag'),
  lastModified: Buffer.from('LastModified'),
  storageClass: Buffer.from('StorageClass'),
  restoreStatus: Buffer.from('RestoreStatus'),
  isRestoreInProgress: Buffer.from('IsRestoreInProgress'),
  restoreExpiryDate: Buffer.from('RestoreExpiryDate'),
} as const;
const ARCHIVED = [Buffer.from('GLACIER'), Buffer.from('DEEP_ARCHIVE')];
const TRUE = Buffer.from('true');
/** An ETag stands in quotes, written in either way. */
const QUOTES = [Buffer.from('&quot;'), Buffer.from('"')];
/** `<Contents><Key></Key><Size>0</Size></Contents>`: no object is written shorter, so a body bounds its own columns. */
const SHORTEST_OBJECT = 45;

/**
 * Collects the `<Contents>` of one page. Keys and ETags are first kept as ranges of the body, because whether keys are
 * encoded may be said after them; `pack` then decodes each once, into one buffer.
 */
export class PageColumns {
  private readonly scanner: XmlScanner;
  private readonly limit: number;
  private count = 0;
  private readonly keyRanges: Uint32Array;
  private readonly etagRanges: Uint32Array;
  private readonly sizes: Float64Array;
  private readonly modified: Float64Array;
  private readonly storageClasses: Uint8Array;

  constructor(scanner: XmlScanner, maxKeys: number) {
    this.scanner = scanner;
    this.limit = maxKeys;
    const room = Math.min(maxKeys, Math.floor(scanner.bytes.length / SHORTEST_OBJECT) + 1);
    this.keyRanges = new Uint32Array(2 * room);
    this.etagRanges = new Uint32Array(2 * room);
    this.sizes = new Float64Array(room);
    this.modified = new Float64Array(room);
    this.storageClasses = new Uint8Array(room);
  }

  /** After the opening tag of a `<Contents>`. Key and Size are needed; elements that nobody asked for are passed. */
  readObject(): void {
    const { scanner, count } = this;
    if (count >= this.limit || count >= this.sizes.length)
      throw new MalformedAnswer('too-many-keys');
    let size = -1;
    let hasKey = false;
    let archived = false;
    let restored = false;
    for (let tag = scanner.next(); tag !== 'close'; tag = scanner.next()) {
      if (tag === 'end') throw new MalformedAnswer('cut');
      if (tag === 'empty') continue;
      if (scanner.named(NAMES.key)) {
        scanner.leaf();
        this.keyRanges[2 * count] = scanner.textStart;
        this.keyRanges[2 * count + 1] = scanner.textEnd;
        hasKey = scanner.textEnd > scanner.textStart;
      } else if (scanner.named(NAMES.size)) {
        scanner.leaf();
        size = integerAt(scanner);
      } else if (scanner.named(NAMES.etag)) {
        scanner.leaf();
        this.etagRanges[2 * count] = scanner.textStart;
        this.etagRanges[2 * count + 1] = scanner.textEnd;
      } else if (scanner.named(NAMES.lastModified)) {
        scanner.leaf();
        this.modified[count] = instantOf(scanner.bytes, scanner.textStart, scanner.textEnd);
      } else if (scanner.named(NAMES.storageClass)) {
        scanner.leaf();
        archived = ARCHIVED.some((name) => textIs(scanner, name));
      } else if (scanner.named(NAMES.restoreStatus)) {
        restored = readRestored(scanner);
      } else {
        scanner.skip();
      }
    }
    if (!scanner.named(NAMES.contents)) throw new MalformedAnswer('not-xml');
    if (!hasKey || size < 0) throw new MalformedAnswer('bad-value');
    this.sizes[count] = size;
    this.storageClasses[count] = archived ? (restored ? 2 : 1) : 0;
    this.count = count + 1;
  }

  /** The page, with every key checked to begin with `prefix`. */
  pack(urlEncoded: boolean, commonPrefixes: readonly string[], prefix: Buffer): PageData {
    const { count } = this;
    const keyOffsets = new Uint32Array(count + 1);
    // `allocUnsafeSlow`: the page owns its memory, a slice of Node's shared pool would keep other buffers alive.
    const keys = Buffer.allocUnsafeSlow(spanOf(this.keyRanges, count));
    let at = 0;
    for (let i = 0; i < count; i++) {
      const [from, to] = [this.keyRanges[2 * i]!, this.keyRanges[2 * i + 1]!];
      const stop = decodeKey(this.scanner.bytes, from, to, keys, at, urlEncoded);
      if (!startsWith(keys, at, stop, prefix)) throw new MalformedAnswer('outside-prefix');
      at = stop;
      keyOffsets[i + 1] = at;
    }
    return {
      count,
      keys,
      keyOffsets,
      sizes: this.sizes,
      modified: this.modified,
      storageClasses: this.storageClasses,
      commonPrefixes,
      ...this.packEtags(),
    };
  }

  private packEtags(): { etags: Uint8Array; etagOffsets: Uint32Array } {
    const { count, etagRanges } = this;
    const { bytes } = this.scanner;
    const etagOffsets = new Uint32Array(count + 1);
    const etags = Buffer.allocUnsafeSlow(spanOf(etagRanges, count));
    let at = 0;
    for (let i = 0; i < count; i++) {
      let [from, to] = [etagRanges[2 * i]!, etagRanges[2 * i + 1]!];
      for (const quote of QUOTES) {
        const inside = to - from >= 2 * quote.length;
        if (
          inside &&
          startsWith(bytes, from, to, quote) &&
          startsWith(bytes, to - quote.length, to, quote)
        ) {
          from += quote.length;
          to -= quote.length;
          break;
        }
      }
      at = decodeReferences(bytes, from, to, etags, at);
      etagOffsets[i + 1] = at;
    }
    return { etags, etagOffsets };
  }
}

/** Whether `bytes[start, end)` begins with `wanted`. */
function startsWith(bytes: Buffer, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start < wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false;
  return true;
}

/** Bytes that the first `count` ranges cover: enough room, since decoding never lengthens. */
function spanOf(ranges: Uint32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < 2 * count; i += 2) sum += ranges[i + 1]! - ranges[i]!;
  return sum;
}

/** The scanner's text as a whole number up to 2^53 - 1. */
function integerAt(scanner: XmlScanner): number {
  let value = 0;
  for (let at = scanner.textStart; at < scanner.textEnd; at++) {
    const digit = scanner.bytes[at]! - 0x30;
    if (digit < 0 || digit > 9) throw new MalformedAnswer('bad-value');
    value = value * 10 + digit;
  }
  if (scanner.textEnd === scanner.textStart || value > Number.MAX_SAFE_INTEGER) {
    throw new MalformedAnswer('bad-value');
  }
  return value;
}

const textIs = ({ bytes, textStart, textEnd }: XmlScanner, text: Buffer): boolean =>
  textEnd - textStart === text.length && startsWith(bytes, textStart, textEnd, text);

/** Restored for now: an expiry date, and no restoration still under way. */
function readRestored(scanner: XmlScanner): boolean {
  let inProgress = false;
  let hasExpiry = false;
  for (let tag = scanner.next(); tag !== 'close'; tag = scanner.next()) {
    if (tag === 'end') throw new MalformedAnswer('cut');
    if (tag === 'empty') continue;
    if (scanner.named(NAMES.isRestoreInProgress)) {
      scanner.leaf();
      inProgress = textIs(scanner, TRUE);
    } else if (scanner.named(NAMES.restoreExpiryDate)) {
      scanner.leaf();
      hasExpiry = scanner.textEnd > scanner.textStart;
    } else {
      scanner.skip();
    }
  }
  return hasExpiry && !inProgress;
}
