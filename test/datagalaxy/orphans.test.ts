import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Entry } from '../../src/catalogue/index.ts';
import {
  failure,
  file,
  ORCHARD,
  pathsOf,
  sorted,
  stateOf,
  type Tenant,
  withTenant,
} from './support.ts';

const test = suite('objects that are gone from the lake');

/** The orchard after the pears were felled and a field of the harvest dropped: 5 objects are orphans. */
const AFTER: readonly Entry[] = sorted([
  ...ORCHARD.filter(({ path }) => !path.startsWith('/pears') && !path.includes('harvest')),
  file('/apples/{YYYY}/harvest_{MM}.csv', ['tree', 'kilos:number'], { format: 'csv' }),
]);

const find = ({ dictionary }: Tenant, technicalName: string) =>
  [...dictionary().nodes.values()].find((node) => node.technicalName === technicalName);

test('are kept unless asked otherwise', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    const { plan, applied } = await push({ entries: AFTER });
    assert.is(plan.orphans.count, 5);
    assert.is(applied, undefined);
    assert.is(dictionary().nodes.size, 16);
    assert.equal(
      plan.changes.map(({ action, path }) => `${action} ${path.join('/')}`),
      ['orphan orchard/pears', 'orphan orchard/apples/{YYYY}/harvest_{MM}.csv/picked on'],
    );
  });
});

test('are marked obsolete, once, with nothing else of them changed', async () => {
  await withTenant({}, async (tenant) => {
    const { push, dictionary, server } = tenant;
    await push();
    const pears = find(tenant, 'pears');
    if (pears) Object.assign(pears, { name: 'Our pears', attributes: { summary: 'by Ada' } });
    const apples = find(tenant, 'apples');
    if (apples) apples.name = 'Our apples';
    const { applied } = await push({ entries: AFTER, orphans: 'obsolete' });
    assert.is(applied?.obsolete, 5);
    const obsolete = [...dictionary().nodes.values()]
      .filter(({ attributes }) => attributes['status'] === 'Obsolete')
      .map(({ technicalName }) => technicalName)
      .sort();
    assert.equal(obsolete, ['count', 'id', 'pears', 'picked on', 'stock.parquet']);
    assert.is(dictionary().nodes.size, 16);
    assert.is(pears?.name, 'Our pears');
    assert.equal(pears?.attributes, { summary: 'by Ada', status: 'Obsolete' });
    assert.is(apples?.name, 'Our apples');
    const before = stateOf(dictionary());
    const requests = server.seen.length;
    assert.is((await push({ entries: AFTER, orphans: 'obsolete' })).applied, undefined);
    assert.ok(server.seen.slice(requests).every(({ method }) => method === 'GET'));
    assert.equal(stateOf(dictionary()), before);
    const back = await push({ orphans: 'obsolete' });
    assert.is(back.plan.revived, 5, 'objects that come back are told, not touched');
  });
});

test('are deleted when their number is confirmed', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    const unconfirmed = await failure(push({ entries: AFTER, orphans: 'delete' }));
    assert.is(unconfirmed.id, 'datagalaxy/confirm-needed');
    assert.equal(unconfirmed.args, { count: 5 });
    const mistaken = await failure(push({ entries: AFTER, orphans: 'delete', confirm: 4 }));
    assert.is(mistaken.id, 'datagalaxy/confirm-mismatch');
    assert.is(dictionary().nodes.size, 16);
    const { applied } = await push({ entries: AFTER, orphans: 'delete', confirm: 5 });
    assert.is(applied?.orphansDeleted, 5);
    assert.is(dictionary().nodes.size, 11);
    assert.not(pathsOf(dictionary()).some((path) => path.includes('pears')));
    assert.is((await push({ entries: AFTER, orphans: 'delete' })).applied, undefined);
  });
});

test('are never touched when they are too many', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    for (const maxOrphans of [{ share: 0.1 }, { share: 0.31 }, { count: 4 }, { count: 0 }]) {
      for (const orphans of ['obsolete', 'delete'] as const) {
        const pushing = { entries: AFTER, orphans, confirm: 5, maxOrphans };
        const error = await failure(push(pushing));
        assert.is(error.id, 'datagalaxy/too-many-orphans');
        assert.is(error.args['count'], 5);
      }
    }
    assert.is(dictionary().nodes.size, 16);
    const confirmed = { entries: AFTER, orphans: 'delete', confirm: 5 } as const;
    await push({ ...confirmed, maxOrphans: { share: 5 / 16 } });
    assert.is(dictionary().nodes.size, 11);
  });
});

test('are never touched after an incomplete snapshot', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    const entries = sorted([...AFTER, file('/pears/new.csv', [], { unread: 'access-denied' })]);
    const error = await failure(push({ entries, orphans: 'delete', confirm: 5 }));
    assert.is(error.id, 'datagalaxy/incomplete-snapshot');
    assert.equal(error.args, { files: 1 });
    assert.is(dictionary().nodes.size, 16);
  });
});

test('do not include the fields of a file that cannot be read', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    const entries = ORCHARD.map((entry) =>
      entry.path === '/pears/stock.parquet'
        ? file('/pears/stock.parquet', [], { unread: 'archived' })
        : entry,
    );
    const { plan } = await push({ entries, orphans: 'delete' });
    assert.is(plan.orphans.count, 0);
    assert.is(dictionary().nodes.size, 16);
  });
});

test('that hold what somebody added stay, with all that lies in them', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    await push();
    dictionary().bulktree({
      name: 'orchard',
      type: 'NonRelational',
      children: [
        {
          name: 'pears',
          type: 'Directory',
          children: [{ name: 'How to prune.pdf', type: 'Document' }],
        },
      ],
    });
    const { plan, applied } = await push({ entries: AFTER, orphans: 'delete', confirm: 1 });
    assert.is(plan.orphans.count, 5);
    assert.is(plan.orphans.guarded, 4);
    assert.is(applied?.orphansDeleted, 1);
    assert.ok(pathsOf(dictionary()).includes('\\orchard\\pears\\stock.parquet\\id'));
  });
});

test('are all that an emptied bucket held, but never its source', async () => {
  await withTenant({}, async (tenant) => {
    const { push, dictionary } = tenant;
    await push();
    const source = find(tenant, 'orchard');
    if (source) source.name = 'Our orchard';
    await push({ entries: [], orphans: 'obsolete' });
    assert.is(source?.name, 'Our orchard');
    const { plan } = await push({ entries: [] });
    assert.is(plan.orphans.count, 15);
    assert.is(plan.create.source, 0);
    const ten = {
      entries: [],
      orphans: 'delete',
      confirm: 15,
      maxOrphans: { share: 0.1 },
    } as const;
    assert.is((await failure(push(ten))).id, 'datagalaxy/too-many-orphans');
    await push({ ...ten, maxOrphans: { share: 1 } });
    assert.equal(pathsOf(dictionary()), ['\\orchard']);
  });
});

test('of other sources, and of other types, are not ours', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const sales = { name: 'sales', type: 'Relational' };
    dictionary().bulktree({ ...sales, children: [{ name: 'dbo', type: 'Model' }] });
    const twin = { name: 'orchard', type: 'Relational' };
    dictionary().bulktree({ ...twin, children: [{ name: 'dbo', type: 'Model' }] });
    await push();
    const { plan } = await push({ entries: AFTER });
    assert.is(plan.orphans.count, 5);
    assert.is(plan.held, 16);
  });
});

test('that somebody else has deleted meanwhile are no failure', async () => {
  await withTenant({}, async (tenant) => {
    const { push, dictionary, server } = tenant;
    await push();
    const field = find(tenant, 'picked on');
    // Between the plan and the deletion.
    server.fault = ({ method }) => {
      if (method === 'DELETE' && field && dictionary().nodes.has(field.id)) {
        dictionary().deleteAll('field', [field.id]);
      }
      return undefined;
    };
    const { applied } = await push({ entries: AFTER, orphans: 'delete', confirm: 5 });
    assert.is(applied?.orphansDeleted, 4);
    assert.is(dictionary().nodes.size, 11);
  });
});

test.run();
