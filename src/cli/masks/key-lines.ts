import { UserError } from '../../catalogue/index.ts';

/** Longest line, in bytes: S3 keys have at most 1,024. */
const MAX_LINE = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * The lines of a stream of bytes, without their newline; an empty line is no key. Views into the chunks where a line lies in
 * one. O(bytes), memory of one chunk and one line. Throws `usage/flag` for a line longer than any key.
 */
export async function* keyLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Uint8Array[]> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      if (end > start) lines.push(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_LINE) {
      throw new UserError('usage/flag', {
        flag: 'masks test',
        reason: 'line-too-long',
        limit: MAX_LINE,
      });
    }
    yield lines;
  }
  if (rest.length > 0) yield [rest];
}
