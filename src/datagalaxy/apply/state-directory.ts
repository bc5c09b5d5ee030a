import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../catalogue/index.ts';

/** The directory of what is volatile, made where it is missing, with its own `.gitignore`. Throws `usage/write-failed`. */
export async function stateDirectory(beside: string): Promise<string> {
  const directory = join(beside, '.datagalaxy');
  await orWriteFailed(directory, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(join(directory, '.gitignore'), '*\n', { flag: 'wx' }).catch((error) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  });
  return directory;
}

/** What fails becomes `usage/write-failed` with the system's code. */
export async function orWriteFailed<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof UserError || code === undefined) throw error;
    throw new UserError('usage/write-failed', { file, code }, { cause: error });
  }
}
