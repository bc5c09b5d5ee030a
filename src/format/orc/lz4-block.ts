import { ByteCursor } from '../byte-cursor.ts';
import { BlockOutput } from '../compression/block-output.ts';

/** One raw LZ4 block (`lz4_Block_format.md`) of at most `limit` bytes when decompressed. O(input + output). */
export function lz4Block(bytes: Uint8Array, limit: number): Uint8Array {
  const cursor = new ByteCursor(bytes);
  const output = new BlockOutput(limit);
  while (cursor.remaining > 0) {
    const token = cursor.byte();
    output.literal(cursor.take(extended(cursor, token >> 4)));
    // The last sequence is literals only.
    if (cursor.remaining === 0) break;
    const distance = cursor.littleEndian(2);
    output.copy(distance, extended(cursor, token & 15) + 4);
  }
  return output.bytes;
}

/** A length of 15 goes on in bytes until one is not 255. */
function extended(cursor: ByteCursor, nibble: number): number {
  let length = nibble;
  if (nibble < 15) return length;
  for (let byte = 255; byte === 255; length += byte) byte = cursor.byte();
  return length;
}
