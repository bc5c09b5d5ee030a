import { request } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type EmbeddedServer, startServer } from '../../../src/demo/server/index.ts';

const test = suite('demo server signature');

/**
 * The worked examples of Amazon's own page, key, dates and signatures as they stand there:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
const EXAMPLE_KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const GET_OBJECT = {
  path: '/test.txt',
  signedHeaders: 'host;range;x-amz-content-sha256;x-amz-date',
  signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  headers: { range: 'bytes=0-9' },
};
const LIST_OBJECTS = {
  path: '/?max-keys=2&prefix=J',
  signedHeaders: 'host;x-amz-content-sha256;x-amz-date',
  signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  headers: {},
};

function send(
  server: EmbeddedServer,
  { path, signedHeaders, signature }: typeof GET_OBJECT | typeof LIST_OBJECTS,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  const authorization = `AWS4-HMAC-SHA256 Credential=${EXAMPLE_KEY.accessKeyId}/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`;
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        headers: {
          host: 'examplebucket.s3.amazonaws.com',
          'x-amz-date': '20130524T000000Z',
          'x-amz-content-sha256': EMPTY_SHA256,
          authorization,
          ...headers,
        },
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      },
    )
      .on('error', reject)
      .end();
  });
}

async function withServer(
  now: string,
  run: (server: EmbeddedServer) => Promise<void>,
): Promise<void> {
  const server = await startServer({
    credentials: [EXAMPLE_KEY],
    buckets: ['examplebucket'],
    virtualHosts: ['s3.amazonaws.com'],
    now: () => Date.parse(now),
  });
  server.put('examplebucket', 'test.txt', 'Welcome to the harbour');
  try {
    await run(server);
  } finally {
    await server.close();
  }
}
const codeOf = (body: string): string | undefined => /<Code>(.*?)<\/Code>/.exec(body)?.[1];

test("Amazon's worked examples verify", () =>
  withServer('2013-05-24T00:00:00Z', async (server) => {
    assert.equal(await send(server, GET_OBJECT, GET_OBJECT.headers), {
      status: 206,
      body: 'Welcome to',
    });
    // ListObjects of 2013 is version 1: its signature is right, the operation is not offered.
    const listing = await send(server, LIST_OBJECTS, {});
    assert.equal([listing.status, codeOf(listing.body)], [501, 'NotImplemented']);
  }));

test('a changed header, path, date or signature does not verify', () =>
  withServer('2013-05-24T00:00:00Z', async (server) => {
    const codeWith = async (change: object, headers: object = {}): Promise<string | undefined> =>
      codeOf(
        (await send(server, { ...GET_OBJECT, ...change }, { ...GET_OBJECT.headers, ...headers }))
          .body,
      );
    assert.is(await codeWith({}, { range: 'bytes=0-10' }), 'SignatureDoesNotMatch');
    assert.is(await codeWith({ path: '/test.txt?versionId=1' }), 'SignatureDoesNotMatch');
    assert.is(await codeWith({ path: '/test2.txt' }), 'SignatureDoesNotMatch');
    assert.is(await codeWith({}, { 'x-amz-date': '20130524T000001Z' }), 'SignatureDoesNotMatch');
    assert.is(await codeWith({ signature: '0'.repeat(64) }), 'SignatureDoesNotMatch');
    assert.is(await codeWith({ signature: 'none' }), 'AuthorizationHeaderMalformed');
    assert.is(await codeWith({}, { 'x-amz-request-payer': 'requester' }), 'AccessDenied');
    assert.is(await codeWith({}, { 'x-amz-date': '20130525T000000Z' }), 'AccessDenied');
  }));

test('a date more than fifteen minutes off is refused, before or after', async () => {
  for (const [now, status] of [
    ['2013-05-24T00:15:00Z', 206],
    ['2013-05-24T00:15:01Z', 403],
    ['2013-05-23T23:45:00Z', 206],
    ['2013-05-23T23:44:59Z', 403],
  ] as const) {
    await withServer(now, async (server) => {
      const answer = await send(server, GET_OBJECT, GET_OBJECT.headers);
      assert.is(answer.status, status, now);
      if (status === 403) assert.is(codeOf(answer.body), 'RequestTimeTooSkewed');
    });
  }
});

test('only GET is served, and nonsense is refused in S3 words', () =>
  withServer('2013-05-24T00:00:00Z', async (server) => {
    for (const [method, path, status, code] of [
      ['PUT', '/examplebucket/test.txt', 405, 'MethodNotAllowed'],
      ['DELETE', '/examplebucket/test.txt', 405, 'MethodNotAllowed'],
      ['GET', '/examplebucket/%zz', 400, 'InvalidArgument'],
      ['GET', '/examplebucket?list-type=2', 403, 'AccessDenied'],
      ['GET', '/other', 404, 'NoSuchBucket'],
    ] as const) {
      const answer = await fetch(`${server.url}${path}`, { method });
      assert.equal([answer.status, codeOf(await answer.text())], [status, code], path);
    }
  }));

test.run();
