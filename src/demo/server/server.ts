import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Bucket } from './bucket.ts';
import type { FaultHook } from './fault.ts';
import { serve, type World } from './serve.ts';
import type { ServerCredential } from './signature.ts';

export interface ServerBucket {
  readonly name: string;
  /** Requests signed for another region are redirected; undefined takes any. */
  readonly region?: string;
  /** Readable by anyone, unsigned. */
  readonly isPublic?: boolean;
}

export interface ServerOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  readonly credentials: readonly ServerCredential[];
  readonly buckets: readonly (string | ServerBucket)[];
  /** Host names whose first label is a bucket, beside `localhost`. */
  readonly virtualHosts?: readonly string[];
  /** This server's clock, in milliseconds. */
  readonly now?: () => number;
  readonly faults?: FaultHook;
}

export interface RequestCounters {
  readonly list: number;
  readonly read: number;
  readonly refused: number;
}

export interface EmbeddedServer {
  /** `http://127.0.0.1:PORT`, for path-style requests. */
  readonly url: string;
  readonly port: number;
  readonly counters: RequestCounters;
  /** Stores an object; the second at a key replaces the first. */
  put(bucket: string, key: string, body: string | Uint8Array, options?: { modified?: Date }): void;
  delete(bucket: string, key: string): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** More sockets than this at once are refused. */
const MAX_CONNECTIONS = 512;

/**
 * A read-only S3 server in memory, on loopback: ListObjectsV2 and ranged GetObject, path-style and virtual-hosted, with
 * signatures checked. It answers as Amazon S3 does in everything that this program relies on; the contract suite holds it
 * to an independent server.
 */
export async function startServer(options: ServerOptions): Promise<EmbeddedServer> {
  const buckets = new Map(options.buckets.map((each) => makeBucket(each)).map((b) => [b.name, b]));
  const world: World = {
    buckets,
    credentials: options.credentials,
    virtualHosts: options.virtualHosts ?? [],
    now: options.now ?? Date.now,
    faults: options.faults,
    counters: { list: 0, read: 0, refused: 0 },
  };
  const server = createServer((message, response) => {
    serve(world, message, response).catch(() => response.destroy());
  });
  server.maxConnections = MAX_CONNECTIONS;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const known = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw new RangeError(`no bucket ${name}`);
    return bucket;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    counters: world.counters,
    put: (bucket, key, body, { modified } = {}) => {
      known(bucket).put(key, Buffer.from(body), modified ?? new Date(world.now()));
    },
    delete: (bucket, key) => {
      known(bucket).delete(key);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function makeBucket(each: string | ServerBucket): Bucket {
  const { name, region, isPublic = false } = typeof each === 'string' ? { name: each } : each;
  return new Bucket(name, region, isPublic);
}
