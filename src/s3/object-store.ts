import type { S3Key } from '../catalogue/index.ts';

/** 0 readable, 1 archived (GLACIER, DEEP_ARCHIVE not restored), 2 archived but restored for now. */
export type StorageClassCode = 0 | 1 | 2;

/**
 * One page of a listing as packed columns: at most 1,000 objects in listing order.
 *
 * Object `i` (0 ≤ i < count) has the key bytes `keys[keyOffsets[i], keyOffsets[i + 1])`: UTF-8, decoded once, never
 * normalised. `sizes` are bytes, `modified` milliseconds since the epoch, `etags[etagOffsets[i], etagOffsets[i + 1])` ASCII
 * without quotes, `storageClasses` a `StorageClassCode`. Columns may be longer than `count`. A page is never changed after
 * it was yielded, and no later page shares its memory.
 */
export interface PageData {
  readonly count: number;
  readonly keys: Uint8Array;
  readonly keyOffsets: Uint32Array;
  readonly sizes: Float64Array;
  readonly modified: Float64Array;
  readonly etags: Uint8Array;
  readonly etagOffsets: Uint32Array;
  readonly storageClasses: Uint8Array;
  /** With a delimiter: the common prefixes of this page, each ending in the delimiter, decoded. Else empty. */
  readonly commonPrefixes: readonly string[];
}

/** A page of a listing, and whether another follows it. */
export interface ObjectPage extends PageData {
  readonly hasMore: boolean;
}

export interface ListRequest {
  /** Keys begin with it; empty for the whole bucket. */
  readonly prefix: string;
  /** Exclusive lower bound of the keys, S3's StartAfter. */
  readonly startAfter?: string;
  /** Roll up everything after the next `/` into `commonPrefixes`. */
  readonly delimiter?: '/';
}

/** What LIST said of an object: enough to read it and to know it again. */
export interface ObjectIdentity {
  readonly key: S3Key;
  /** Bytes. */
  readonly size: number;
  /** Without quotes; empty when the server gave none. */
  readonly etag: string;
}

export interface ReadRequest {
  readonly key: S3Key;
  /** First byte, from 0. With `fromEnd` set: ignored. */
  readonly offset: number;
  /** Bytes wanted; fewer come back at the end of the object. */
  readonly length: number;
  /** Sent as If-Match; the read fails with `s3/changed` when the object is another one now. */
  readonly etag?: string;
  /** Read the last `length` bytes instead. */
  readonly fromEnd?: boolean;
}

export interface ReadAnswer {
  readonly bytes: Uint8Array;
  /** Whole size of the object in bytes, from Content-Range; the answer's length where there is none. */
  readonly objectSize: number;
  readonly etag: string;
}

/** What a store was asked so far; grows while it works. */
export interface StoreCounters {
  readonly listRequests: number;
  readonly getRequests: number;
  readonly bytesRead: number;
}

/**
 * One bucket, read only (SPEC 9): ListObjectsV2 and ranged GetObject, nothing else.
 *
 * Every failure is a `UserError` of the family `source`, after the retries. An aborted signal rejects with
 * `run/interrupted`. Bodies are consumed or destroyed whatever happens.
 */
export interface ObjectStore {
  /**
   * Pages in the server's order (UTF-8 byte order on general-purpose buckets), each requested when it is asked for. A listing that
   * cannot be finished, or that does not advance, throws `s3/incomplete-listing`: it never ends early in silence.
   */
  list(request: ListRequest, signal: AbortSignal): AsyncIterable<ObjectPage>;
  /** One ranged GET. A range past the end gives zero bytes, not an error. */
  read(request: ReadRequest, signal: AbortSignal): Promise<ReadAnswer>;
  readonly counters: StoreCounters;
  /** Closes idle sockets. */
  close(): void;
}
