import * as assert from 'uvu/assert';
import { s3Key, UserError } from '../../src/catalogue/index.ts';
import type { BucketConfig } from '../../src/config/index.ts';
import {
  type EmbeddedServer,
  type Fault,
  type ServerOptions,
  startServer,
} from '../../src/demo/server/index.ts';
import {
  type ListRequest,
  type ObjectPage,
  type ObjectStore,
  openStore,
  type PageData,
  type ReadAnswer,
  type ReadRequest,
  type StoreContext,
} from '../../src/s3/index.ts';

// The SDK would remark on the version of Node in the middle of the report.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export const PILOT = { accessKeyId: 'AKIAPILOT', secretAccessKey: 'the pilot knows the shoals' };
export const NEVER = new AbortController().signal;

/** Whatever a bucket's configuration may leave out in these tests. */
export function bucketConfig(url: string, overrides: Partial<BucketConfig> = {}): BucketConfig {
  const csv = {
    delimiter: 'auto',
    header: 'auto',
    encoding: 'auto',
    quote: 'auto',
    escape: 'auto',
  } as const;
  return {
    name: 'harbour' as BucketConfig['name'],
    location: { file: 'datagalaxy.config.yaml', line: 1, column: 1 },
    prefix: '',
    auth: { kind: 'access-key', ...PILOT },
    endpoint: { kind: 'url', url, pathStyle: true },
    requesterPays: false,
    unmatched: 'list',
    csv,
    sample: { take: 'newest', files: 1 },
    masks: [],
    read: { maxBytes: 1_000_000 },
    ...overrides,
  };
}

export interface Harbour {
  readonly server: EmbeddedServer;
  /** A store with short times and few attempts; closed with the harbour. */
  open(overrides?: Partial<BucketConfig>, context?: Partial<StoreContext>): Promise<ObjectStore>;
}

/** Runs `test` against a server with the bucket `harbour`, then closes everything. */
export async function inHarbour(
  options: Partial<ServerOptions>,
  test: (harbour: Harbour) => Promise<void>,
): Promise<void> {
  const server = await startServer({ credentials: [PILOT], buckets: ['harbour'], ...options });
  const stores: ObjectStore[] = [];
  try {
    await test({
      server,
      async open(overrides, context) {
        const store = await openStore(bucketConfig(server.url, overrides), {
          env: {},
          maxAttempts: 2,
          requestTimeoutMs: 2_000,
          ...context,
        });
        stores.push(store);
        return store;
      },
    });
  } finally {
    for (const store of stores) store.close();
    await server.close();
  }
}

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

export function keysOf(page: PageData): string[] {
  return Array.from({ length: page.count }, (_, i) =>
    text(page.keys.subarray(page.keyOffsets[i], page.keyOffsets[i + 1])),
  );
}

export function etagsOf(page: PageData): string[] {
  return Array.from({ length: page.count }, (_, i) =>
    text(page.etags.subarray(page.etagOffsets[i], page.etagOffsets[i + 1])),
  );
}

export async function listAll(
  store: ObjectStore,
  request: Partial<ListRequest> = {},
): Promise<ObjectPage[]> {
  const pages: ObjectPage[] = [];
  for await (const page of store.list({ prefix: '', ...request }, NEVER)) pages.push(page);
  return pages;
}

export async function keysBelow(
  store: ObjectStore,
  request: Partial<ListRequest> = {},
): Promise<string[]> {
  return (await listAll(store, request)).flatMap(keysOf);
}

export function read(
  store: ObjectStore,
  key: string,
  request: Partial<ReadRequest> = {},
): Promise<ReadAnswer> {
  return store.read({ key: s3Key(key), offset: 0, length: 1000, ...request }, NEVER);
}

/** The `UserError` that `work` rejects with. */
export async function failure(work: Promise<unknown>): Promise<UserError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  assert.unreachable('nothing failed');
  throw new Error('unreachable');
}

/** An S3 error as a server writes it. */
export function errorAnswer(status: number, code: string, more = '', headers = {}): Fault {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>AKIAPILOT said no</Message>${more}</Error>`;
  return { status, body, headers: { 'content-type': 'application/xml', ...headers } };
}

/** Keys that have broken other tools, in UTF-8 byte order. */
export const DIFFICULT_KEYS: readonly string[] = [
  '\u0001bell/\u0007\u001b[31m.csv',
  ' leading space.csv',
  '!~*()\'".csv',
  '#quay?tide=low&x=1.csv',
  '%41 is not A.csv',
  '%zz.csv',
  '&amp;.csv',
  '+.csv',
  '../above.csv',
  './here.csv',
  '.',
  '..',
  '/leading.csv',
  '//two leading.csv',
  '<b>]]>.csv',
  '=1+1.csv',
  'a b+c%20d.csv',
  'a/../b.csv',
  'a//b.csv',
  'back\\slash.csv',
  'both',
  'both/',
  'both/inside.csv',
  'carriage\r\nreturn.csv',
  'crew@mast:1,2;3$.csv',
  'marker/',
  'tab\tbed.csv',
  'trailing space ',
  '[x]{y}|^`.csv',
  'é/ü.csv',
  'e\u0301/decomposed.csv',
  '\u202egpj.right-to-left.csv',
  '漁港/魚.csv',
  '\ue000 private use.csv',
  '\uffee halfwidth.csv',
  '\u{10000} linear b.csv',
  '🚢⚓/🐟.csv',
].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
