import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Fault, FaultRequest } from '../../src/demo/server/index.ts';
import { SECRET, withHarbour } from '../support/cli.ts';

const test = suite('a source that fails');

const SNAPSHOT = 'datagalaxy.snapshot.json';
const xml = (code: string, status: number): Fault => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

/** What a server can do to a listing, and what the user is told of it. */
const LISTINGS: readonly {
  readonly told: string;
  readonly fault: (request: FaultRequest) => Fault | undefined;
  readonly says: RegExp;
}[] = [
  { told: 'no such bucket', fault: () => xml('NoSuchBucket', 404), says: /no-such-bucket/ },
  { told: 'access denied', fault: () => xml('AccessDenied', 403), says: /s3:ListBucket/ },
  {
    told: 'an expired token',
    fault: () => xml('ExpiredToken', 400),
    says: /expired/i,
  },
  {
    told: 'a wrong region',
    fault: () => ({
      ...xml('PermanentRedirect', 301),
      headers: { 'x-amz-bucket-region': 'ap-southeast-2', 'content-type': 'application/xml' },
    }),
    says: /ap-southeast-2/,
  },
  {
    told: 'XML that ends half way',
    fault: ({ query }) =>
      query.has('continuation-token') || query.has('start-after')
        ? {
            body: '<ListBucketResult><IsTruncated>false</IsTr',
            headers: { 'content-length': '42' },
          }
        : undefined,
    says: /s3\/(incomplete-listing|malformed-answer)/,
  },
  {
    told: 'a page of HTML',
    fault: () => ({
      body: '<html><body>Sign in</body></html>',
      headers: { 'content-type': 'text/html' },
    }),
    says: /s3\/(malformed-answer|unexpected)/,
  },
  {
    told: 'the same page for ever',
    fault: ({ count }) =>
      count > 1
        ? {
            body: '<?xml version="1.0"?><ListBucketResult><Name>harbour</Name><Prefix></Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken><Contents><Key>a/0001.csv</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag><Size>4</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>',
          }
        : undefined,
    says: /s3\/incomplete-listing/,
  },
];

for (const { told, fault, says } of LISTINGS) {
  test(`${told}: exit 3, one clear line, the old snapshot untouched`, async () => {
    let broken = false;
    await withHarbour(
      async ({ run, put, folder }) => {
        for (let i = 0; i < 1_200; i += 1) put(`a/${String(i).padStart(4, '0')}.csv`, 'x\n1\n');
        assert.is((await run(['snapshot'])).code, 0);
        const before = readFileSync(join(folder, SNAPSHOT), 'utf8');
        broken = true;
        const { code, stdout, stderr } = await run(['snapshot']);
        assert.is(code, 3, stderr);
        assert.match(stderr, says);
        assert.match(stderr, /^next: /m);
        assert.not.match(stderr, /\n {4}at /);
        assert.not.match(stderr, new RegExp(SECRET));
        assert.is(stdout, '');
        assert.is(readFileSync(join(folder, SNAPSHOT), 'utf8'), before);
      },
      {
        masks: ['"/a/{n:int}.csv"'],
        faults: (request) => (broken && request.operation === 'list' ? fault(request) : undefined),
      },
    );
  });
}

test('a connection cut in the middle of every listing: exit 3 after the retries', async () => {
  await withHarbour(
    async ({ run, put, folder }) => {
      put('a.csv', 'x\n1\n');
      const { code, stderr } = await run(['snapshot']);
      assert.is(code, 3);
      assert.match(stderr, /s3\//);
      assert.not.ok(existsSync(join(folder, SNAPSHOT)));
    },
    { faults: ({ operation }) => (operation === 'list' ? { cutAfter: 40 } : undefined) },
  );
});

test('a server that is not there', async () => {
  await withHarbour(async ({ run, server }) => {
    await server.close();
    const { code, stderr } = await run(['diff', 'live', 'live']);
    assert.is(code, 3);
    assert.match(stderr, /s3\/unreachable/);
  });
});

test('wrong credentials are told apart, and no secret is shown', async () => {
  await withHarbour(async ({ run, put }) => {
    put('a.csv', 'x\n1\n');
    const wrongSecret = await run(['snapshot'], {
      env: { LAKE_SECRET: 'another-secret-00000000000000000000001' },
    });
    assert.is(wrongSecret.code, 3);
    assert.match(wrongSecret.stderr, /s3\/bad-signature/);
    assert.not.match(wrongSecret.stderr, /another-secret/);
    const unknownKey = await run(['snapshot'], { env: { LAKE_KEY: 'NOBODYSKEY0000000000' } });
    assert.is(unknownKey.code, 3);
    assert.match(unknownKey.stderr, /s3\/unknown-key-id/);
    const missing = await run(['snapshot'], { env: { LAKE_SECRET: '' } });
    assert.is(missing.code, 2, missing.stderr);
  });
});

test('a 403 on one object is reported and its fields are kept', async () => {
  let denied = false;
  await withHarbour(
    async ({ run, put, folder }) => {
      put('a.csv', 'x;y\n1;2\n');
      put('b.csv', 'z\n1\n');
      assert.is((await run(['snapshot'])).code, 0);
      // Another version, since one that was read before is not asked for.
      put('a.csv', 'x;y\n3;4\n');
      denied = true;
      const { code, stdout } = await run(['diff', '--format', 'json']);
      assert.is(code, 0);
      const report = JSON.parse(stdout);
      assert.equal(
        report.findings.map(({ rule, level }: { rule: string; level: string }) => [rule, level]),
        [['source/unread-file', 'warn']],
      );
      assert.equal(report.run.unread, [
        { bucket: 'harbour', path: '/a.csv', reason: 'access-denied' },
      ]);
      assert.is((await run(['snapshot'])).code, 0);
      const { files } = JSON.parse(readFileSync(join(folder, SNAPSHOT), 'utf8'));
      assert.is(files[0].unread, 'access-denied');
      assert.is(files[0].fields.length, 2);
    },
    {
      faults: ({ operation, key }) =>
        denied && operation === 'read' && key === 'a.csv' ? xml('AccessDenied', 403) : undefined,
    },
  );
});

test('Ctrl-C while a listing waits: it ends, and nothing is written', async () => {
  const asked = new EventEmitter();
  await withHarbour(
    async ({ run, put, folder }) => {
      put('a.csv', 'x\n1\n');
      const { code, stderr } = await run(['snapshot'], {
        kill: { when: once(asked, 'listing'), signal: 'SIGINT' },
      });
      assert.is(code, 3, stderr);
      assert.match(stderr, /interrupted/);
      assert.not.ok(existsSync(join(folder, SNAPSHOT)));
    },
    {
      faults: () => {
        asked.emit('listing');
        return { delayMs: 60_000 };
      },
    },
  );
});

test.run();
