import { COMPRESSIONS } from './compression/table.ts';
import type { ByteSource, Head } from './format.ts';

/** The first range of every object; enough to know the dialect of a CSV file. */
export const HEAD_BYTES = 64 * 1024;
/** Compressed bytes that are fetched in turn until enough has come out: a bzip2 block is up to 900 kB of text. */
const GROWTH = [1, 4, 16, 64].map((factor) => factor * HEAD_BYTES);

/**
 * The first `want` bytes of an object, decompressed where its magic bytes say so. One request for a plain object; for a compressed one
 * it asks again, larger, only while less than half of `want` came out, and of some compressions it gives less than `want`. Throws what `source.read` throws, and `Undecodable` for
 * corrupt compression.
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
  return {
    name: source.name,
    bytes: out.bytes,
    complete: out.ended && raw.length >= source.size,
    compression: compression.id,
  };
}
