import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { UserError } from '../../catalogue/index.ts';
import { type ByteSource, OverBudget } from '../../format/index.ts';

/** A file of this machine as a byte source. Close it. Throws `usage/file-not-found` and `usage/file-unreadable`. */
export class LocalSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  bytesRead = 0;
  private readonly handle: FileHandle;
  private readonly maxBytes: number;

  private constructor(name: string, size: number, handle: FileHandle, maxBytes: number) {
    this.name = name;
    this.size = size;
    this.handle = handle;
    this.maxBytes = maxBytes;
  }

  /** `name` is what messages and extensions go by; `path` is absolute. */
  static async open(name: string, path: string, maxBytes: number): Promise<LocalSource> {
    let handle: FileHandle | undefined;
    try {
      // A pipe that nobody writes to would keep `open` waiting, deaf to signals. Windows has no such flag: `| undefined` is 0.
      handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const stat = await handle.stat();
      if (!stat.isFile()) {
        throw Object.assign(new Error('no regular file'), {
          code: stat.isDirectory() ? 'EISDIR' : 'not-a-file',
        });
      }
      return new LocalSource(name, stat.size, handle, maxBytes);
    } catch (error) {
      await handle?.close();
      throw unopened(name, error);
    }
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    if (this.bytesRead + wanted > this.maxBytes) throw new OverBudget();
    const bytes = new Uint8Array(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.handle.read(bytes, filled, wanted - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.bytesRead += filled;
    return bytes.subarray(0, filled);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** The bytes of a local file or pipe, chunk by chunk. Throws as `LocalSource.open` does. */
export async function* localChunks(name: string, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unopened(name, error);
  }
}

function unopened(name: string, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new UserError('usage/file-not-found', { file: name })
    : new UserError('usage/file-unreadable', { file: name, code: code ?? 'unknown' });
}
