import { ByteCursor, CUT } from '../byte-cursor.ts';
import { OverBudget } from '../format.ts';
import { hasMagic } from '../magic.ts';
import { Undecodable } from '../undecodable.ts';
import type { Compression, Decompressed } from './compression.ts';
import { partBudget } from './part-budget.ts';
import { snappyBlock } from './snappy-block.ts';

/** No chunk holds more when decompressed. */
const MAX_CHUNK = 64 * 1024;
const IDENTIFIER = '\xff\x06\x00\x00sNaPpY';

/** The Snappy framing format (google/snappy, `framing_format.txt`). Raw Snappy has no magic bytes and is not looked for. */
export const snappy: Compression = {
  id: 'snappy',
  extensions: ['sz', 'snappy'],
  magic: (bytes) => hasMagic(bytes, IDENTIFIER),
  decompress,
};

async function decompress(prefix: Uint8Array, want: number): Promise<Decompressed> {
  const cursor = new ByteCursor(prefix);
  const part = partBudget(want);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let cut = false;
  try {
    while (cursor.remaining > 0 && length <= want) {
      part();
      const type = cursor.byte();
      const size = cursor.littleEndian(3);
      const chunk = readChunk(type, cursor.take(size));
      length += chunk.length;
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof OverBudget) throw error;
    cut = error instanceof Undecodable && error.reason === CUT;
    if (!cut) throw new Undecodable('snappy', { cause: error });
  }
  const bytes = Buffer.concat(chunks);
  const ended = !cut && cursor.remaining === 0 && bytes.length <= want;
  return { bytes: bytes.subarray(0, want), ended };
}

/** The first four bytes of a chunk of data are its checksum, which is not needed to know names and types. */
function readChunk(type: number, body: Uint8Array): Uint8Array {
  if (type >= 0x80) return body.subarray(0, 0);
  if (type > 1 || body.length < 4) throw new Undecodable('chunk');
  const data = body.subarray(4);
  if (type === 1) return data;
  try {
    return snappyBlock(data, MAX_CHUNK);
  } catch (cause) {
    // The chunk is whole, so it is not cut even where its block ends early.
    throw new Undecodable('block', { cause });
  }
}
