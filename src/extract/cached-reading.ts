import { type ByteSource, type FileReading, type ReadOptions, readFile } from '../format/index.ts';
import { hintOf } from './hint.ts';
import type { ReadingCache } from './reading-cache.ts';

/** Gives the id of a reading with that hint; undefined where the object's versions cannot be told apart. */
export type IdOf = (hint: ReadOptions['hint']) => string | undefined;

/**
 * The reading of an earlier run, or a new one. The next run will take a hint from what this one finds, so the reading with that hint is
 * kept as well, made from the bytes that are here already: an object is not fetched again for a snapshot that was written meanwhile.
 */
export async function cachedReading(
  source: ByteSource,
  options: ReadOptions,
  idOf: IdOf,
  cache: ReadingCache,
): Promise<FileReading> {
  const id = idOf(options.hint);
  if (id === undefined) return readFile(source, options);
  const known = cache.get(id);
  if (known !== undefined) {
    // What is asked for stays in the cache.
    cache.get(idOf(hintOf(known)) ?? id);
    return known;
  }
  const seen = remembering(source);
  const reading = await readFile(seen, options);
  cache.put(id, reading);
  const hint = hintOf(reading);
  const next = idOf(hint);
  if (next !== undefined && next !== id && cache.get(next) === undefined) {
    cache.put(next, isCertain(reading) ? reading : await readFile(seen, { ...options, hint }));
  }
  return reading;
}

/** A hint says what was found: where that was beyond doubt, nothing about the reading changes. */
function isCertain({ headerAssumed, observations }: FileReading): boolean {
  return (
    headerAssumed === undefined &&
    observations.every(
      ({ rule }) => rule !== 'file/no-header' && rule !== 'file/ambiguous-delimiter',
    )
  );
}

/** The source, each range of it asked for once. */
function remembering(source: ByteSource): ByteSource {
  const ranges = new Map<string, Promise<Uint8Array>>();
  return {
    name: source.name,
    size: source.size,
    get bytesRead() {
      return source.bytesRead;
    },
    read: (offset, length) => {
      const range = `${offset} ${length}`;
      const bytes = ranges.get(range) ?? source.read(offset, length);
      ranges.set(range, bytes);
      return bytes;
    },
  };
}
