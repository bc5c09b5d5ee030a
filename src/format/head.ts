import { CUT } from './byte-cursor.ts';
import { COMPRESSIONS } from './compression/table.ts';
import type { ByteSource, Format, Head } from './format.ts';
import { Undecodable } from './undecodable.ts';

/** The first range of every object; enough to know the dialect of a CSV file. */
export const HEAD_BYTES = 64 * 1024;
/** The last range; enough for nearly every footer. */
export const TAIL_BYTES = 64 * 1024;
/** Compressed bytes that are fetched in turn until enough has come out: a bzip2 block is up to 900 kB of text. */
const GROWTH = [1, 4, 16, 64].map((factor) => factor * HEAD_BYTES);

/**
 * What an object is known by: its head, or only its tail where `format`, which its extension tells, has its schema there and the
 * tail bears it out. One request for a plain object; two where the tail is not what the extension promised.
 */
export async function readFirst(source: ByteSource, format: Format | undefined): Promise<Head> {
  if (format?.tailMagic === undefined || source.size <= HEAD_BYTES) return readHead(source);
  // The last extension may be that of a compression, whose end tells nothing.
  if (!format.extensions.some((one) => source.name.toLowerCase().endsWith(`.${one}`))) {
    return readHead(source);
  }
  const tail = await source.read(source.size - TAIL_BYTES, TAIL_BYTES);
  if (!format.tailMagic(tail)) return { ...(await readHead(source)), tail };
  return { name: source.name, bytes: new Uint8Array(0), complete: false, tail };
}

/**
 * The first `want` bytes of an object, decompressed where its magic bytes say so. One request for a plain object; for a compressed one
 * it asks again, larger, only while less than half of `want` came out, and of some compressions it gives less than `want`. Throws what
 * `source.read` throws, and `Undecodable` for corrupt compression and where all of the object holds nothing whole.
 */
export async function readHead(source: ByteSource, want: number = HEAD_BYTES): Promise<Head> {
  let raw = await source.read(0, Math.min(want, source.size));
  const compression = COMPRESSIONS.find((one) => one.magic(raw));
  if (compression === undefined) {
    return { name: source.name, bytes: raw, complete: raw.length >= source.size };
  }
  const most = Math.min(want, compression.most ?? want);
  let out = await compression.decompress(raw, most);
  for (const size of GROWTH) {
    if (out.bytes.length * 2 >= most || raw.length >= source.size) break;
    if (size <= raw.length) continue;
    const more = await source.read(raw.length, Math.min(size, source.size) - raw.length);
    if (more.length === 0) break;
    raw = Buffer.concat([raw, more]);
    out = await compression.decompress(raw, most);
  }
  // There are no more bytes that could help, so no bound is to blame.
  if (out.bytes.length === 0 && !out.ended && raw.length >= source.size) throw new Undecodable(CUT);
  return {
    name: source.name,
    bytes: out.bytes,
    complete: out.ended && raw.length >= source.size,
    compression: compression.id,
  };
}
