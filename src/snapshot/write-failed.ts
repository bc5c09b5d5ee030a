import { UserError } from '../catalogue/index.ts';

/** Runs a file operation; what fails becomes `usage/write-failed` with the file and the system's code. */
export async function orWriteFailed<T>(file: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError('usage/write-failed', { file, code }, { cause: error });
  }
}
