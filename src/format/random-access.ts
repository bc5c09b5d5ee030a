import { CUT } from './byte-cursor.ts';
import { type ByteSource, type Head, OverBudget } from './format.ts';
import { readHead } from './head.ts';
import { Undecodable } from './undecodable.ts';

/** Bytes anywhere in a file, as its format sees it: after decompression. */
export interface RandomAccess {
  readonly size: number;
  /** Exactly `[offset, offset + length)`. Throws `Undecodable(CUT)` when that is not inside the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A compressed file has no ranges: it is decompressed up to this many bytes, or it is over budget. */
const MAX_DECOMPRESSED = 4 * 1024 * 1024;

/** Ranges of a file; those inside the head or the tail cost no request. */
export async function randomAccess(head: Head, source: ByteSource): Promise<RandomAccess> {
  const whole =
    head.compression === undefined || head.complete
      ? head
      : await readHead(source, MAX_DECOMPRESSED);
  if (head.compression !== undefined && !whole.complete) throw new OverBudget('compressed');
  const size = head.compression === undefined ? source.size : whole.bytes.length;
  const tail = head.compression === undefined ? head.tail : undefined;
  return {
    size,
    read: async (offset, length) => {
      if (!(offset >= 0 && length >= 0 && offset + length <= size)) throw new Undecodable(CUT);
      if (offset + length <= whole.bytes.length) {
        return whole.bytes.subarray(offset, offset + length);
      }
      if (tail !== undefined && offset >= size - tail.length) {
        const start = offset - (size - tail.length);
        return tail.subarray(start, start + length);
      }
      const bytes = await source.read(offset, length);
      if (bytes.length < length) throw new Undecodable(CUT);
      return bytes;
    },
  };
}

/**
 * The head, and the rest after it of an object of at most `most` bytes: one request instead of one for each of many parts. Of a compressed one
 * the head as it is, and where the rest is more than may be read.
 */
export async function withRest(head: Head, source: ByteSource, most: number): Promise<Head> {
  if (head.complete || head.compression !== undefined || source.size > most) return head;
  try {
    const rest = await source.read(head.bytes.length, source.size - head.bytes.length);
    const bytes = Buffer.concat([head.bytes, rest]);
    return { ...head, bytes, complete: bytes.length >= source.size };
  } catch (error) {
    if (error instanceof OverBudget) return head;
    throw error;
  }
}

/**
 * The first `want` bytes, fewer at the end of the file: the head where it is long enough, one more request otherwise. For formats whose
 * schema stands at the front.
 */
export async function longerHead(head: Head, source: ByteSource, want: number): Promise<Head> {
  if (head.complete || head.bytes.length >= want) return head;
  return readHead(source, want);
}
