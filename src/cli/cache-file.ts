import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FIELD_TYPES } from '../catalogue/index.ts';
import type { ReadingCache } from '../extract/index.ts';
import type { FileReading } from '../format/index.ts';

/** A line longer than this is no reading of ours. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * Readings on disk, a line each, below `.datagalaxy/cache/`: names, types and dialects, no data value. A line that is damaged in any
 * way is as good as none. What a run did not use is not kept. Nothing of it is needed: every failure to read or write is silent.
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
    const cache = new CacheFile(join(configDirectory, '.datagalaxy'));
    try {
      const input = createReadStream(cache.file);
      for await (const line of createInterface({ input })) {
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
      await mkdir(join(this.directory, 'cache'), { recursive: true });
      await writeFile(join(this.directory, '.gitignore'), '*\n');
      await writeFile(draft, linesOf(this.used), { mode: 0o600 });
      await rename(draft, this.file);
    } catch {
      await rm(draft, { force: true }).catch(() => {});
    }
  }
}

function* linesOf(readings: ReadonlyMap<string, FileReading>): Generator<string> {
  for (const [id, reading] of readings) {
    const text = JSON.stringify(reading);
    yield `${JSON.stringify({ id, sum: sumOf(text), reading })}\n`;
  }
}

const sumOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

function parseLine(
  line: string,
): { readonly id: string; readonly reading: FileReading } | undefined {
  if (line.length > MAX_LINE) return undefined;
  try {
    const { id, sum, reading } = JSON.parse(line) as Record<string, unknown>;
    if (typeof id !== 'string' || sum !== sumOf(JSON.stringify(reading))) return undefined;
    return isReading(reading) ? { id, reading } : undefined;
  } catch {
    return undefined;
  }
}

/** The shape of a reading, as far as what uses it relies on it. */
function isReading(value: unknown): value is FileReading {
  if (typeof value !== 'object' || value === null) return false;
  const { fields, observations, ...rest } = value as Record<string, unknown>;
  return (
    Array.isArray(fields) &&
    fields.every(isField) &&
    Array.isArray(observations) &&
    observations.every(
      (one: unknown) => typeof one === 'object' && one !== null && 'rule' in one && 'args' in one,
    ) &&
    Object.values(rest).every((one) => ['string', 'boolean', 'number'].includes(typeof one))
  );
}

function isField(value: unknown): boolean {
  const { name, type, accepts } = (value ?? {}) as Record<string, unknown>;
  const isType = (one: unknown): boolean => FIELD_TYPES.some((known) => known === one);
  return (
    typeof name === 'string' && isType(type) && Array.isArray(accepts) && accepts.every(isType)
  );
}
