import type { Bucket, StoredObject } from './bucket.ts';
import { element } from './xml.ts';

export interface ListingQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly startAfter: string;
  readonly token: string | undefined;
  readonly maxKeys: number;
  readonly urlEncoded: boolean;
}

export interface ListingPage {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page goes on; undefined at the end. */
  readonly next: string | undefined;
}

/** Index of the first object whose key is at or after `bound`; after it, when `past`. O(log n). */
function indexAfter(objects: readonly StoredObject[], bound: Buffer, past: boolean): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = Buffer.compare(objects[middle]!.keyBytes, bound);
    if (order < 0 || (past && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first object after all whose keys begin with `prefix`. O(log n). */
function indexPast(objects: readonly StoredObject[], prefix: Buffer): number {
  // 0xff never stands in UTF-8, so this is greater than every key that begins with the prefix.
  return indexAfter(objects, Buffer.concat([prefix, Buffer.from([0xff])]), false);
}

/**
 * One page as S3 makes it: keys and common prefixes in one order, `maxKeys` of both together. A common prefix is not
 * given again when the page before ended with it. O(log n) a common prefix, O(1) an object.
 */
export function listPage(bucket: Bucket, query: ListingQuery): ListingPage {
  const all = bucket.inOrder();
  const prefix = Buffer.from(query.prefix);
  const after = query.token ?? query.startAfter;
  const resumesPrefix = query.token !== undefined && isRolledUp(query.token, query);
  let at = Math.max(
    indexAfter(all, prefix, false),
    resumesPrefix
      ? indexPast(all, Buffer.from(after))
      : indexAfter(all, Buffer.from(after), after !== ''),
  );
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  const end = indexPast(all, prefix);
  let last = '';
  while (at < end && objects.length + commonPrefixes.length < query.maxKeys) {
    const object = all[at]!;
    const cut =
      query.delimiter === '' ? -1 : object.key.indexOf(query.delimiter, query.prefix.length);
    if (cut < 0) {
      objects.push(object);
      last = object.key;
      at++;
    } else {
      last = object.key.slice(0, cut + query.delimiter.length);
      commonPrefixes.push(last);
      at = indexPast(all, Buffer.from(last));
    }
  }
  return { objects, commonPrefixes, next: at < end && query.maxKeys > 0 ? last : undefined };
}

/** Whether a page that ended with `last` ended with a common prefix. */
function isRolledUp(last: string, { prefix, delimiter }: ListingQuery): boolean {
  return delimiter !== '' && last.indexOf(delimiter, prefix.length) >= 0;
}

/** As S3 encodes for `encoding-type=url`: like a form, except that `/` stays. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}

export const encodeToken = (last: string): string => Buffer.from(last).toString('base64url');

export const decodeToken = (token: string): string => Buffer.from(token, 'base64url').toString();

/** The ListBucketResult document. */
export function listingXml(bucket: Bucket, query: ListingQuery, page: ListingPage): string {
  const text = (value: string): string => (query.urlEncoded ? encodeKey(value) : value);
  const contents = page.objects.map(
    (object) =>
      `<Contents>${element('Key', text(object.key))}${element('LastModified', object.modified.toISOString())}` +
      `${element('ETag', `"${object.etag}"`)}${element('Size', object.body.length)}` +
      '<StorageClass>STANDARD</StorageClass></Contents>',
  );
  const prefixes = page.commonPrefixes.map(
    (prefix) => `<CommonPrefixes>${element('Prefix', text(prefix))}</CommonPrefixes>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    element('Name', bucket.name),
    element('Prefix', text(query.prefix)),
    query.startAfter === '' ? '' : element('StartAfter', text(query.startAfter)),
    query.token === undefined ? '' : element('ContinuationToken', encodeToken(query.token)),
    page.next === undefined ? '' : element('NextContinuationToken', encodeToken(page.next)),
    element('KeyCount', page.objects.length + page.commonPrefixes.length),
    element('MaxKeys', query.maxKeys),
    query.delimiter === '' ? '' : element('Delimiter', text(query.delimiter)),
    query.urlEncoded ? '<EncodingType>url</EncodingType>' : '',
    element('IsTruncated', String(page.next !== undefined)),
    ...contents,
    ...prefixes,
    '</ListBucketResult>',
  ].join('');
}
