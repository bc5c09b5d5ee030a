import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../catalogue/index.ts';
import type { Io } from '../io.ts';

/** Writes chunks to a file, or to stdout without one. Throws `usage/write-failed`. */
export async function writeOutput(
  file: string | undefined,
  chunks: AsyncIterable<string> | Iterable<string>,
  io: Io,
): Promise<void> {
  if (file === undefined) {
    for await (const chunk of chunks) await io.stdout.write(chunk);
    return;
  }
  try {
    await writeFile(resolve(io.cwd, file), chunks);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof UserError) throw error;
    throw new UserError('usage/write-failed', { file, code }, { cause: error });
  }
}
