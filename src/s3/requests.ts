import { UserError } from '../catalogue/index.ts';
import { regionOfRefusal } from './answer-failure.ts';
import { collect } from './collect.ts';
import type { Connection } from './connection.ts';
import { type Doing, isBug, refusalOf, toUserError } from './errors.ts';
import { exchange, newTrace, type Trace } from './exchange.ts';
import { type ListAnswer, parseListPage } from './list-page.ts';
import type { FetchPage } from './listing.ts';
import { MalformedAnswer } from './malformed.ts';
import type { ListRequest, ReadAnswer, ReadRequest, StoreCounters } from './object-store.ts';
import { observedAnswer } from './observed-answer.ts';
import { outsideRange, rangeOf, takeRange } from './reading.ts';
import { technicalDetail } from './technical-detail.ts';

/** 1,000 keys of 1,024 bytes, each byte as `%XX`, with everything around them, are 4 MiB. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;

export interface Requests {
  readonly connection: Connection;
  readonly counters: { -readonly [Name in keyof StoreCounters]: number };
  readonly pageSize: number;
}

/** One ListObjectsV2. */
export async function listPage(
  { connection, counters, pageSize }: Requests,
  request: ListRequest,
  { token, pages }: Parameters<FetchPage>[1],
  signal: AbortSignal,
): Promise<ListAnswer> {
  const { bucket, endpoint, requestTimeoutMs } = connection;
  const prefix = Buffer.from(request.prefix);
  const doing = { operation: 'list', prefix: request.prefix, pages } as const;
  return attempt(connection, doing, signal, async (trace) => {
    let answer: ListAnswer | undefined;
    const command = new connection.sdk.ListObjectsV2Command({
      Bucket: bucket.name,
      EncodingType: 'url',
      MaxKeys: pageSize,
      ...(request.prefix !== '' && { Prefix: request.prefix }),
      ...(request.delimiter !== undefined && { Delimiter: request.delimiter }),
      ...(token !== undefined && { ContinuationToken: token }),
      ...(token === undefined && request.startAfter && { StartAfter: request.startAfter }),
      ...(bucket.requesterPays && { RequestPayer: 'requester' }),
      // Whether an archived object is restored; directory buckets know no archive.
      ...(endpoint.isAws &&
        !bucket.name.endsWith('--x-s3') && { OptionalObjectAttributes: ['RestoreStatus'] }),
    });
    command.middlewareStack.add(
      (next) => (args) =>
        exchange(() => next(args), {
          trace,
          requestTimeoutMs,
          signal,
          onAttempt: () => {
            counters.listRequests++;
          },
          onAnswer: (wire, ms) => connection.observe?.(observedAnswer('list', wire, ms)),
          accept: async (_wire, stream) => {
            const bounds = { skip: 0, limit: MAX_PAGE_BYTES };
            const { bytes, ended } = await collect(stream, bounds, requestTimeoutMs, signal);
            if (!ended) throw new MalformedAnswer('too-large');
            const { delimiter } = request;
            const parsed = parseListPage(bytes, { prefix, delimiter, maxKeys: pageSize });
            if (parsed === 'error') return bytes;
            answer = parsed;
            return undefined;
          },
        }),
      { name: 'takeListing', step: 'deserialize', priority: 'low' },
    );
    await connection.client.send(command, { abortSignal: signal });
    if (answer === undefined) throw new MalformedAnswer('cut');
    return answer;
  });
}

/** One GetObject of a range. */
export async function readObject(
  { connection, counters }: Requests,
  request: ReadRequest,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  const { bucket, requestTimeoutMs } = connection;
  const etag = request.etag ?? '';
  if (request.length === 0) return { bytes: new Uint8Array(0), objectSize: 0, etag };
  const doing = { operation: 'read', key: request.key, pages: 0 } as const;
  const answer = await attempt(connection, doing, signal, async (trace) => {
    let taken: ReadAnswer | undefined;
    const command = new connection.sdk.GetObjectCommand({
      Bucket: bucket.name,
      Key: request.key,
      Range: rangeOf(request),
      ...(etag !== '' && { IfMatch: `"${etag}"` }),
      ...(bucket.requesterPays && { RequestPayer: 'requester' }),
    });
    command.middlewareStack.add(
      (next) => (args) =>
        exchange(() => next(args), {
          trace,
          requestTimeoutMs,
          signal,
          onAttempt: () => {
            counters.getRequests++;
          },
          onAnswer: (wire, ms) => connection.observe?.(observedAnswer('read', wire, ms)),
          accept: async (wire, stream) => {
            taken = await takeRange(wire, stream, request, requestTimeoutMs, signal);
            return undefined;
          },
        }),
      { name: 'takeRange', step: 'deserialize', priority: 'low' },
    );
    try {
      await connection.client.send(command, { abortSignal: signal });
    } catch (error) {
      if (trace.status !== 416) throw error;
      taken = outsideRange(trace.headers, etag);
    }
    if (taken === undefined) throw new MalformedAnswer('cut');
    return taken;
  });
  counters.bytesRead += answer.bytes.length;
  return answer;
}

/** A session that has ended, in the words of AWS and of servers that have forgotten it. */
const ENDED: ReadonlySet<string> = new Set([
  's3/expired-token',
  's3/unknown-key-id',
  's3/invalid-token',
]);

/**
 * Runs one request with the SDK's retries, once more where the server names another region and none was configured, once
 * more with new credentials where a session has ended, and makes every failure a `UserError`.
 */
async function attempt<Result>(
  connection: Connection,
  doing: Pick<Doing, 'operation' | 'prefix' | 'key' | 'pages'>,
  signal: AbortSignal,
  run: (trace: Trace) => Promise<Result>,
): Promise<Result> {
  const { bucket, endpoint, requestTimeoutMs } = connection;
  let moved = false;
  let renewed = false;
  for (;;) {
    const { region, client } = connection;
    const trace = newTrace();
    try {
      return await abortable(run(trace), signal);
    } catch (error) {
      if ((trace.status ?? 200) < 300 && isBug(error)) throw error;
      const refusal = refusalOf(error, trace);
      const actual = regionOfRefusal(refusal);
      if (!moved && actual !== undefined && actual !== region && connection.follow(actual)) {
        moved = true;
        continue;
      }
      const { host, pathStyle } = endpoint;
      const where = { bucket: bucket.name, region, host, pathStyle, requestTimeoutMs };
      const failure = toUserError(error, { ...doing, ...where }, trace);
      failure.cause ??= technicalDetail(error, trace);
      const ended = ENDED.has(failure.id) && failure.args['service'] !== 'sts';
      if (renewed || !ended || !(await connection.renew(client))) throw failure;
      renewed = true;
    }
  }
}

/** Gives up waiting at once when the signal aborts: the SDK's pause between two attempts does not listen. */
function abortable<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new UserError('run/interrupted'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
