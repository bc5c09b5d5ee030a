import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failure, file, ORCHARD, pathsOf, type Tenant, withTenant } from './support.ts';

const test = suite('renames that the configuration tells');

const node = ({ dictionary }: Tenant, technicalName: string) =>
  [...dictionary().nodes.values()].find((one) => one.technicalName === technicalName);

/** The orchard with every entry's path rewritten. */
const rewritten = (from: string, to: string) =>
  ORCHARD.map((entry) => ({ ...entry, path: entry.path.replace(from, to) as typeof entry.path }));

test('a mask that changed keeps its object, fields and all that people wrote', async () => {
  await withTenant({}, async (tenant) => {
    const { push, dictionary } = tenant;
    await push();
    const harvest = node(tenant, 'harvest_{MM}.csv');
    if (harvest) Object.assign(harvest.attributes, { description: 'by Ada' });
    const moved = [{ from: '/apples/{YYYY}/harvest_{MM}.csv', to: '/apples/{YYYY}/crop_{MM}.csv' }];
    const entries = rewritten('harvest', 'crop');
    const { plan, applied } = await push({ entries, config: { moved } });
    assert.is(applied?.renamed, 1);
    assert.is(plan.orphans.count, 0);
    assert.is(plan.needed.count, 0);
    assert.is(node(tenant, 'crop_{MM}.csv')?.id, harvest?.id);
    assert.is(harvest?.name, 'crop_{MM}.csv');
    assert.equal(harvest?.attributes, { description: 'by Ada' });
    assert.is(dictionary().nodes.size, 16);
    const again = await push({ entries, config: { moved } });
    assert.is(again.applied, undefined, 'the entry may stay in the configuration');
  });
});

test('a name that people gave stays through a rename', async () => {
  await withTenant({}, async (tenant) => {
    await tenant.push();
    const pears = node(tenant, 'pears');
    if (pears) pears.name = 'Our pears';
    const config = { moved: [{ bucket: 'orchard', from: '/pears/', to: '/quinces/' }] };
    await tenant.push({ entries: rewritten('/pears/', '/quinces/'), config });
    assert.is(pears?.technicalName, 'quinces');
    assert.is(pears?.name, 'Our pears');
    assert.ok(pathsOf(tenant.dictionary()).includes('\\orchard\\quinces\\stock.parquet\\id'));
    assert.is(tenant.dictionary().nodes.size, 16);
  });
});

test('a directory, then a file in it', async () => {
  await withTenant({}, async (tenant) => {
    await tenant.push();
    const entries = rewritten('/pears/stock.parquet', '/quinces/shelves.parquet');
    const moved = [
      { from: '/pears/', to: '/quinces/' },
      { from: '/quinces/stock.parquet', to: '/quinces/shelves.parquet' },
    ];
    const { plan, applied } = await tenant.push({ entries, config: { moved } });
    assert.is(applied?.renamed, 2);
    assert.is(plan.orphans.count, 0);
    assert.is(applied?.created, 0);
    assert.ok(pathsOf(tenant.dictionary()).includes('\\orchard\\quinces\\shelves.parquet\\id'));
  });
});

test('nothing is renamed where the old name is still in use, or the new one is taken', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    const entries = [...rewritten('/pears/', '/quinces/')];
    await push({ entries });
    const config = { moved: [{ from: '/pears/', to: '/quinces/' }] };
    const taken = await push({ entries, config });
    assert.is(taken.plan.renames.length, 0);
    assert.is(taken.plan.orphans.count, 4);
    const inUse = await push({ config });
    assert.is(inUse.plan.renames.length, 0);
    assert.is(dictionary().nodes.size, 20);
  });
});

test('what cannot be a rename is told', async () => {
  await withTenant({}, async ({ push }) => {
    const reasonOf = async (from: string, to: string, bucket?: string): Promise<unknown> => {
      const moved = [{ from, to, ...(bucket && { bucket }) }];
      const error = await failure(push({ entries: [file('/a.csv')], config: { moved } }));
      assert.is(error.id, 'datagalaxy/bad-move');
      return error.args['reason'];
    };
    assert.is(await reasonOf('/a/', '/b'), 'kind');
    assert.is(await reasonOf('/a/b.csv', '/c/b.csv'), 'directory');
    assert.is(await reasonOf('/a/b.csv', '/a/b.csv'), 'same');
  });
});

test.run();
