import type { Field } from './field.ts';
import type { BucketName, CataloguePath } from './names.ts';

export const UNREAD_REASONS = [
  'access-denied',
  'kms-denied',
  'archived',
  'over-budget',
  'undecodable',
  'encrypted',
  'vanished',
  'failed',
] as const;
/** Why a file's fields could not be read this time. Its previous fields are kept (SPEC 5). */
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** A file of the catalogue: one S3 object, or the group of objects that one mask takes. */
export interface FileEntry {
  readonly kind: 'file';
  readonly bucket: BucketName;
  readonly path: CataloguePath;
  /** Display name from the configuration; the identity stays `path`. */
  readonly name?: string;
  /** `csv`, `jsonl`, `parquet` …; absent for an object without fields. */
  readonly format?: string;
  readonly compression?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header?: boolean;
  readonly unread?: UnreadReason;
  readonly fields: readonly Field[];
}

/** A directory that no file of the snapshot implies: an empty one, marked by a zero-byte key that ends in `/`. */
export interface DirectoryEntry {
  readonly kind: 'directory';
  readonly bucket: BucketName;
  readonly path: CataloguePath;
}

export type Entry = FileEntry | DirectoryEntry;

/**
 * Entries in code-unit order of bucket, then path. Every producer guarantees the order and every consumer
 * may rely on it; a path stands at most once a bucket.
 */
export type EntryStream = AsyncIterable<Entry> | Iterable<Entry>;

/** Code-unit order of bucket, then path; the order of every snapshot and report. O(length). */
export function compareEntries(
  a: { readonly bucket: string; readonly path: string },
  b: { readonly bucket: string; readonly path: string },
): number {
  if (a.bucket !== b.bucket) return a.bucket < b.bucket ? -1 : 1;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return 0;
}
