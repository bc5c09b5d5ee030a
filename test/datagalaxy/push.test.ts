import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  directory,
  failure,
  file,
  ORCHARD,
  pathsOf,
  sorted,
  stateOf,
  withTenant,
} from './support.ts';

const test = suite('pushing a snapshot');

test('a first push creates a source a bucket with directories, files and fields', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const { plan, applied } = await push();
    assert.equal(plan.create, { source: 1, directory: 4, file: 4, field: 7 });
    assert.is(applied?.created, 16);
    assert.equal(pathsOf(dictionary()), [
      '\\orchard',
      '\\orchard\\apples',
      '\\orchard\\apples\\{YYYY}',
      '\\orchard\\apples\\{YYYY}\\harvest_{MM}.csv',
      '\\orchard\\apples\\{YYYY}\\harvest_{MM}.csv\\kilos',
      '\\orchard\\apples\\{YYYY}\\harvest_{MM}.csv\\picked on',
      '\\orchard\\apples\\{YYYY}\\harvest_{MM}.csv\\tree',
      '\\orchard\\apples\\{YYYY}\\varieties.csv',
      '\\orchard\\apples\\{YYYY}\\varieties.csv\\id',
      '\\orchard\\apples\\{YYYY}\\varieties.csv\\name',
      '\\orchard\\cellar',
      '\\orchard\\pears',
      '\\orchard\\pears\\stock.parquet',
      '\\orchard\\pears\\stock.parquet\\count',
      '\\orchard\\pears\\stock.parquet\\id',
      '\\orchard\\readme.txt',
    ]);
  });
});

test('a second push writes nothing', async () => {
  await withTenant({}, async ({ push, server, dictionary }) => {
    await push();
    const before = stateOf(dictionary());
    const requests = server.seen.length;
    const { plan, applied } = await push();
    assert.is(plan.unchanged, 16);
    assert.is(plan.needed.count, 0);
    assert.is(applied, undefined);
    assert.ok(server.seen.slice(requests).every(({ method }) => method === 'GET'));
    assert.equal(stateOf(dictionary()), before);
  });
});

test('a plan changes nothing, there or here', async () => {
  await withTenant({}, async ({ push, server, dictionary, folder }) => {
    const { plan, applied } = await push({ apply: false });
    assert.is(plan.create.file, 4);
    assert.is(applied, undefined);
    assert.is(dictionary().nodes.size, 0);
    assert.ok(server.seen.every(({ method }) => method === 'GET'));
    const { readdirSync } = await import('node:fs');
    assert.equal(readdirSync(folder), []);
  });
});

test('with a configured source, the buckets are directories in it', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push({
      entries: [file('/a.csv', ['x'], {}, 'meadow'), file('/a.csv', ['x'], {}, 'orchard')],
      config: { source: 'S3 data lake' },
    });
    assert.equal(pathsOf(dictionary()), [
      '\\S3 data lake',
      '\\S3 data lake\\meadow',
      '\\S3 data lake\\meadow\\a.csv',
      '\\S3 data lake\\meadow\\a.csv\\x',
      '\\S3 data lake\\orchard',
      '\\S3 data lake\\orchard\\a.csv',
      '\\S3 data lake\\orchard\\a.csv\\x',
    ]);
  });
});

test('what people write stays: names, descriptions, owners, and attributes that we do not send', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    for (const node of dictionary().nodes.values()) {
      node.name = `${node.technicalName} (seen by Ada)`;
      node.attributes = { description: 'crisp', owners: ['ada@example.org'], order: 99 };
    }
    const before = stateOf(dictionary());
    // New fields in a file, deep below what was renamed: its ancestors are sent again.
    const entries = sorted([
      ...ORCHARD.filter(({ path }) => path !== '/pears/stock.parquet'),
      file('/pears/stock.parquet', ['id:integer', 'count:integer', 'shelf'], { format: 'parquet' }),
    ]);
    const { applied } = await push({ entries });
    assert.is(applied?.created, 1);
    assert.is(applied?.updated, 0);
    const after = stateOf(dictionary());
    assert.equal(
      after.filter((line) => !line.includes('shelf')),
      before,
    );
    assert.is(after.length, before.length + 1);
  });
});

test('only configured attributes are sent, from facts, and their change is an update', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const attributes = {
      source: [{ name: 'technologyCode', value: 'amazons3' }],
      directory: [],
      file: [
        { name: 'format', value: '$format' },
        { name: 'reviewed', value: true },
      ],
      field: [
        { name: 'columnDataType', value: '$columnDataType' },
        { name: 'order', value: '$order' },
      ],
    };
    await push({ config: { attributes } });
    const nodes = [...dictionary().nodes.values()];
    const named = (name: string) => nodes.find(({ technicalName }) => technicalName === name);
    assert.equal(named('orchard')?.attributes, { technologyCode: 'amazons3' });
    assert.equal(named('apples')?.attributes, {});
    assert.equal(named('stock.parquet')?.attributes, { format: 'parquet', reviewed: true });
    assert.equal(named('readme.txt')?.attributes, { reviewed: true });
    assert.equal(named('kilos')?.attributes, { columnDataType: 'Decimal', order: 2 });
    assert.is((await push({ config: { attributes } })).plan.needed.count, 0);

    const kilos = named('kilos');
    if (kilos) Object.assign(kilos.attributes, { columnDataType: 'String', summary: 'by Ada' });
    const source = { ...attributes, source: [{ name: 'technologyCode', value: 's3' }] };
    const { plan } = await push({ config: { attributes: source } });
    assert.equal(plan.update, { source: 1, directory: 0, file: 0, field: 1 });
    assert.equal(
      plan.changes.map((change) => (change.action === 'update' ? change.differences : [])),
      [
        [{ attribute: 'technologyCode', before: 'amazons3', after: 's3' }],
        [{ attribute: 'columnDataType', before: 'String', after: 'Decimal' }],
      ],
    );
    assert.equal(kilos?.attributes, { columnDataType: 'Decimal', order: 2, summary: 'by Ada' });
    assert.equal(named('orchard')?.attributes, { technologyCode: 's3' });
  });
});

test('a source that changed alone is sent with a child, since it is refused without', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    const source = [{ name: 'technologyCode', value: 's3' }];
    const config = { attributes: { source, directory: [], file: [], field: [] } };
    const { applied } = await push({ config });
    assert.is(applied?.updated, 1);
    assert.is(applied?.unchanged, 1);
    assert.is((await push({ config })).plan.needed.count, 0);
    assert.is(dictionary().nodes.size, 16);
  });
});

test('a display name of the configuration is ours; without one, people name objects', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const entries = [file('/a.csv', ['x'], { name: 'Harvest' })];
    await push({ entries });
    const nodes = [...dictionary().nodes.values()];
    const harvest = nodes.find(({ technicalName }) => technicalName === 'a.csv');
    assert.is(harvest?.name, 'Harvest');
    if (harvest) harvest.name = 'Something else';
    const { plan } = await push({ entries });
    assert.is(plan.update.file, 1);
    assert.is(harvest?.name, 'Harvest');
  });
});

test('an unknown fact, and a text that begins with a dollar sign', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const field = (value: string) => ({
      attributes: { source: [], directory: [], file: [], field: [{ name: 'note', value }] },
    });
    const error = await failure(push({ config: field('$oder') }));
    assert.is(error.id, 'datagalaxy/unknown-fact');
    assert.equal(error.args['nearest'], ['$order']);
    await push({ entries: [file('/a.csv', ['x'])], config: field('$$5') });
    const nodes = [...dictionary().nodes.values()];
    assert.equal(nodes.find(({ kind }) => kind === 'field')?.attributes, { note: '$5' });
  });
});

test('difficult names go there and come back', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const entries = sorted([
      file('/a\\b/c\\d.csv', ['x\\y', '', ' padded ', 'tab\there', '50%', '%5C', 'émoji 🍐']),
      file('/a//b.csv', ['x']),
      file('/a/', ['a file that looks like a directory']),
      file('/a', ['a file beside a directory']),
      file('/a/b/c.csv', ['twice', 'twice', 'Twice']),
      directory('/a/empty/'),
    ]);
    await push({ entries });
    const { plan } = await push({ entries });
    assert.is(plan.needed.count, 0);
    assert.is(plan.orphans.count, 0);
    const paths = pathsOf(dictionary());
    assert.ok(paths.includes('\\orchard\\a%5Cb\\c%5Cd.csv\\x%5Cy'));
    assert.ok(paths.includes('\\orchard\\a%5Cb\\c%5Cd.csv\\%255C'));
    assert.ok(paths.includes('\\orchard\\a\\%2F\\b.csv'));
    assert.is(paths.filter((path) => path === '\\orchard\\a').length, 2);
    assert.is(paths.filter((path) => path.endsWith('wice')).length, 2);
  });
});

test('imports keep to the limits, cut anywhere, each with what its first object lies in', async () => {
  for (const maxObjects of [5, 6, 7, 9, 14]) {
    await withTenant({ maxObjects }, async ({ push, server, dictionary }) => {
      const { applied } = await push({ limits: { maxObjects } });
      assert.is(applied?.created, 16);
      assert.is(applied?.uncounted, 0);
      assert.is(dictionary().nodes.size, 16);
      const imports = server.seen.filter(({ method }) => method === 'POST').length;
      assert.is(imports, applied?.imports);
      assert.is((await push()).plan.needed.count, 0);
    });
  }
});

test('imports keep to the bytes allowed', async () => {
  await withTenant({ maxBytes: 600 }, async ({ push, dictionary }) => {
    const { applied } = await push({ limits: { maxBytes: 600 } });
    assert.is(applied?.created, 16);
    assert.ok((applied?.imports ?? 0) > 1);
    assert.is(dictionary().nodes.size, 16);
  });
});

test('lists are read page by page, whatever host next_page names', async () => {
  await withTenant({ maxPage: 3 }, async ({ push, server }) => {
    await push({ limits: { pageSize: 3 } });
    const before = server.seen.length;
    const { plan } = await push({ limits: { pageSize: 3 } });
    assert.is(plan.unchanged, 16);
    const lists = server.seen.slice(before).map(({ path }) => path.split('/')[2]);
    assert.is(lists.filter((name) => name === 'fields').length, 3);
    assert.is(lists.filter((name) => name === 'containers').length, 2);
  });
});

test.run();
