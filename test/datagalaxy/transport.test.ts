import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DATAGALAXY_DEFAULTS } from '../../src/config/index.ts';
import { checkTarget, openApi } from '../../src/datagalaxy/index.ts';
import type { EmbeddedServer } from '../../src/demo/server/index.ts';
import { behindTls, CA_FILE, startProxy } from '../s3/tls.ts';
import { startDataGalaxy, type TestServer, TOKEN } from './server/server.ts';
import { USUAL_TYPES } from './server/workspace.ts';
import { TestPace } from './support.ts';

const test = suite('the way to DataGalaxy');

/** What the checks say of an address: names of those that pass, then the error of the one that does not. */
async function checked(
  url: string,
  env: Readonly<Record<string, string>> = {},
  config: Partial<typeof DATAGALAXY_DEFAULTS> = {},
): Promise<string[]> {
  const settings = { ...DATAGALAXY_DEFAULTS, url, token: TOKEN, workspace: 'Harbour', ...config };
  const signal = new AbortController().signal;
  const limits = { maxAttempts: 2 };
  const open = await openApi(settings, { env, signal, pace: new TestPace(), limits });
  const said: string[] = [];
  for await (const { check, problem } of checkTarget(open, settings)) {
    said.push(problem === undefined ? check : problem.id);
  }
  open.close();
  return said;
}

async function withServer(
  options: Parameters<typeof startDataGalaxy>[0],
  use: (server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await startDataGalaxy(options);
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

test('all that a push needs can be checked beforehand', async () => {
  await withServer({}, async ({ url }) => {
    assert.equal(await checked(url), ['workspace', 'read', 'types']);
    assert.equal(await checked(url, {}, { workspace: 'Sales' }), ['datagalaxy/unknown-workspace']);
    assert.equal(await checked(url, {}, { token: 'old' }), ['datagalaxy/bad-token']);
  });
  const types = { ...USUAL_TYPES, field: ['Column'] };
  await withServer({ types }, async ({ url }) => {
    assert.equal(await checked(url), ['workspace', 'read', 'datagalaxy/type-refused']);
  });
});

test('TLS with an authority of one’s own, and without its certificate', async () => {
  await withServer({}, async ({ url }) => {
    const front = await behindTls({ port: Number(new URL(url).port) } as EmbeddedServer);
    const secure = `https://localhost:${front.port}/v2`;
    assert.equal(await checked(secure), ['datagalaxy/untrusted-certificate']);
    assert.equal(await checked(secure, {}, { caFile: CA_FILE }), ['workspace', 'read', 'types']);
    front.close();
  });
});

test('through a proxy, but for the hosts that NO_PROXY names', async () => {
  await withServer({}, async ({ url }) => {
    const front = await behindTls({ port: Number(new URL(url).port) } as EmbeddedServer);
    const proxy = await startProxy(front.port);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const secure = `https://localhost:${front.port}/v2`;
    const config = { caFile: CA_FILE };
    assert.equal(await checked(secure, env, config), ['workspace', 'read', 'types']);
    assert.is(proxy.tunnels[0]?.target, `localhost:${front.port}`);
    const tunnels = proxy.tunnels.length;
    assert.equal(await checked(secure, { ...env, NO_PROXY: 'localhost' }, config), [
      'workspace',
      'read',
      'types',
    ]);
    assert.is(proxy.tunnels.length, tunnels);
    proxy.close();
    front.close();
  });
});

test('the token goes in one header, to one host, and nowhere else', async () => {
  await withServer({}, async (server) => {
    server.fault = () => ({
      kind: 'answer',
      status: 307,
      headers: { location: 'https://elsewhere.example.org/v2/workspaces' },
    });
    assert.equal(await checked(server.url), ['datagalaxy/wrong-url']);
    assert.is(server.seen.length, 1);
    assert.ok(server.seen.every(({ query }) => !query.toString().includes(TOKEN)));
  });
});

test.run();
