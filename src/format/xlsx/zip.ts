import { constants, createInflateRaw } from 'node:zlib';
import { ByteCursor } from '../byte-cursor.ts';
import { OverBudget } from '../format.ts';
import { hasMagic } from '../magic.ts';
import type { RandomAccess } from '../random-access.ts';
import { Undecodable } from '../undecodable.ts';

/** The record at the end is 22 bytes and a comment, hardly ever a long one; the directory mostly lies in these bytes too. */
const TAIL_BYTES = 64 * 1024;
/** Some 10,000 entries; a workbook has tens. */
const MAX_DIRECTORY = 1024 * 1024;
const END_BYTES = 22;
/** Stands in a field of 32 bits whose value is written with 64 bits elsewhere (APPNOTE.TXT, 4.4.1.4). */
const ELSEWHERE = 0xffffffff;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
/** The header id of an extra field that holds numbers of 64 bits. */
const ZIP64_EXTRA = 1;
/** A local header repeats the name and has extra fields of its own, of a length that only it tells. */
const LOCAL_EXTRA = 1024;

/** A file inside the archive. */
export interface ZipEntry {
  readonly offset: number;
  readonly compressedSize: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly nameLength: number;
}

/**
 * The entries of a zip archive by name, from the directory at its end, also where its numbers are written with 64 bits (zip64). Throws
 * `Undecodable` or `OverBudget`. O(directory).
 */
export async function zipDirectory(file: RandomAccess): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailAt = Math.max(0, file.size - TAIL_BYTES);
  const tail = await file.read(tailAt, file.size - tailAt);
  const part = async (offset: number, length: number) =>
    offset >= tailAt && offset + length <= file.size
      ? tail.subarray(offset - tailAt, offset - tailAt + length)
      : file.read(offset, length);
  const end = findEnd(tail);
  let place = directoryPlace(new ByteCursor(tail, end + 12), 4);
  if (place.size === ELSEWHERE || place.offset === ELSEWHERE) {
    const record = await part(end64Place(tail, end), END64_BYTES);
    if (!hasMagic(record, 'PK\x06\x06')) throw new Undecodable('zip64');
    place = directoryPlace(new ByteCursor(record, 40), 8);
  }
  if (place.size > MAX_DIRECTORY) throw new OverBudget('directory');
  return readDirectory(await part(place.offset, place.size));
}

/** The last two numbers of either record of the end, of 4 or 8 bytes each. */
function directoryPlace(cursor: ByteCursor, bytes: number) {
  return { size: cursor.littleEndian(bytes), offset: cursor.littleEndian(bytes) };
}

/** Where the record of 64 bits begins, by the locator right before the old one. */
function end64Place(tail: Uint8Array, end: number): number {
  const locator = end - LOCATOR_BYTES;
  if (!hasMagic(tail, 'PK\x06\x07', locator)) throw new Undecodable('zip64');
  return new ByteCursor(tail, locator + 8).littleEndian(8);
}

/** The last record that has its signature and whose comment ends with the file. */
function findEnd(tail: Uint8Array): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (!hasMagic(tail, 'PK\x05\x06', at)) continue;
    if (at + END_BYTES + new ByteCursor(tail, at + 20).littleEndian(2) === tail.length) return at;
  }
  throw new Undecodable('zip');
}

function readDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const cursor = new ByteCursor(bytes);
  while (cursor.remaining > 0 && hasMagic(bytes, 'PK\x01\x02', cursor.at)) {
    cursor.skip(8);
    const encrypted = cursor.littleEndian(2) % 2 === 1;
    const method = cursor.littleEndian(2);
    cursor.skip(8);
    const compressed = cursor.uint32();
    const plain = cursor.uint32();
    const nameLength = cursor.littleEndian(2);
    const extraLength = cursor.littleEndian(2);
    const commentLength = cursor.littleEndian(2);
    cursor.skip(8);
    const local = cursor.uint32();
    const name = cursor.text(nameLength);
    const extra = cursor.take(extraLength);
    cursor.skip(commentLength);
    const [, compressedSize, offset] = wide(extra, [plain, compressed, local]);
    entries.set(name, { offset, compressedSize, method, encrypted, nameLength });
  }
  return entries;
}

type Numbers = readonly [plain: number, compressed: number, offset: number];

/** The numbers of an entry; those that are elsewhere stand, in this order and nothing between them, in the extra field for 64 bits. */
function wide(extra: Uint8Array, numbers: Numbers): Numbers {
  if (!numbers.includes(ELSEWHERE)) return numbers;
  const cursor = new ByteCursor(extra);
  while (cursor.remaining > 0) {
    const id = cursor.littleEndian(2);
    const body = new ByteCursor(cursor.take(cursor.littleEndian(2)));
    if (id !== ZIP64_EXTRA) continue;
    const [plain, compressed, offset] = numbers;
    const next = (value: number) => (value === ELSEWHERE ? body.littleEndian(8) : value);
    return [next(plain), next(compressed), next(offset)];
  }
  throw new Undecodable('zip64');
}

/** The beginning of an entry, decompressed. */
export interface EntryPart {
  readonly bytes: Uint8Array;
  /** Nothing of the entry was cut. */
  readonly complete: boolean;
}

/**
 * The first `want` bytes of an entry when decompressed, fewer where it ends or where `maxCompressed` of its bytes, which one request asks
 * for, do not give them. Throws `Undecodable`.
 */
export async function readEntry(
  file: RandomAccess,
  entry: ZipEntry,
  want: number,
  maxCompressed: number,
): Promise<EntryPart> {
  const wanted = Math.min(entry.compressedSize, maxCompressed);
  const asked = 30 + entry.nameLength + LOCAL_EXTRA + wanted;
  const bytes = await file.read(entry.offset, Math.min(asked, file.size - entry.offset));
  if (!hasMagic(bytes, 'PK\x03\x04')) throw new Undecodable('zip');
  const cursor = new ByteCursor(bytes, 26);
  cursor.skip(cursor.littleEndian(2) + cursor.littleEndian(2));
  const data = cursor.take(Math.min(wanted, cursor.remaining));
  if (entry.method !== 0 && entry.method !== 8) throw new Undecodable('zip-method');
  const plain = entry.method === 0 ? data.subarray(0, want) : await inflatePrefix(data, want);
  return { bytes: plain, complete: data.length === entry.compressedSize && plain.length < want };
}

/** Gives up what it has at a cut, and stops at `want` bytes, so that a bomb costs no more than an honest file. */
function inflatePrefix(data: Uint8Array, want: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const stream = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH });
    const chunks: Uint8Array[] = [];
    let length = 0;
    const settle = () => {
      stream.destroy();
      resolve(Buffer.concat(chunks).subarray(0, want));
    };
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= want) settle();
    });
    stream.on('end', settle);
    stream.on('error', (cause) => reject(new Undecodable('inflate', { cause })));
    stream.end(data);
  });
}
