import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ServerOptions, startDataGalaxy, TOKEN } from './server/server.ts';

/**
 * What our own DataGalaxy does, each with where it is known from: [client], [site] and [toolbox] as in `server/README.md`. What
 * is only assumed is in that list, and not here.
 */
const test = suite('our DataGalaxy answers as the documents say');

type Json = Record<string, unknown>;
interface Caller {
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ) => Promise<{ readonly status: number; readonly body: Json; readonly headers: Headers }>;
  readonly versionId: string;
}

async function calling(
  options: ServerOptions,
  use: (caller: Caller) => Promise<void>,
): Promise<void> {
  const server = await startDataGalaxy(options);
  try {
    await use({
      versionId: [...(options.workspaces ?? [{ name: 'Harbour' }])].map(
        ({ name, versions = [] }) => server.dictionary(name, versions[0]).versionId,
      )[0] as string,
      call: async (method, path, body, token = TOKEN) => {
        const answer = await fetch(path.startsWith('http') ? path : `${server.url}/${path}`, {
          method,
          headers: { authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return {
          status: answer.status,
          body: (await answer.json()) as Json,
          headers: answer.headers,
        };
      },
    });
  } finally {
    await server.close();
  }
}

/** The site's example in our types: 1 source, 1 directory, 2 files, 4 fields. */
const TREE = {
  name: 'My lake',
  type: 'NonRelational',
  summary: 'Summary',
  children: [
    {
      name: 'My directory',
      type: 'Directory',
      children: ['a.csv', 'b.csv'].map((name) => ({
        name,
        type: 'File',
        children: [
          { name: 'column_0', type: 'Field' },
          { name: 'column_1', type: 'Field' },
        ],
      })),
    },
  ],
};

test('[site] bulktree creates 8 objects, and counts them', async () => {
  await calling({}, async ({ call, versionId }) => {
    const counts = { deleted: 0, total: 8 };
    const first = await call('POST', `sources/bulktree/${versionId}`, TREE);
    assert.equal(first.body, { ...counts, created: 8, updated: 0, unchanged: 0 });
    const second = await call('POST', `sources/bulktree/${versionId}`, TREE);
    assert.equal(second.body, { ...counts, created: 0, updated: 0, unchanged: 8 });
  });
});

test('[site] attributes that are left out stay untouched', async () => {
  await calling({}, async ({ call, versionId }) => {
    await call('POST', `sources/bulktree/${versionId}`, TREE);
    const { summary: _, ...bare } = TREE;
    await call('POST', `sources/bulktree/${versionId}`, bare);
    const { body } = await call('GET', `sources?versionId=${versionId}&includeAttributes=true`);
    const [source] = body['results'] as Json[];
    assert.equal(source?.['attributes'], { summary: 'Summary' });
  });
});

test('[toolbox] a source without children is refused; [site] errors are {error:{message,status}}', async () => {
  await calling({}, async ({ call, versionId }) => {
    const { children: _, ...alone } = TREE;
    const { status, body } = await call('POST', `sources/bulktree/${versionId}`, alone);
    assert.is(status, 400);
    const error = body['error'] as Json;
    assert.type(error['message'], 'string');
    assert.is(error['status'], 400);
  });
});

test('[client] no more than the allowed number of objects in a request', async () => {
  await calling({ maxObjects: 7 }, async ({ call, versionId }) => {
    assert.is((await call('POST', `sources/bulktree/${versionId}`, TREE)).status, 400);
  });
});

test('[site] [toolbox] lists: total, pages, results, next_page as a full URL or null', async () => {
  await calling({}, async ({ call, versionId }) => {
    await call('POST', `sources/bulktree/${versionId}`, TREE);
    const first = await call('GET', `fields?versionId=${versionId}&limit=3`);
    assert.is(first.body['total'], 4);
    assert.is(first.body['pages'], 2);
    assert.is((first.body['results'] as Json[]).length, 3);
    const second = await call('GET', String(first.body['next_page']));
    assert.is((second.body['results'] as Json[]).length, 1);
    assert.is(second.body['next_page'], null);
    assert.is((await call('GET', `fields?versionId=${versionId}&limit=5001`)).status, 400);
  });
});

test('[client] parentId of a source lists the fields of all its structures; [site] paths and types', async () => {
  await calling({}, async ({ call, versionId }) => {
    await call('POST', `sources/bulktree/${versionId}`, TREE);
    await call('POST', `sources/bulktree/${versionId}`, { ...TREE, name: 'Another' });
    const sources = await call('GET', `sources?versionId=${versionId}`);
    const [source] = sources.body['results'] as Json[];
    const list = `fields?versionId=${versionId}&parentId=${source?.['id']}`;
    const fields = (await call('GET', list)).body['results'] as Json[];
    assert.is(fields.length, 4);
    assert.is(fields[0]?.['path'], '\\My lake\\My directory\\a.csv\\column_0');
    assert.is(fields[0]?.['typePath'], '\\NonRelational\\Directory\\File\\Field');
    assert.is(fields[0]?.['technicalName'], 'column_0');
    assert.not('attributes' in (fields[0] ?? {}));
  });
});

test('[client] deleting a container deletes its children, which are counted', async () => {
  await calling({}, async ({ call, versionId }) => {
    await call('POST', `sources/bulktree/${versionId}`, TREE);
    const list = await call('GET', `containers?versionId=${versionId}`);
    const ids = (list.body['results'] as Json[]).map(({ id }) => id);
    const { body } = await call('DELETE', `containers/bulk/${versionId}`, ids);
    assert.is(body['totalDeleted'], 7);
    assert.is((await call('GET', `fields?versionId=${versionId}`)).body['total'], 0);
  });
});

test('[client] PUT changes the given attributes of one object', async () => {
  await calling({}, async ({ call, versionId }) => {
    await call('POST', `sources/bulktree/${versionId}`, TREE);
    const list = await call('GET', `structures?versionId=${versionId}`);
    const [file] = list.body['results'] as Json[];
    const at = `structures/${versionId}/${encodeURIComponent(String(file?.['id']))}`;
    assert.is((await call('PUT', at, { description: 'by Ada' })).status, 200);
    const again = await call('GET', `structures?versionId=${versionId}&includeAttributes=true`);
    const [changed] = again.body['results'] as Json[];
    assert.equal(changed?.['attributes'], { description: 'by Ada' });
    assert.is(changed?.['name'], 'a.csv');
  });
});

test('[toolbox] workspaces and versions; [site] a token without access sees none, a wrong one is refused', async () => {
  const workspaces = [{ name: 'Sales', versions: ['Production', 'Draft'] }, { name: 'Plain' }];
  const tokens = { [TOKEN]: 'write', 'new-token': 'nothing' } as const;
  await calling({ workspaces, tokens }, async ({ call }) => {
    const { body } = await call('GET', 'workspaces');
    const [sales, plain] = body['projects'] as Json[];
    assert.is(sales?.['isVersioningEnabled'], true);
    assert.is(plain?.['isVersioningEnabled'], false);
    assert.type(plain?.['defaultVersionId'], 'string');
    const versions = await call('GET', `workspaces/${sales?.['id']}/versions`);
    assert.equal(
      (versions.body['results'] as Json[]).map(({ versionName }) => versionName),
      ['Production', 'Draft'],
    );
    assert.equal((await call('GET', 'workspaces', undefined, 'new-token')).body['projects'], []);
    assert.is((await call('GET', 'workspaces', undefined, 'expired')).status, 401);
  });
});

test('[site] limits on rate: 429 past those of a second, a block of 15 minutes past the hour’s', async () => {
  let now = 0;
  await calling({ perSecond: 2, now: () => now }, async ({ call }) => {
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await call('GET', 'workspaces')).status);
    assert.equal(statuses, [200, 200, 429]);
    now += 1_000;
    assert.is((await call('GET', 'workspaces')).status, 200);
  });
  await calling({ perHour: 3, now: () => now }, async ({ call }) => {
    const { headers } = await call('GET', 'workspaces');
    assert.is(headers.get('x-ratelimit-remaining'), '2');
    for (let i = 0; i < 3; i++) await call('GET', 'workspaces');
    now += 14 * 60_000;
    assert.is((await call('GET', 'workspaces')).status, 429);
    now += 46 * 60_000;
    assert.is((await call('GET', 'workspaces')).status, 200);
  });
});

test.run();
