import type { Readable } from 'node:stream';
import { collect } from './collect.ts';
import type { WireAnswer } from './exchange.ts';
import { MalformedAnswer } from './malformed.ts';
import type { ReadAnswer, ReadRequest } from './object-store.ts';

/** A server that ignores Range sends the object from its start: so much of it is passed over to reach what is wanted. */
const MAX_SKIP = 64 * 1024 * 1024;

/** The Range header. `length` is 1 or more. */
export function rangeOf({ offset, length, fromEnd }: ReadRequest): string {
  return fromEnd ? `bytes=-${length}` : `bytes=${offset}-${offset + length - 1}`;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

function contentRange(text: string | undefined): Span | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(text ?? '');
  if (match === null) return undefined;
  return { start: Number(match[1]), end: Number(match[2]) + 1, size: Number(match[3]) };
}

/** What the server must have sent for the range, given the object's whole size. */
function wantedSpan({ offset, length, fromEnd }: ReadRequest, size: number): Span {
  const start = fromEnd ? Math.max(0, size - length) : Math.min(offset, size);
  return { start, end: Math.min(size, start + length), size };
}

/**
 * Takes the wanted bytes from a 2xx answer, at most `length`, whatever the server sends. A 206 must hold exactly the range
 * asked for; a 200 is a server that ignores Range, from which the range is cut.
 */
export async function takeRange(
  answer: WireAnswer,
  body: Readable,
  request: ReadRequest,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  const etag = unquoted(answer.headers['etag'] ?? '');
  const span = contentRange(answer.headers['content-range']);
  if (answer.statusCode === 206) {
    const wanted = span && wantedSpan(request, span.size);
    if (!span || span.start !== wanted?.start || span.end !== wanted.end) {
      body.destroy();
      throw new MalformedAnswer('wrong-range');
    }
    const limit = span.end - span.start;
    const { bytes, ended } = await collect(body, { skip: 0, limit }, timeoutMs, signal);
    if (bytes.length !== limit || !ended) throw new MalformedAnswer('cut');
    return { bytes, objectSize: span.size, etag };
  }
  const size = Number(answer.headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(size) && (request.fromEnd || request.offset > 0)) {
    body.destroy();
    throw new MalformedAnswer('range-ignored');
  }
  const wanted = wantedSpan(request, Number.isNaN(size) ? request.length : size);
  if (wanted.start > MAX_SKIP) {
    body.destroy();
    throw new MalformedAnswer('range-ignored');
  }
  const bounds = { skip: wanted.start, limit: wanted.end - wanted.start };
  const { bytes } = await collect(body, bounds, timeoutMs, signal);
  if (!Number.isNaN(size) && bytes.length !== bounds.limit) throw new MalformedAnswer('cut');
  return { bytes, objectSize: Number.isNaN(size) ? bytes.length : size, etag };
}

/** 416: nothing of the object is in the range, as always with an empty one. */
export function outsideRange(headers: Readonly<Record<string, string>>, etag: string): ReadAnswer {
  const size = /^bytes \*\/(\d{1,15})$/.exec(headers['content-range'] ?? '')?.[1];
  return {
    bytes: new Uint8Array(0),
    objectSize: Number(size ?? 0),
    etag: unquoted(headers['etag'] ?? etag),
  };
}

const unquoted = (etag: string): string => etag.replace(/^"(.*)"$/, '$1');
