import { ByteCursor } from '../byte-cursor.ts';
import { BlockOutput } from '../compression/block-output.ts';

/**
 * One raw LZO1X block (the Linux kernel's `Documentation/staging/lzo.rst`) of at most `limit` bytes when decompressed.
 *
 * An instruction's meaning depends on `state`: how many literals the last one copied, 4 standing for 4 or more.
 *
 *     0000 LLLL  state 0      3 + L literals; L = 0 goes on in the next bytes
 *     0000 DDSS  state 1..3   copy 2 bytes from 1 + D + H*4 back
 *     0000 DDSS  state 4      copy 3 bytes from 2049 + D + H*4 back
 *     0001 HLLL               copy 2 + L from 16384 + H*16384 + D back; D = H = 0 ends the block
 *     001L LLLL               copy 2 + L from 1 + D back
 *     LLLD DDSS  (L >= 2)     copy 1 + L from 1 + D + H*8 back
 *
 * S literals follow each copy. O(input + output).
 */
export function lzoBlock(bytes: Uint8Array, limit: number): Uint8Array {
  const cursor = new ByteCursor(bytes);
  const output = new BlockOutput(limit);
  let state = 0;
  const literals = (count: number) => {
    output.literal(cursor.take(count));
    state = Math.min(count, 4);
  };
  const copy = (distance: number, length: number, then: number) => {
    output.copy(distance, length);
    literals(then);
  };
  if (bytes.length > 0 && bytes[0]! > 17) literals(cursor.byte() - 17);
  while (cursor.remaining > 0) {
    const code = cursor.byte();
    if (code >= 64) {
      const distance = 1 + ((code >> 2) & 7) + cursor.byte() * 8;
      copy(distance, (code >> 5) + 1, code & 3);
    } else if (code >= 32) {
      const length = extended(cursor, code & 31, 31) + 2;
      const low = cursor.littleEndian(2);
      copy(1 + (low >> 2), length, low & 3);
    } else if (code >= 16) {
      const length = extended(cursor, code & 7, 7) + 2;
      const low = cursor.littleEndian(2);
      const distance = ((code & 8) << 11) + (low >> 2);
      if (distance === 0) break;
      copy(distance + 16384, length, low & 3);
    } else if (state === 0) {
      output.literal(cursor.take(extended(cursor, code, 15) + 3));
      state = 4;
    } else {
      const distance = (code >> 2) + cursor.byte() * 4;
      if (state === 4) copy(distance + 2049, 3, code & 3);
      else copy(distance + 1, 2, code & 3);
    }
  }
  return output.bytes;
}

/** A length of 0 goes on: 255 for each zero byte, then the first other byte, over `base`. */
function extended(cursor: ByteCursor, length: number, base: number): number {
  if (length !== 0) return length;
  let total = base;
  for (;;) {
    const byte = cursor.byte();
    if (byte !== 0) return total + byte;
    total += 255;
  }
}
