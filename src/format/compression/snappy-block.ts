import { ByteCursor } from '../byte-cursor.ts';
import { Undecodable } from '../undecodable.ts';
import { BlockOutput } from './block-output.ts';

/**
 * One raw Snappy block (google/snappy, `format_description.txt`) of at most `limit` bytes when decompressed. Read here: the
 * libraries at hand take a literal's length as a signed number and walk billions of bytes backwards on a hostile one.
 * O(input + output).
 */
export function snappyBlock(bytes: Uint8Array, limit: number): Uint8Array {
  const cursor = new ByteCursor(bytes);
  const length = cursor.varint();
  if (length > limit) throw new Undecodable('block-size');
  const output = new BlockOutput(length);
  while (cursor.remaining > 0) {
    const tag = cursor.byte();
    const high = tag >> 2;
    switch (tag & 3) {
      case 0:
        output.literal(cursor.take((high < 60 ? high : cursor.littleEndian(high - 59)) + 1));
        break;
      case 1:
        output.copy((tag >> 5) * 256 + cursor.byte(), (high & 7) + 4);
        break;
      case 2:
        output.copy(cursor.littleEndian(2), high + 1);
        break;
      default:
        output.copy(cursor.littleEndian(4), high + 1);
    }
  }
  if (output.bytes.length !== length) throw new Undecodable('block-size');
  return output.bytes;
}
