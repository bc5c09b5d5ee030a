import { bucketName } from '../../src/catalogue/index.ts';
import { startServer } from '../../src/demo/server/index.ts';
import { openStore } from '../../src/s3/index.ts';
import { contractSuite, type ServerUnderTest } from './contract.ts';
import { bucketConfig, PILOT } from './support.ts';

/** Buckets are made at the start; `fill` takes the next. */
const BUCKETS = Array.from({ length: 10 }, (_, index) => `harbour-${index}`);

async function startEmbedded(): Promise<ServerUnderTest> {
  const server = await startServer({ credentials: [PILOT], buckets: BUCKETS });
  let used = 0;
  return {
    credential: PILOT,
    async fill(keys, bodyOf) {
      const name = bucketName(BUCKETS[used++] ?? '');
      for (const key of keys) server.put(name, key, bodyOf(key));
      return bucketConfig(server.url, { name });
    },
    put: async ({ name }, key, body) => server.put(name, key, body),
    delete: async ({ name }, key) => server.delete(name, key),
    stop: () => server.close(),
    open: (bucket, context) => openStore(bucket, { env: {}, maxAttempts: 2, ...context }),
  };
}

contractSuite(startEmbedded, 'the embedded server').run();
