import type { StoredObject } from './bucket.ts';
import { Refusal } from './refusal.ts';
import type { S3Request } from './request.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** GetObject with conditions and one range, as RFC 9110 and S3 have them. An unreadable Range is ignored. */
export function readObject(object: StoredObject, { headers }: S3Request): Answer {
  const quoted = `"${object.etag}"`;
  const match = headers['if-match'];
  if (match !== undefined && !namesEtag(match, quoted)) {
    throw new Refusal('PreconditionFailed', { Condition: 'If-Match' });
  }
  const base = {
    etag: quoted,
    'last-modified': object.modified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
  };
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && namesEtag(noneMatch, quoted)) {
    return { status: 304, headers: base, body: Buffer.alloc(0) };
  }
  const size = object.body.length;
  const range = headers['range'] === undefined ? undefined : readRange(headers['range'], size);
  if (range === undefined) return { status: 200, headers: base, body: object.body };
  if (range.start >= range.end) {
    throw new Refusal(
      'InvalidRange',
      { ActualObjectSize: String(size) },
      { 'content-range': `bytes */${size}` },
    );
  }
  return {
    status: 206,
    headers: { ...base, 'content-range': `bytes ${range.start}-${range.end - 1}/${size}` },
    body: object.body.subarray(range.start, range.end),
  };
}

const namesEtag = (header: string, quoted: string): boolean =>
  header.trim() === '*' ||
  header.split(',').some((each) => each.trim() === quoted || `"${each.trim()}"` === quoted);

/** `[start, end)` of `bytes=a-b`, `bytes=a-` or `bytes=-n`; empty when it lies outside; undefined when unreadable. */
function readRange(text: string, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(text.trim());
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') return { start: Math.max(0, size - Number(match[2])), end: size };
  const start = Number(match[1]);
  const last = match[2] === '' ? size - 1 : Number(match[2]);
  if (last < start && match[2] !== '') return undefined;
  return { start, end: Math.min(size, last + 1) };
}
