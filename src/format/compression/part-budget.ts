import { OverBudget } from '../format.ts';

/** A stream may hold so many parts whatever they give, and one more for so many bytes that are wanted of it. */
const FREE_PARTS = 1024;
const BYTES_A_PART = 128;

/**
 * Counts the parts of a compressed stream (blocks, frames, chunks), for parts that give nothing cost time as well. Call what it returns at
 * each part; it says `false` where there are more than 1,024, and one for each `bytesAPart` of `want` bytes.
 */
export function partCounter(want: number, bytesAPart: number): () => boolean {
  let left = FREE_PARTS + want / bytesAPart;
  return () => --left >= 0;
}

/** A counter that throws `OverBudget` where there are more parts than any writer makes for `want` bytes. */
export function partBudget(want: number): () => void {
  const part = partCounter(want, BYTES_A_PART);
  return () => {
    if (!part()) throw new OverBudget('parts');
  };
}
