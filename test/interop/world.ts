import { bucketName } from '../../src/catalogue/index.ts';
import type { BucketConfig } from '../../src/config/index.ts';
import { bucketConfig } from '../s3/support.ts';
import type { Credential } from './radosgw.ts';
import { signedRequest } from './signed-request.ts';

/** The server that `run-interop.ts` started for this process. */
export interface InteropServer {
  /** Path style. */
  readonly url: string;
  readonly credential: Credential;
}

export function interopServer(): InteropServer {
  const text = process.env['INTEROP_SERVER'];
  if (text === undefined) throw new Error('start this through test/interop/run.mjs');
  return JSON.parse(text) as InteropServer;
}

/** Writes what the tests read, as whoever fills a lake does. */
export interface Writer {
  makeBucket(name: string): Promise<void>;
  put(bucket: string, key: string, body: string | Uint8Array): Promise<void>;
  /** Many at once; one to two thousand a second. */
  putAll(
    bucket: string,
    keys: readonly string[],
    bodyOf: (key: string) => string | Uint8Array,
  ): Promise<void>;
  delete(bucket: string, key: string): Promise<void>;
}

const AT_ONCE = 32;

export function openWriter(server: Pick<InteropServer, 'url' | 'credential'>): Writer {
  const put: Writer['put'] = (bucket, key, body) => signedRequest(server, 'PUT', bucket, key, body);
  return {
    put,
    makeBucket: (name) => signedRequest(server, 'PUT', name, ''),
    delete: (bucket, key) => signedRequest(server, 'DELETE', bucket, key),
    async putAll(bucket, keys, bodyOf) {
      const queue = keys[Symbol.iterator]();
      const work = async (): Promise<void> => {
        for (const key of queue) await put(bucket, key, bodyOf(key));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    },
  };
}

/** A bucket's configuration for this server and its user. */
export function interopBucket(
  { url, credential }: InteropServer,
  name: string,
  overrides: Partial<BucketConfig> = {},
): BucketConfig {
  const auth = { kind: 'access-key', ...credential } as const;
  return bucketConfig(url, { name: bucketName(name), auth, ...overrides });
}
