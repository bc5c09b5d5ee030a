import { open, readFile, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { UserError } from '../../catalogue/index.ts';
import { orWriteFailed } from './state-directory.ts';

export interface LockOptions {
  readonly file: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * Takes the lock that keeps two runs on one machine from the same workspace, and gives what releases it. One that a process
 * left which is no more is taken over. Throws `datagalaxy/already-running`. Runs on two machines do not see one another: they
 * send the same and are safe, only slower.
 */
export async function takeLock({ file, pid, isAlive }: LockOptions): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(JSON.stringify({ pid, host: hostname() }));
      await handle.close();
      return async () => {
        await unlink(file).catch(() => undefined);
      };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') return orWriteFailed(file, () => Promise.reject(error));
    }
    const holder = await readHolder(file);
    const isHere = holder?.host === hostname();
    if (attempt > 0 || (holder !== undefined && (!isHere || isAlive(holder.pid)))) {
      throw new UserError('datagalaxy/already-running', { ...holder, file });
    }
    await unlink(file).catch(() => undefined);
  }
}

/** Undefined for a lock without a readable holder: its process died while writing it. */
async function readHolder(
  file: string,
): Promise<{ readonly pid: number; readonly host: string } | undefined> {
  try {
    const { pid, host } = JSON.parse(await readFile(file, 'utf8')) as {
      pid?: unknown;
      host?: unknown;
    };
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}
