import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bucketName } from '../../src/catalogue/index.ts';
import type { EndpointConfig } from '../../src/config/index.ts';
import { s3ErrorWords } from '../../src/report/words/s3-errors.ts';
import { resolveEndpoint } from '../../src/s3/endpoint.ts';
import { openStore } from '../../src/s3/index.ts';
import { proxyFor } from '../../src/s3/proxy.ts';
import { chooseRegion } from '../../src/s3/region.ts';
import { bucketConfig, failure, inHarbour, keysBelow, read } from './support.ts';
import { behindTls, CA_FILE, startProxy, startRefusingProxy } from './tls.ts';

const test = suite('s3 endpoint');
const VPC = 'vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com';
const vpc: EndpointConfig = { kind: 'vpc-endpoint', host: VPC };
const aws: EndpointConfig = { kind: 'aws' };
const loopback: (
  host: string,
  options: object,
  done: (e: null, a: string, f: number) => void,
) => void = (_host, options, done) =>
  'all' in options && options.all
    ? done(null, [{ address: '127.0.0.1', family: 4 }] as never, 4)
    : done(null, '127.0.0.1', 4);

test('the region comes from the bucket, the VPC host, the environment, in this order', () => {
  const name = bucketName('harbour');
  const env = { AWS_REGION: 'eu-central-1' };
  const of = (bucket: { region?: string; endpoint: EndpointConfig }, variables = {}) =>
    chooseRegion({ name, auth: { kind: 'default' }, ...bucket }, variables);
  assert.equal(of({ region: 'eu-west-1', endpoint: aws }, env), {
    name: 'eu-west-1',
    configured: true,
  });
  assert.equal(of({ endpoint: vpc }, env), { name: 'us-east-1', configured: true });
  assert.equal(of({ endpoint: aws }, env), { name: 'eu-central-1', configured: false });
  assert.equal(of({ endpoint: aws }, { AWS_DEFAULT_REGION: 'cn-north-1' }), {
    name: 'cn-north-1',
    configured: false,
  });
  assert.equal(of({ endpoint: aws }, { AWS_REGION: 'evil.example/' }), {
    name: 'us-east-1',
    configured: false,
  });
  assert.equal(of({ endpoint: aws }), { name: 'us-east-1', configured: false });
});

test('a bucket and a VPC endpoint in two regions are an error before any request', async () => {
  const work = openStore(bucketConfig('', { region: 'eu-west-1', endpoint: vpc }), { env: {} });
  const { id, args } = await failure(work);
  assert.equal(
    [id, args],
    [
      's3/wrong-region',
      { bucket: 'harbour', configured: 'eu-west-1', actual: 'us-east-1', endpoint: VPC },
    ],
  );
  assert.match(s3ErrorWords['s3/wrong-region'](args).message, 'is in us-east-1');
});

test('a VPC endpoint is asked under bucket.HOST, however its name was copied', () => {
  for (const host of [VPC, `*.${VPC}`, `bucket.${VPC}`]) {
    const { client } = resolveEndpoint(
      {
        name: bucketName('harbour'),
        endpoint: { kind: 'vpc-endpoint', host },
      },
      {},
    );
    assert.is(client.endpoint, `https://bucket.${VPC}`);
  }
  const name = bucketName('arn:aws:s3:us-east-1:111122223333:accesspoint/quay');
  assert.is(
    resolveEndpoint({ name, endpoint: vpc }, {}).client.endpoint,
    `https://accesspoint.${VPC}`,
  );
});

test('a VPC endpoint works over TLS under its own name, virtual-hosted', () =>
  inHarbour({ virtualHosts: [`bucket.${VPC}`] }, async ({ server, open }) => {
    server.put('harbour', 'a b.csv', 'x');
    const tls = await behindTls(server);
    const endpoint: EndpointConfig = {
      kind: 'vpc-endpoint',
      host: `${VPC}:${tls.port}`,
      caFile: CA_FILE,
    };
    const store = await open({ endpoint }, { lookup: loopback as never });
    assert.equal(await keysBelow(store), ['a b.csv']);
    assert.is((await read(store, 'a b.csv')).objectSize, 1);
    // A host that the certificate does not name.
    const other = {
      ...endpoint,
      host: `vpce-9z9z9z9z-9z9z.s3.us-east-1.vpce.amazonaws.com:${tls.port}`,
    };
    const wrong = await failure(
      keysBelow(await open({ endpoint: other }, { lookup: loopback as never })),
    );
    assert.equal(
      [wrong.id, wrong.args['code']],
      ['s3/untrusted-certificate', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    );
    tls.close();
  }));

test('a private authority is trusted through caFile or AWS_CA_BUNDLE, else the certificate is not', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'a', '');
    const tls = await behindTls(server);
    const endpoint = {
      kind: 'url',
      url: `https://localhost:${tls.port}`,
      pathStyle: true,
    } as const;
    assert.equal(await keysBelow(await open({ endpoint: { ...endpoint, caFile: CA_FILE } })), [
      'a',
    ]);
    assert.equal(await keysBelow(await open({ endpoint }, { env: { AWS_CA_BUNDLE: CA_FILE } })), [
      'a',
    ]);
    const { id, args } = await failure(keysBelow(await open({ endpoint })));
    assert.is(id, 's3/untrusted-certificate');
    assert.match(String(args['code']), /SELF_SIGNED|UNABLE_TO/);
    tls.close();
  }));

test('a caFile that cannot be used is an error of the configuration', async () => {
  const idOf = async (caFile: string): Promise<unknown[]> => {
    const endpoint = { kind: 'url', url: 'https://localhost:1', pathStyle: true, caFile } as const;
    const error = await failure(openStore(bucketConfig('', { endpoint }), { env: {} }));
    return [error.id, error.args['code']];
  };
  assert.equal(await idOf('/nowhere/ca.pem'), ['usage/file-not-found', undefined]);
  assert.equal(await idOf('/'), ['usage/file-unreadable', 'EISDIR']);
  assert.equal(await idOf(new URL(import.meta.url).pathname), [
    'usage/file-unreadable',
    'no-certificate',
  ]);
});

test('https to a port that speaks plain http is named', () =>
  inHarbour({}, async ({ server, open }) => {
    const url = server.url.replace('http:', 'https:');
    const error = await failure(
      keysBelow(await open({ endpoint: { kind: 'url', url, pathStyle: true } })),
    );
    assert.is(error.id, 's3/plain-http');
  }));

test('virtual-hosted style reaches a local server', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'é/a+b', 'x');
    const url = `http://localhost:${server.port}`;
    const endpoint = { kind: 'url', url, pathStyle: false } as const;
    const store = await open({ endpoint }, { lookup: loopback as never });
    assert.equal(await keysBelow(store), ['é/a+b']);
    assert.is((await read(store, 'é/a+b')).objectSize, 1);
  }));

test('https goes through the proxy of the environment, with its credentials, unless excepted', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'a', '');
    const tls = await behindTls(server);
    const proxy = await startProxy(tls.port);
    const endpoint = {
      kind: 'url',
      url: `https://localhost:${tls.port}`,
      pathStyle: true,
      caFile: CA_FILE,
    } as const;
    const env = { HTTPS_PROXY: `http://pilot:anchor@127.0.0.1:${proxy.port}` };
    assert.equal(await keysBelow(await open({ endpoint }, { env })), ['a']);
    const authorization = `Basic ${Buffer.from('pilot:anchor').toString('base64')}`;
    assert.equal(proxy.tunnels, [{ target: `localhost:${tls.port}`, authorization }]);
    assert.equal(
      await keysBelow(await open({ endpoint }, { env: { ...env, NO_PROXY: 'localhost' } })),
      ['a'],
    );
    assert.is(proxy.tunnels.length, 1);
    proxy.close();
    tls.close();
  }));

test('a proxy that wants a password is named', () =>
  inHarbour({}, async ({ server, open }) => {
    const tls = await behindTls(server);
    const url = `https://localhost:${tls.port}`;
    const env = { HTTPS_PROXY: (await startRefusingProxy()).url };
    const error = await failure(
      keysBelow(await open({ endpoint: { kind: 'url', url, pathStyle: true } }, { env })),
    );
    assert.equal([error.id, error.args['code']], ['s3/unreachable', 'proxy-authentication']);
    tls.close();
  }));

test('AWS_ENDPOINT_URL_S3 moves Amazon S3 to another server', () =>
  inHarbour({}, async ({ server, open }) => {
    server.put('harbour', 'a', '');
    process.env['AWS_ENDPOINT_URL_S3'] = server.url;
    const store = await open({ endpoint: aws }, { env: { AWS_ENDPOINT_URL_S3: server.url } });
    assert.equal(await keysBelow(store), ['a']);
    delete process.env['AWS_ENDPOINT_URL_S3'];
  }));

test('NO_PROXY takes names, suffixes, ports and a star', () => {
  const url = new URL('https://s3.eu-west-1.amazonaws.com');
  const through = (noProxy: string): boolean =>
    proxyFor(url, { https_proxy: 'proxy.example:3128', NO_PROXY: noProxy }) ===
    'http://proxy.example:3128';
  for (const none of [
    '*',
    'amazonaws.com',
    '.amazonaws.com',
    '*.amazonaws.com',
    'x, s3.eu-west-1.amazonaws.com:443',
    'AMAZONAWS.COM',
  ]) {
    assert.not.ok(through(none), none);
  }
  for (const other of [
    '',
    'aws.com',
    's3',
    'amazonaws.com:8443',
    'eu-west-1.amazonaws.com.evil.example',
  ]) {
    assert.ok(through(other), other);
  }
  assert.is(proxyFor(new URL('http://localhost:9000'), { HTTPS_PROXY: 'http://p' }), undefined);
  assert.is(proxyFor(url, {}), undefined);
});

test('a proxy that is no http proxy is an error of the environment, and is not shown', async () => {
  const url = new URL('https://s3.eu-west-1.amazonaws.com');
  for (const proxy of ['socks5://u:canary@p.example:1', 'http://u:ca nary@@p x', 'http://']) {
    const error = await failure((async () => proxyFor(url, { HTTPS_PROXY: proxy }))());
    assert.equal([error.id, error.args, error.family], ['s3/unusable-proxy', {}, 'usage']);
  }
});

test.run();
