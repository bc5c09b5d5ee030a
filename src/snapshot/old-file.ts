import { constants } from 'node:fs';
import { access, type FileHandle, open } from 'node:fs/promises';
import { UserError } from '../catalogue/index.ts';
import { orWriteFailed } from './write-failed.ts';

/** The snapshot file as it was, compared with new text piece by piece. A missing file differs from any text. */
export class OldFile {
  /** Bytes found equal so far. */
  matched = 0;
  /** Permission bits; undefined where there is no file. */
  readonly mode: number | undefined;
  readonly #path: string;
  readonly #handle: FileHandle | undefined;

  private constructor(path: string, handle?: FileHandle, mode?: number) {
    this.#path = path;
    this.#handle = handle;
    this.mode = mode;
  }

  /** Opens for comparing only. */
  static async open(path: string): Promise<OldFile> {
    return orWriteFailed(path, async () => {
      // Without O_NONBLOCK a named pipe would wait for its writer.
      const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        },
      );
      if (handle === undefined) return new OldFile(path);
      const stat = await handle.stat();
      if (stat.isFile()) return new OldFile(path, handle, stat.mode & 0o7777);
      await handle.close();
      throw new UserError('usage/write-failed', { file: path, code: 'not-a-file' });
    });
  }

  /** Whether the next bytes of the file are these; if so they count as matched. */
  async continuesWith(bytes: Uint8Array): Promise<boolean> {
    if (this.#handle === undefined) return false;
    const found = await orWriteFailed(this.#path, () => this.#readNext(bytes.length));
    if (Buffer.compare(found, bytes) !== 0) return false;
    this.matched += bytes.length;
    return true;
  }

  /** Whether all of the file was matched. */
  async isAtEnd(): Promise<boolean> {
    if (this.#handle === undefined) return false;
    return (await orWriteFailed(this.#path, () => this.#readNext(1))).length === 0;
  }

  /** The matched bytes again, in chunks. */
  matchedBytes(): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
    if (this.#handle === undefined || this.matched === 0) return [];
    return this.#handle.createReadStream({ start: 0, end: this.matched - 1, autoClose: false });
  }

  /** Throws for a file that its permissions protect: a rename would replace it all the same. */
  async requireWritable(): Promise<void> {
    if (this.#handle === undefined) return;
    await orWriteFailed(this.#path, () => access(this.#path, constants.W_OK));
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }

  async #readNext(length: number): Promise<Uint8Array> {
    const buffer = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const position = this.matched + filled;
      const { bytesRead } = (await this.#handle?.read(
        buffer,
        filled,
        length - filled,
        position,
      )) ?? {
        bytesRead: 0,
      };
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}
