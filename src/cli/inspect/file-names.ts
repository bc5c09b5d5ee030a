import { UserError } from '../../catalogue/index.ts';

/** UTF-16 units of a name: longer than any path or key. */
const MAX_NAME = 64 * 1024;

/**
 * The names in a list, in order: one a line, or each ended by a NUL, as `find -print0` writes them; the first of the two that stands in
 * the list decides. Empty lines are no names, and a carriage return at the end of a line is no part of one. Throws `usage/flag` for a
 * name longer than any. O(bytes), memory of one chunk and one name.
 */
export async function* fileNames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let end: string | undefined;
  const name = (text: string) => (end === '\0' || !text.endsWith('\r') ? text : text.slice(0, -1));
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    end ??= /[\n\0]/.exec(rest)?.[0];
    if (end !== undefined) {
      const names = rest.split(end);
      rest = names.pop()!;
      for (const one of names.map(name)) if (one !== '') yield one;
    }
    if (rest.length > MAX_NAME) {
      throw new UserError('usage/flag', {
        flag: '--files-from',
        reason: 'line-too-long',
        limit: MAX_NAME,
      });
    }
  }
  const last = name(rest + decoder.decode());
  if (last !== '') yield last;
}
