import { ByteCursor, CUT } from '../byte-cursor.ts';
import { OverBudget } from '../format.ts';
import { hasMagic } from '../magic.ts';
import { withTimeLimit } from '../time-limit.ts';
import { Undecodable } from '../undecodable.ts';
import { hasWholeBlock } from './bzip2-blocks.ts';
import type { Compression, Decompressed } from './compression.ts';
import { partBudget } from './part-budget.ts';

const BLOCK_MAGIC = '\x31\x41\x59\x26\x53\x59';
const END_MAGIC = '\x17\x72\x45\x38\x50\x90';
/** CPU; a last resort, for the largest block takes a fraction of it, on a slow machine too. */
const MAX_MILLISECONDS = 2000;
/** At some 2 MB a second. */
const MAX_OUTPUT = 512 * 1024;
/** Bytes of text in a block, at most, for each level from 1 to 9. */
const LEVEL_BYTES = 100_000;

/** bzip2. A cut prefix gives its whole blocks, each up to 900 kB of text, so it may give nothing. */
export const bzip2: Compression = {
  id: 'bzip2',
  extensions: ['bz2', 'bzip2'],
  most: MAX_OUTPUT,
  magic: (bytes) =>
    hasMagic(bytes, 'BZh') && (hasMagic(bytes, BLOCK_MAGIC, 4) || hasMagic(bytes, END_MAGIC, 4)),
  decompress,
};

/** Reads `count` bits, high bits first; `null` goes on to the next whole byte. */
type Bits = (count: number | null) => number;

/** The part of the library that works on bytes in memory; it has no types of its own. */
interface Library {
  /** The block size, in units of 100,000 bytes. */
  header(bits: Bits): number;
  /** Decompresses one block; gives its running checksum, or null at the end of a stream. */
  decompress(
    bits: Bits,
    write: (byte: number) => void,
    buffer: Int32Array,
    size: number,
    checksum: number | null,
  ): number | null;
}

async function decompress(prefix: Uint8Array, want: number): Promise<Decompressed> {
  if (!hasWholeBlock(prefix)) return { bytes: new Uint8Array(0), ended: false };
  const module = await import('unbzip2-stream/lib/bzip2.js');
  const library = module.default as Library;
  const output = new Uint8Array(want + 1);
  let length = 0;
  const write = (byte: number) => {
    output[length++] = byte;
    if (length > want) throw ENOUGH;
  };
  const run = () => {
    const part = partBudget(want);
    let buffer = new Int32Array(0);
    length = 0;
    const cursor = new ByteCursor(prefix);
    const bits = bitReader(cursor);
    while (cursor.remaining > 0) {
      const size = library.header(bits) * LEVEL_BYTES;
      if (buffer.length < size) buffer = new Int32Array(size);
      let checksum: number | null = 0;
      do {
        part();
        checksum = library.decompress(bits, write, buffer, size, checksum);
      } while (checksum !== null);
    }
  };
  let ended = true;
  try {
    withTimeLimit(MAX_MILLISECONDS, run);
  } catch (error) {
    ended = false;
    const cut = error instanceof Undecodable && error.reason === CUT;
    if (error instanceof OverBudget) throw error;
    if (error !== ENOUGH && !cut) throw new Undecodable('bzip2', { cause: error });
  }
  return { bytes: output.subarray(0, Math.min(length, want)), ended };
}

/** Thrown out of the library when enough has come out. */
const ENOUGH = Symbol('enough');

/** The library's own reader gives zeros past the end; this one throws `Undecodable(CUT)`. */
function bitReader(cursor: ByteCursor): Bits {
  let left = 0;
  let current = 0;
  return (count) => {
    if (count === null) {
      left = 0;
      return 0;
    }
    let result = 0;
    for (let wanted = count; wanted > 0; ) {
      if (left === 0) {
        current = cursor.byte();
        left = 8;
      }
      const taken = Math.min(wanted, left);
      left -= taken;
      result = (result << taken) | ((current >> left) & ((1 << taken) - 1));
      wanted -= taken;
    }
    return result;
  };
}
