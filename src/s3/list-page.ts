import { isUtf8 } from 'node:buffer';
import { MalformedAnswer } from './malformed.ts';
import type { PageData } from './object-store.ts';
import { PageColumns } from './page-columns.ts';
import { XmlScanner } from './xml-scanner.ts';
import { decodeReferences, decodeUrlEncoding, textOf } from './xml-text.ts';

/** What was asked for, to hold the answer against. */
export interface PageExpectation {
  /** UTF-8 of the request's prefix. */
  readonly prefix: Buffer;
  readonly delimiter: '/' | undefined;
  /** Objects and common prefixes that one page may hold. */
  readonly maxKeys: number;
}

export interface ListAnswer {
  readonly page: PageData;
  /** The next page's; undefined on the last page. */
  readonly token: string | undefined;
}

const NAMES = {
  listing: Buffer.from('ListBucketResult'),
  error: Buffer.from('Error'),
  contents: Buffer.from('Contents'),
  commonPrefixes: Buffer.from('CommonPrefixes'),
  prefix: Buffer.from('Prefix'),
  isTruncated: Buffer.from('IsTruncated'),
  token: Buffer.from('NextContinuationToken'),
  keyCount: Buffer.from('KeyCount'),
  encodingType: Buffer.from('EncodingType'),
} as const;
const MAX_TOKEN = 16_384;

/** The facts that stand beside the objects, as they are met: servers differ in their order. */
interface Envelope {
  truncated: boolean | undefined;
  token: string | undefined;
  keyCount: number | undefined;
  urlEncoded: boolean;
}

/**
 * Reads the body of a ListObjectsV2 answer straight into packed columns. `error` when the body is an `<Error>` in spite of
 * its status. Throws `MalformedAnswer` for anything that is not a whole, consistent page: a missing end, a count
 * that disagrees with KeyCount, a truncated page without a token, a key outside the prefix. O(body) time and memory.
 */
export function parseListPage(body: Buffer, expected: PageExpectation): ListAnswer | 'error' {
  const scanner = new XmlScanner(body);
  const root = scanner.next();
  if (root === 'end') throw new MalformedAnswer(body.length === 0 ? 'cut' : 'not-a-listing');
  if (root === 'open' && scanner.named(NAMES.error)) return 'error';
  if (root !== 'open' || !scanner.named(NAMES.listing)) throw new MalformedAnswer('not-a-listing');
  const columns = new PageColumns(scanner, expected.maxKeys);
  const prefixes: number[] = [];
  const envelope: Envelope = {
    truncated: undefined,
    token: undefined,
    keyCount: undefined,
    urlEncoded: false,
  };
  for (let tag = scanner.next(); tag !== 'close'; tag = scanner.next()) {
    if (tag === 'end') throw new MalformedAnswer('cut');
    if (tag === 'empty') continue;
    if (scanner.named(NAMES.contents)) columns.readObject();
    else if (scanner.named(NAMES.commonPrefixes)) readCommonPrefix(scanner, prefixes, expected);
    else readEnvelope(scanner, envelope);
  }
  if (!scanner.named(NAMES.listing) || scanner.next() !== 'end')
    throw new MalformedAnswer('not-xml');
  const commonPrefixes = decodePrefixes(body, prefixes, envelope.urlEncoded, expected);
  const page = columns.pack(envelope.urlEncoded, commonPrefixes, expected.prefix);
  checkCount(envelope.keyCount, page);
  if (envelope.truncated === undefined) throw new MalformedAnswer('bad-value');
  if (!envelope.truncated) return { page, token: undefined };
  if (!envelope.token) throw new MalformedAnswer('no-token');
  return { page, token: envelope.token };
}

function readEnvelope(scanner: XmlScanner, envelope: Envelope): void {
  if (scanner.named(NAMES.isTruncated)) {
    const text = leafText(scanner, 8);
    if (text !== 'true' && text !== 'false') throw new MalformedAnswer('bad-value');
    envelope.truncated = text === 'true';
  } else if (scanner.named(NAMES.token)) {
    envelope.token = leafText(scanner, MAX_TOKEN);
  } else if (scanner.named(NAMES.keyCount)) {
    envelope.keyCount = Number(leafText(scanner, 16));
  } else if (scanner.named(NAMES.encodingType)) {
    envelope.urlEncoded = leafText(scanner, 16).toLowerCase() === 'url';
  } else {
    scanner.skip();
  }
}

function leafText(scanner: XmlScanner, limit: number): string {
  scanner.leaf();
  if (scanner.textEnd - scanner.textStart > limit) throw new MalformedAnswer('bad-value');
  return textOf(scanner.bytes, scanner.textStart, scanner.textEnd);
}

/** Keeps where the text stands as start and end: whether it is encoded may be said later in the answer. */
function readCommonPrefix(scanner: XmlScanner, ranges: number[], expected: PageExpectation): void {
  // A server that rolls up what nobody asked to roll up hides keys.
  if (expected.delimiter === undefined) throw new MalformedAnswer('bad-value');
  for (let tag = scanner.next(); tag !== 'close'; tag = scanner.next()) {
    if (tag === 'end') throw new MalformedAnswer('cut');
    if (tag === 'empty') continue;
    if (scanner.named(NAMES.prefix)) {
      scanner.leaf();
      ranges.push(scanner.textStart, scanner.textEnd);
    } else {
      scanner.skip();
    }
  }
  if (!scanner.named(NAMES.commonPrefixes)) throw new MalformedAnswer('not-xml');
  if (ranges.length / 2 > expected.maxKeys) throw new MalformedAnswer('too-many-keys');
}

/**
 * A common prefix is listed next, so it must be longer than the prefix it was found under, or the walk never ends, and
 * must survive being a string, or the walk misses what is below it.
 */
function decodePrefixes(
  body: Buffer,
  ranges: readonly number[],
  urlEncoded: boolean,
  { prefix, delimiter }: PageExpectation,
): string[] {
  const result: string[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    const [start, end] = [ranges[i]!, ranges[i + 1]!];
    const target = Buffer.allocUnsafe(end - start);
    let length = decodeReferences(body, start, end, target, 0);
    if (urlEncoded) length = decodeUrlEncoding(target, 0, length);
    const bytes = target.subarray(0, length);
    if (!isUtf8(bytes)) throw new MalformedAnswer('bad-encoding');
    const text = bytes.toString('utf8');
    if (length <= prefix.length || !bytes.subarray(0, prefix.length).equals(prefix)) {
      throw new MalformedAnswer('outside-prefix');
    }
    if (delimiter !== undefined && !text.endsWith(delimiter))
      throw new MalformedAnswer('bad-value');
    result.push(text);
  }
  return result;
}

/** AWS counts common prefixes in KeyCount; others count objects only. Any other number means that something was lost. */
function checkCount(keyCount: number | undefined, page: PageData): void {
  if (keyCount === undefined || keyCount === page.count) return;
  if (keyCount !== page.count + page.commonPrefixes.length) throw new MalformedAnswer('key-count');
}
