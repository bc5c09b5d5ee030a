import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadingCache } from '../extract/index.ts';
import type { FileReading } from '../format/index.ts';
import { isReading } from './is-reading.ts';

/** Beside the configuration. It is ignored by git, and not to be trusted where it is not. */
export const CACHE_FOLDER = '.datagalaxy';
/** A line longer than this is no reading of ours. */
const MAX_LINE = 4 * 1024 * 1024;
/** What lies beyond so many bytes of the file is not looked at. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Readings on disk, a line each, below `.datagalaxy/cache/`: names, types and dialects, no data value. A line that is damaged in any
 * way is as good as none. What a run did not use is not kept. Nothing of it is needed: every failure to read or write is silent.
 * The folder may come with a pull request: what is no file is not read, and no link leads anything that is written elsewhere.
 */
export class CacheFile implements ReadingCache {
  private readonly known = new Map<string, FileReading>();
  private readonly used = new Map<string, FileReading>();
  private readonly directory: string;
  private fresh = false;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** Reads the cache beside a configuration. O(bytes), memory of the readings. */
  static async open(configDirectory: string): Promise<CacheFile> {
    const cache = new CacheFile(join(configDirectory, CACHE_FOLDER));
    try {
      if (!(await stat(cache.file)).isFile()) return cache;
      for await (const line of linesOf(createReadStream(cache.file, { end: MAX_BYTES - 1 }))) {
        const entry = parseLine(line);
        if (entry !== undefined) cache.known.set(entry.id, entry.reading);
      }
    } catch {
      // Not there, or not readable: everything is read again.
    }
    return cache;
  }

  private get file(): string {
    return join(this.directory, 'cache', 'readings.jsonl');
  }

  get(id: string): FileReading | undefined {
    const reading = this.known.get(id);
    if (reading !== undefined) this.used.set(id, reading);
    return reading;
  }

  put(id: string, reading: FileReading): void {
    const { explanation: _, ...kept } = reading;
    this.used.set(id, kept);
    this.fresh = true;
  }

  /** Writes what this run used, if that is not what the file holds. The folder brings its own `.gitignore`. */
  async save(): Promise<void> {
    if (!this.fresh && this.used.size === this.known.size) return;
    const draft = `${this.file}.${process.pid}.tmp`;
    try {
      const home = await realpath(join(this.directory, '..'));
      if (!(await isFolderOf(home, CACHE_FOLDER, 'cache'))) return;
      // Where one is, even a link, it stays.
      await writeFile(join(this.directory, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
      await rm(draft, { force: true });
      await writeFile(draft, textOf(this.used), { mode: 0o600, flag: 'wx' });
      await rename(draft, this.file);
    } catch {
      await rm(draft, { force: true }).catch(() => {});
    }
  }
}

/** Makes folders one in another; false where one of them is a link that leads elsewhere, through which nothing is made. */
async function isFolderOf(home: string, ...names: readonly string[]): Promise<boolean> {
  let folder = home;
  for (const name of names) {
    folder = join(folder, name);
    // One that is there stays.
    await mkdir(folder).catch(() => {});
    if ((await realpath(folder)) !== folder) return false;
  }
  return true;
}

function* textOf(readings: ReadonlyMap<string, FileReading>): Generator<string> {
  for (const [id, reading] of readings) {
    const text = JSON.stringify(reading);
    yield `${JSON.stringify({ id, sum: sumOf(text), reading })}\n`;
  }
}

/** The lines of a stream, none longer than `MAX_LINE`: of a longer one, the end. Memory: one line. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      yield Buffer.concat([...held, chunk.subarray(from, end)]).toString();
      held = [];
      length = 0;
      from = end + 1;
    }
    length += chunk.length - from;
    held = length > MAX_LINE ? [] : [...held, chunk.subarray(from)];
    if (held.length === 0) length = 0;
  }
  yield Buffer.concat(held).toString();
}

const LF = 10;

const sumOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

function parseLine(
  line: string,
): { readonly id: string; readonly reading: FileReading } | undefined {
  try {
    const { id, sum, reading } = JSON.parse(line) as Record<string, unknown>;
    if (typeof id !== 'string' || sum !== sumOf(JSON.stringify(reading))) return undefined;
    return isReading(reading) ? { id, reading } : undefined;
  } catch {
    return undefined;
  }
}
