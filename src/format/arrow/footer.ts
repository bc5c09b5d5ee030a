import { type ByteSource, type Head, OverBudget } from '../format.ts';
import { TAIL_BYTES } from '../head.ts';
import { hasMagic } from '../magic.ts';
import { randomAccess } from '../random-access.ts';
import { Undecodable } from '../undecodable.ts';

/** A footer of some ten thousand columns; a longer one is over budget. */
const MAX_FOOTER = 4 * 1024 * 1024;
const LENGTH_BYTES = 4;

/**
 * The footer of a file that ends with its footer, the footer's length and `magic`: one request from the tail, a second one where it is longer
 * than that. Throws `Undecodable` or `OverBudget`.
 */
export async function readFooter(head: Head, source: ByteSource, magic: string): Promise<DataView> {
  const file = await randomAccess(head, source);
  const tailLength = Math.min(file.size, TAIL_BYTES);
  const tail = await file.read(file.size - tailLength, tailLength);
  const trailerBytes = LENGTH_BYTES + magic.length;
  const trailer = tail.length - trailerBytes;
  if (trailer < 0 || !hasMagic(tail, magic, trailer + LENGTH_BYTES)) {
    throw new Undecodable('footer');
  }
  const length = new DataView(tail.buffer, tail.byteOffset + trailer, 4).getUint32(0, true);
  if (length > file.size - trailerBytes) throw new Undecodable('footer');
  if (length > MAX_FOOTER) throw new OverBudget('footer');
  const footer =
    length <= trailer
      ? tail.subarray(trailer - length, trailer)
      : await file.read(file.size - trailerBytes - length, length);
  return new DataView(footer.buffer, footer.byteOffset, footer.length);
}
