import { createHash } from 'node:crypto';
import type { FileReading, ReadOptions } from '../format/index.ts';
import type { ObjectIdentity } from '../s3/index.ts';

/** Raised whenever the same bytes would be read differently: what was cached before is then read again. */
const READER_VERSION = 3;

/** Readings of earlier runs by `readingId`. Losing it loses nothing but time (SPEC 5). */
export interface ReadingCache {
  get(id: string): FileReading | undefined;
  put(id: string, reading: FileReading): void;
}

export const NO_CACHE: ReadingCache = { get: () => undefined, put: () => {} };

/**
 * Names everything that a reading depends on: the object's version (bucket, key, ETag, size), the options and the hint it was read
 * with, and the reader's version. Undefined where the server gave no ETag: then nothing tells the object's versions apart.
 */
export function readingId(
  bucket: string,
  object: ObjectIdentity,
  csv: ReadOptions['csv'],
  hint: ReadOptions['hint'],
  maxBytes: number,
): string | undefined {
  if (object.etag === '') return undefined;
  const { key, etag, size } = object;
  const facts = [
    READER_VERSION,
    bucket,
    key,
    etag,
    size,
    maxBytes,
    [csv.delimiter, csv.header, csv.encoding, csv.quote, csv.escape],
    [hint?.delimiter ?? null, hint?.header ?? null, hint?.encoding ?? null],
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}
