import { s3Key, type UnreadReason, UserError } from '../catalogue/index.ts';
import type { FileReading, ReadOptions } from '../format/index.ts';
import type { ObjectIdentity, ObjectStore } from '../s3/index.ts';
import { cachedReading, type IdOf } from './cached-reading.ts';
import { type Candidate, keyText } from './candidate.ts';
import { type ReadingCache, readingId } from './reading-cache.ts';
import { StoreSource } from './store-source.ts';

/** Failures that concern one object; any other one stops the run (exit 3). */
const UNREAD: Readonly<Partial<Record<UserError['id'], UnreadReason>>> = {
  's3/access-denied-read': 'access-denied',
  's3/kms-denied': 'kms-denied',
  's3/archived': 'archived',
};

/** Times an object may change under the reader before it is given up. */
const MAX_CHANGES = 3;

export type ObjectOutcome =
  | { readonly kind: 'read'; readonly reading: FileReading }
  | { readonly kind: 'unread'; readonly reason: UnreadReason }
  /** Not there any more: listed again to be sure. */
  | { readonly kind: 'gone' };

/**
 * Reads one object. It may have been replaced or deleted since it was listed: then the key is listed again and the object of
 * now is read, since a listing is only a moment (a 404 or 412 is no proof of a removal). An object whose version was read before,
 * in the same way, is not fetched again.
 */
export async function readObject(
  store: ObjectStore,
  candidate: Candidate,
  options: ReadOptions,
  bucket: { readonly name: string; readonly read: { readonly maxBytes: number } },
  cache: ReadingCache,
  signal: AbortSignal,
): Promise<ObjectOutcome> {
  if (candidate.archived) return { kind: 'unread', reason: 'archived' };
  const key = s3Key(keyText(candidate.key));
  let object: ObjectIdentity | undefined = { key, size: candidate.size, etag: candidate.etag };
  for (let attempt = 0; attempt < MAX_CHANGES; attempt += 1) {
    const { maxBytes } = bucket.read;
    const version = object;
    const idOf: IdOf = (hint) => readingId(bucket.name, version, options.csv, hint, maxBytes);
    try {
      const source = new StoreSource(store, object, maxBytes, signal);
      return { kind: 'read', reading: await cachedReading(source, options, idOf, cache) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const reason = UNREAD[error.id];
      if (reason !== undefined) return { kind: 'unread', reason };
      if (error.id !== 's3/changed' && error.id !== 's3/no-such-key') throw error;
      object = await listAgain(store, object, signal);
      if (object === undefined) return { kind: 'gone' };
    }
  }
  return { kind: 'unread', reason: 'failed' };
}

/** What the bucket holds at that key now. One request: the key itself is the first that begins with it. */
async function listAgain(
  store: ObjectStore,
  object: ObjectIdentity,
  signal: AbortSignal,
): Promise<ObjectIdentity | undefined> {
  const wanted = Buffer.from(object.key);
  for await (const page of store.list({ prefix: object.key }, signal)) {
    if (page.count === 0) continue;
    const key = page.keys.subarray(page.keyOffsets[0], page.keyOffsets[1]);
    if (Buffer.compare(wanted, key) !== 0) return undefined;
    const etag = keyText(page.etags.subarray(page.etagOffsets[0], page.etagOffsets[1]));
    return { key: object.key, size: page.sizes[0] as number, etag };
  }
  return undefined;
}
