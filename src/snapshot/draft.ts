import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { orWriteFailed } from './write-failed.ts';

/** A temporary file beside its target that replaces it in one step, or leaves no trace. */
export class Draft {
  readonly #target: string;
  readonly #path: string;
  readonly #handle: FileHandle;

  private constructor(target: string, path: string, handle: FileHandle) {
    this.#target = target;
    this.#path = path;
    this.#handle = handle;
  }

  /** Creates the file, and its directory where that is missing. `mode`: permission bits; the system's default without. */
  static async create(target: string, mode: number | undefined): Promise<Draft> {
    const name = `.${basename(target).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`;
    const path = join(dirname(target), name);
    return orWriteFailed(target, async () => {
      await mkdir(dirname(target), { recursive: true });
      const draft = new Draft(target, path, await open(path, 'wx'));
      try {
        if (mode !== undefined) await draft.#handle.chmod(mode);
        return draft;
      } catch (error) {
        await draft.discard();
        throw error;
      }
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    await orWriteFailed(this.#target, () => this.#handle.appendFile(bytes));
  }

  /** Makes the bytes durable, then visible. */
  async commit(): Promise<void> {
    await orWriteFailed(this.#target, async () => {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.#path, this.#target);
      await syncDirectory(dirname(this.#target));
    });
  }

  /** Closes and removes the file. Never throws: it runs because something else already failed. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await unlink(this.#path).catch(() => undefined);
  }
}

/** A rename survives a power cut only when its directory is synced too; not every file system can. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
