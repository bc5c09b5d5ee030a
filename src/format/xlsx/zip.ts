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

/** The entries of a zip archive by name, from the directory at its end. Throws `Undecodable` or `OverBudget`. O(directory). */
export async function zipDirectory(file: RandomAccess): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailAt = Math.max(0, file.size - TAIL_BYTES);
  const tail = await file.read(tailAt, file.size - tailAt);
  const end = findEnd(tail);
  const cursor = new ByteCursor(tail, end + 12);
  const size = cursor.uint32();
  const offset = cursor.uint32();
  if (size === 0xffffffff || offset === 0xffffffff) throw new Undecodable('zip64');
  if (size > MAX_DIRECTORY) throw new OverBudget('directory');
  const directory =
    offset >= tailAt && offset - tailAt + size <= end
      ? tail.subarray(offset - tailAt, offset - tailAt + size)
      : await file.read(offset, size);
  return readDirectory(directory);
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
    const compressedSize = cursor.uint32();
    cursor.skip(4);
    const nameLength = cursor.littleEndian(2);
    const rest = cursor.littleEndian(2) + cursor.littleEndian(2);
    cursor.skip(8);
    const offset = cursor.uint32();
    const name = cursor.text(nameLength);
    cursor.skip(rest);
    entries.set(name, { offset, compressedSize, method, encrypted, nameLength });
  }
  return entries;
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
): Promise<Uint8Array> {
  const wanted = Math.min(entry.compressedSize, maxCompressed);
  const asked = 30 + entry.nameLength + LOCAL_EXTRA + wanted;
  const bytes = await file.read(entry.offset, Math.min(asked, file.size - entry.offset));
  if (!hasMagic(bytes, 'PK\x03\x04')) throw new Undecodable('zip');
  const cursor = new ByteCursor(bytes, 26);
  cursor.skip(cursor.littleEndian(2) + cursor.littleEndian(2));
  const data = cursor.take(Math.min(wanted, cursor.remaining));
  if (entry.method === 0) return data.subarray(0, want);
  if (entry.method !== 8) throw new Undecodable('zip-method');
  return inflatePrefix(data, want);
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
