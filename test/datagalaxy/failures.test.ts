import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorText } from '../../src/report/index.ts';
import { TOKEN } from './server/server.ts';
import { USUAL_TYPES } from './server/workspace.ts';
import { failure, file, ORCHARD, type Tenant, withTenant } from './support.ts';

const test = suite('what DataGalaxy refuses, and how it is told');

/** What a person reads of the error that a push ends with; the token is never in it. */
async function told(tenant: Tenant, pushing: Parameters<Tenant['push']>[0] = {}): Promise<string> {
  const error = await failure(tenant.push(pushing));
  const text = errorText(error, false);
  assert.not.match(text, TOKEN);
  assert.not.match(JSON.stringify(error.args), TOKEN);
  return `${error.id}\n${text}`;
}

test('a wrong token', async () => {
  await withTenant({}, async (tenant) => {
    assert.match(await told(tenant, { token: 'expired' }), /^datagalaxy\/bad-token\n/);
    assert.match(await told(tenant, { token: `${TOKEN}\n` }), /characters that no token has/);
    assert.is(tenant.server.seen.length, 1);
  });
});

test('an integration token that no workspace has let in', async () => {
  await withTenant({ tokens: { [TOKEN]: 'nothing' } }, async (tenant) => {
    assert.match(await told(tenant), /^datagalaxy\/no-workspace\n.*shows no workspace/);
  });
});

test('a token that may read and not write', async () => {
  await withTenant({ tokens: { [TOKEN]: 'read' } }, async (tenant) => {
    await tenant.push({ apply: false });
    assert.match(await told(tenant), /^datagalaxy\/forbidden\n.*This token may not write/);
  });
});

test('an unknown workspace, with the nearest names', async () => {
  const workspaces = [{ name: 'Harbour' }, { name: 'Orchard' }];
  await withTenant({ workspaces }, async (tenant) => {
    assert.match(await told(tenant, { workspace: 'harbor' }), /did you mean "Harbour"\?/);
    assert.match(await told(tenant, { workspace: 'Sales' }), /there is "Harbour" and "Orchard"/);
    await tenant.push({ workspace: 'workspace-1' });
  });
});

test('a workspace with versions, and none or a wrong one named', async () => {
  const workspaces = [{ name: 'Harbour', versions: ['Production', 'Draft'] }];
  await withTenant({ workspaces }, async (tenant) => {
    const { push, server } = tenant;
    assert.match(await told(tenant), /there is "Production" and "Draft"/);
    const config = { version: 'Darft' };
    assert.match(await told(tenant, { config }), /did you mean "Draft"\?/);
    const { plan } = await push({ config: { version: 'Draft' } });
    assert.is(plan.target.version, 'Draft');
    assert.is(server.dictionary('Harbour', 'Draft').nodes.size, 16);
    assert.is(server.dictionary('Harbour', 'Production').nodes.size, 0);
  });
});

test('a type that the tenant does not have', async () => {
  const types = { ...USUAL_TYPES, container: ['Folder'] };
  await withTenant({ types }, async (tenant) => {
    assert.match(await told(tenant, { apply: false }), /no type "Directory"/);
    assert.match(await told(tenant), /no type "Directory" for a directory[\s\S]*there is "Folder"/);
    assert.is(tenant.dictionary().nodes.size, 0);
    const config = {
      types: { source: 'NonRelational', directory: 'Folder', file: 'File', field: 'Field' },
    };
    await tenant.push({ config });
    assert.is((await tenant.push({ config })).plan.needed.count, 0);
  });
});

test('413: the import goes on in halves, and those after it are no larger', async () => {
  await withTenant({ maxBytes: 700 }, async ({ push, dictionary, server }) => {
    const { applied } = await push();
    assert.is(dictionary().nodes.size, 16);
    assert.is(applied?.created, 16);
    assert.ok(server.seen.filter(({ method }) => method === 'POST').length > 2);
    assert.is((await push()).plan.needed.count, 0);
  });
  await withTenant({ maxBytes: 10 }, async (tenant) => {
    assert.match(await told(tenant), /^datagalaxy\/too-large\n/);
  });
});

test('a storm of 429 is waited out, at a slower pace; one that does not end is told', async () => {
  await withTenant({}, async ({ push, server, pace, dictionary }) => {
    let storm = 0;
    server.fault = () => {
      storm += 1;
      return storm % 3 === 0 ? undefined : { kind: 'answer', status: 429 };
    };
    await push();
    assert.is(dictionary().nodes.size, 16);
    assert.ok(pace.at > 20_000);
  });
  await withTenant({}, async (tenant) => {
    tenant.server.fault = ({ method }) =>
      method === 'POST'
        ? { kind: 'answer', status: 429, headers: { 'retry-after': '30' } }
        : undefined;
    assert.match(await told(tenant), /^datagalaxy\/throttled\n.*tried 4 times/);
    assert.ok(tenant.pace.slept.filter((ms) => ms === 30_000).length >= 3, 'Retry-After is kept');
    tenant.server.fault = undefined;
    await tenant.push();
    assert.is(tenant.dictionary().nodes.size, 16);
  });
});

test('two requests a second, whatever the server does', async () => {
  await withTenant({ perSecond: 2 }, async ({ push, server, pace }) => {
    await push();
    assert.is(server.seen.length, 2 + 1);
    assert.ok(pace.slept.every((ms) => ms <= 500));
    assert.is(Math.round(pace.at), (server.seen.length - 1) * 500);
  });
});

test('the run stops before the hourly limit blocks the address, and continues later', async () => {
  await withTenant({ perHour: 126 }, async (tenant) => {
    const { push, pace, server, dictionary } = tenant;
    const entries = Array.from({ length: 150 }, (_, i) =>
      file(`/rows/${String(i).padStart(3, '0')}.csv`, ['x']),
    );
    const limits = { maxObjects: 5, reserve: 20 };
    assert.match(
      await told(tenant, { entries, limits }),
      /^datagalaxy\/hourly-limit\n.*20 requests/,
    );
    assert.is(server.seen.length, 106);
    pace.at += 3_600_000;
    const reads = server.seen.length;
    await push({ entries, limits });
    assert.is(dictionary().nodes.size, 2 + 150 * 2);
    const lists = server.seen.slice(reads).filter(({ path }) => /fields|structures/.test(path));
    assert.is(lists.length, 0, 'the journal spares reading the workspace again');
  });
});

test('errors of the server are tried again, and told when they stay', async () => {
  for (const status of [500, 502, 503, 504]) {
    await withTenant({}, async (tenant) => {
      tenant.server.fault = ({ number }) =>
        number % 2 === 1 ? { kind: 'answer', status } : undefined;
      await tenant.push();
      assert.is(tenant.dictionary().nodes.size, 16);
      tenant.server.fault = () => ({ kind: 'answer', status });
      assert.match(await told(tenant), /^datagalaxy\/server-error\n.*A fault/);
    });
  }
});

test('answers that are not the API’s', async () => {
  await withTenant({}, async (tenant) => {
    const answers: readonly (readonly [number, string, RegExp])[] = [
      [200, '<html>Please log in</html>', /malformed-answer[\s\S]*not-json/],
      [200, '{"projects":"none"}', /malformed-answer[\s\S]*no-results/],
      [200, '[]', /malformed-answer/],
      [302, '', /wrong-url/],
      [404, '<h1>nothing here</h1>', /wrong-url/],
      [
        400,
        '{"error":{"message":"Attribute \\u001b[31munknown"}}',
        /refused[\s\S]*\\u\{1b\}\[31munknown/,
      ],
      [400, `{"error":{"message":"Bearer ${TOKEN} is odd"}}`, /Bearer \*\*\* is odd/],
    ];
    for (const [status, body, expected] of answers) {
      tenant.server.fault = () => ({ kind: 'answer', status, body });
      assert.match(await told(tenant, { apply: false }), expected);
    }
  });
});

test('lists that end early, repeat themselves or lead elsewhere', async () => {
  await withTenant({}, async (tenant) => {
    await tenant.push();
    const page = (next_page: unknown, total = 0): string =>
      JSON.stringify({ total, pages: 2, results: [], next_page });
    const fault = (body: string): void => {
      tenant.server.fault = ({ path }) =>
        path.endsWith('/fields') ? { kind: 'answer', status: 200, body } : undefined;
    };
    fault(page(null, 7));
    assert.match(await told(tenant, { apply: false }), /list-changed[\s\S]*0 of 7 came/);
    fault(page('https://elsewhere.example.org/v2/fields?page=2'));
    assert.match(await told(tenant, { apply: false }), /malformed-answer[\s\S]*repeated-page/);
    fault(page('no address'));
    assert.match(await told(tenant, { apply: false }), /bad-next-page/);
  });
});

test('plain http to another machine, a missing setting, nobody there', async () => {
  await withTenant({}, async (tenant) => {
    const at = (url: string) => told(tenant, { config: { url } });
    assert.match(await at('http://acme.api.datagalaxy.com/v2'), /insecure-url/);
    assert.match(await at(''), /not-configured[\s\S]*"url" is missing/);
    assert.match(await at('http://127.0.0.1:9/v2'), /unreachable[\s\S]*refused/);
    assert.is(tenant.server.seen.length, 0);
  });
});

test('an interruption says that the same command continues', async () => {
  await withTenant({}, async (tenant) => {
    const interrupt = new AbortController();
    tenant.server.fault = ({ number }) => {
      if (number === 3) interrupt.abort();
      return undefined;
    };
    const text = await told(tenant, { signal: interrupt.signal, entries: ORCHARD });
    assert.match(text, /^datagalaxy\/interrupted\n[\s\S]*run the same command again/);
  });
});

test.run();
