import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { bucketName } from '../../src/catalogue/index.ts';
import type { BucketConfig } from '../../src/config/index.ts';
import { bucketConfig } from '../s3/support.ts';
import type { Credential } from './radosgw.ts';

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
  /** Many at once; about a thousand a second. */
  putAll(bucket: string, keys: readonly string[], bodyOf: (key: string) => string): Promise<void>;
  delete(bucket: string, key: string): Promise<void>;
  close(): void;
}

const CONNECTIONS = 32;

export function openWriter({ url, credential }: InteropServer): Writer {
  const client = new S3Client({
    endpoint: url,
    region: 'us-east-1',
    credentials: credential,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: { httpAgent: { maxSockets: CONNECTIONS, keepAlive: true } },
  });
  const put = async (bucket: string, key: string, body: string | Uint8Array): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  };
  return {
    put,
    async makeBucket(name) {
      await client.send(new CreateBucketCommand({ Bucket: name }));
    },
    async putAll(bucket, keys, bodyOf) {
      const queue = keys[Symbol.iterator]();
      const work = async (): Promise<void> => {
        for (const key of queue) await put(bucket, key, bodyOf(key));
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, work));
    },
    async delete(bucket, key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    close: () => client.destroy(),
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
