import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { Undecodable } from '../undecodable.ts';
import type { Compression, Decompressed } from './compression.ts';

/** RFC 1952: ID1 ID2 CM, and CM is always 8 (deflate). All members of a multi-member file are read. */
export const gzip: Compression = {
  id: 'gzip',
  extensions: ['gz', 'gzip'],
  magic: (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8,
  decompress: gunzip,
};

/**
 * `Z_SYNC_FLUSH` as the final flush makes zlib give up what it has at a cut instead of failing. The stream is abandoned at `want`
 * bytes, so output is bounded by `want` plus one 16 KiB chunk. Where nothing came, a file of nothing is told from a cut.
 */
function gunzip(prefix: Uint8Array, want: number): Promise<Decompressed> {
  return new Promise((resolve, reject) => {
    const stream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    const chunks: Uint8Array[] = [];
    let length = 0;
    const settle = (ended: boolean) => {
      stream.destroy();
      const bytes = Buffer.concat(chunks);
      resolve({ bytes: bytes.subarray(0, want), ended: ended && bytes.length <= want });
    };
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > want) settle(false);
    });
    stream.on('end', () => settle(length > 0 || isWhole(prefix)));
    stream.on('error', (cause) => reject(new Undecodable('gzip', { cause })));
    stream.end(prefix);
  });
}

/** Whether bytes that give nothing are all of a file: without the flush zlib says so. */
function isWhole(bytes: Uint8Array): boolean {
  try {
    gunzipSync(bytes);
    return true;
  } catch {
    return false;
  }
}
