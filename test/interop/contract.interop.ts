import { openStore } from '../../src/s3/index.ts';
import { contractSuite, type ServerUnderTest } from '../s3/contract.ts';
import { interopBucket, interopServer, openWriter } from './world.ts';

async function startRemote(): Promise<ServerUnderTest> {
  const server = interopServer();
  const writer = openWriter(server);
  let used = 0;
  return {
    credential: server.credential,
    async fill(keys, bodyOf) {
      const name = `contract-${used++}`;
      await writer.makeBucket(name);
      await writer.putAll(name, keys, bodyOf);
      return interopBucket(server, name);
    },
    put: ({ name }, key, body) => writer.put(name, key, body),
    delete: ({ name }, key) => writer.delete(name, key),
    stop: () => Promise.resolve(),
    open: (bucket, context) => openStore(bucket, { env: {}, maxAttempts: 2, ...context }),
  };
}

contractSuite(startRemote, 'radosgw').run();
