import { setMaxListeners } from 'node:events';
import type { LookupFunction } from 'node:net';
import { UserError } from '../catalogue/index.ts';
import type { BucketConfig } from '../config/index.ts';
import { type Connection, connect } from './connection.ts';
import { resolveEndpoint } from './endpoint.ts';
import { followListing } from './listing.ts';
import type { ObjectStore } from './object-store.ts';
import type { ObservedAnswer } from './observed-answer.ts';
import { chooseRegion } from './region.ts';
import { listPage, type Requests, readObject } from './requests.ts';

/** How to work, as against what to work on. Every bound has a default. */
export interface StoreContext {
  /** Regions, proxies and CA bundles; the SDK's credential providers read the process's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Sockets, and so requests under way at once. 50. */
  readonly connections?: number;
  /** For the answer to begin, and again for its body. 30,000. */
  readonly requestTimeoutMs?: number;
  /** For the connection to be made. 5,000. */
  readonly connectTimeoutMs?: number;
  /** Of one request, the first included. 5. */
  readonly maxAttempts?: number;
  /** Objects a page, at most 1,000. */
  readonly pageSize?: number;
  /** Empty pages in a row before a listing counts as endless. 1,000. */
  readonly maxEmptyPages?: number;
  /** Pages of one listing. 10,000,000. */
  readonly maxPages?: number;
  /** Name resolution in place of the system's. */
  readonly lookup?: LookupFunction;
}

/**
 * Opens one bucket for reading. The SDK is loaded here, not at import. Nothing is asked yet: wrong credentials show at the
 * first `list` or `read`. Throws a `UserError` for a region that cannot be and for a CA file that cannot be read.
 */
export async function openStore(bucket: BucketConfig, context: StoreContext): Promise<ObjectStore> {
  return storeOn(await openConnection(bucket, context), context);
}

/** The way to a bucket, nothing asked yet. `observe` is told of every answer. Throws as `openStore` does. */
export function openConnection(
  bucket: BucketConfig,
  context: StoreContext,
  observe?: (answer: ObservedAnswer) => void,
): Promise<Connection> {
  return connect({
    bucket,
    region: chooseRegion(bucket, context.env),
    endpoint: resolveEndpoint(bucket, context.env),
    connections: context.connections ?? 50,
    connectTimeoutMs: Math.min(
      context.connectTimeoutMs ?? 5_000,
      context.requestTimeoutMs ?? 30_000,
    ),
    requestTimeoutMs: context.requestTimeoutMs ?? 30_000,
    maxAttempts: context.maxAttempts ?? 5,
    env: context.env,
    lookup: context.lookup,
    observe,
  });
}

/** A store on a connection that is open; closes it. */
export function storeOn(connection: Connection, context: StoreContext): ObjectStore {
  const { bucket } = connection;
  const counters = { listRequests: 0, getRequests: 0, bytesRead: 0 };
  const requests: Requests = { connection, counters, pageSize: context.pageSize ?? 1000 };
  const bounds = {
    bucket: bucket.name,
    ordered: !bucket.name.endsWith('--x-s3'),
    maxEmptyPages: context.maxEmptyPages ?? 1000,
    maxPages: context.maxPages ?? 10_000_000,
  };
  return {
    counters,
    list(request, signal) {
      // Each request under way listens for the abort; Node would suspect a leak at eleven.
      setMaxListeners(0, signal);
      const fetchPage = listPage.bind(undefined, requests);
      return followListing(fetchPage, request, bounds, signal);
    },
    read(request, signal) {
      setMaxListeners(0, signal);
      if (!(request.length >= 0 && request.offset >= 0)) {
        throw new RangeError(`no such range: ${request.offset}, ${request.length}`);
      }
      if (signal.aborted) return Promise.reject(new UserError('run/interrupted'));
      return readObject(requests, request, signal);
    },
    close: () => connection.close(),
  };
}
