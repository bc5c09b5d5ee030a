import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import type { FaultHook } from './server/server.ts';
import {
  failure,
  file,
  ORCHARD,
  type Pushing,
  sorted,
  stateOf,
  type Tenant,
  withTenant,
} from './support.ts';

const test = suite('runs that break off, and those that continue them');

/** Few objects a request, so that there are many to cut at. */
const limits = { maxObjects: 6, pageSize: 5, maxDeletes: 1, maxAttempts: 2 };

const AFTER = sorted([
  ...ORCHARD.filter(({ path }) => !path.startsWith('/pears') && !path.includes('harvest')),
  file('/apples/{YYYY}/crop_{MM}.csv', ['tree', 'kilos:number', 'basket']),
  file('/plums/{YYYY}.csv', ['id', 'ripe']),
]);

/** A second push with everything in it: a rename, new objects, orphans in two places. */
const SECOND: Pushing = {
  entries: AFTER,
  orphans: 'delete',
  confirm: 5,
  limits,
  config: {
    moved: [{ from: '/apples/{YYYY}/harvest_{MM}.csv', to: '/apples/{YYYY}/crop_{MM}.csv' }],
  },
};

/** A first push, then one that is cut, then the same again until it ends. What the workspace holds then. */
async function cutAt(
  second: Pushing,
  fault: FaultHook | undefined,
): Promise<{
  readonly state: string[];
  readonly requests: number;
  readonly runs: number;
}> {
  let outcome: { state: string[]; requests: number; runs: number } | undefined;
  await withTenant({}, async ({ push, server, dictionary, folder }) => {
    await push({ limits });
    const first = server.seen.length;
    server.fault = fault && ((seen) => fault({ ...seen, number: seen.number - first }));
    let runs = 0;
    for (let ended = false; !ended; runs++) {
      assert.ok(runs < 4, 'a run that was cut once ends in the next');
      try {
        await push(second);
        ended = true;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        assert.is(error.id, 'datagalaxy/unreachable');
      }
    }
    assert.equal(
      readdirSync(join(folder, '.datagalaxy')),
      ['.gitignore'],
      'nothing is left behind',
    );
    const requests = server.seen.length - first;
    assert.is(
      (await push({ ...second, orphans: 'keep' })).applied,
      undefined,
      'a no-op afterwards',
    );
    outcome = { state: stateOf(dictionary()), requests, runs };
  });
  if (outcome === undefined) throw new Error('unreachable');
  return outcome;
}

for (const when of ['before', 'within', 'after'] as const) {
  test(`cut ${when} any request, tried again or run again: as if it had not been`, async () => {
    const keeping = { ...SECOND, orphans: 'keep' } as const;
    for (const second of when === 'after' ? [SECOND, keeping] : [SECOND]) {
      const whole = await cutAt(second, undefined);
      assert.ok(whole.requests > 8);
      await eachRequest(whole.requests, async (at) => {
        // Once: the client tries again by itself.
        const once = await cutAt(second, ({ number }) =>
          number === at ? { kind: 'cut', when } : undefined,
        );
        assert.equal(once.state, whole.state, `cut once at ${at}`);
        assert.is(once.runs, 1);
        // For good: the run ends, and another continues.
        const twice = await cutAt(second, ({ number }) =>
          number === at || number === at + 1 ? { kind: 'cut', when } : undefined,
        );
        assert.equal(twice.state, whole.state, `cut for good at ${at}`);
        assert.is(twice.runs, 2);
      });
    }
  });
}

/** Side by side: most of the time goes into waiting for the disk. */
async function eachRequest(count: number, use: (at: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, i) => use(i + 1)));
}

test('a first push that is cut anywhere continues from its journal', async () => {
  const requests = await withRequests(undefined);
  await eachRequest(requests, async (at) => {
    await withRequests(at);
  });
});

async function withRequests(cut: number | undefined): Promise<number> {
  let requests = 0;
  await withTenant({}, async ({ push, server, dictionary }) => {
    server.fault = ({ number }) =>
      cut !== undefined && (number === cut || number === cut + 1)
        ? { kind: 'cut', when: 'within' }
        : undefined;
    if (cut !== undefined) await failure(push({ limits }));
    await push({ limits });
    requests = server.seen.length;
    assert.is(dictionary().nodes.size, 16);
  });
  return requests;
}

/** Cuts the connection for good at the import after the first `imports`. */
function cutImports({ server }: Tenant, imports: number): void {
  let count = 0;
  server.fault = ({ method }) => {
    if (method === 'POST') count += 1;
    return method === 'POST' && count > imports ? { kind: 'cut', when: 'before' } : undefined;
  };
}

test('the journal is its owner’s alone, holds no token, and is ignored by git', async () => {
  await withTenant({}, async (tenant) => {
    cutImports(tenant, 2);
    await failure(tenant.push({ limits }));
    const directory = join(tenant.folder, '.datagalaxy');
    const [ignore, journal = ''] = readdirSync(directory).sort();
    assert.is(ignore, '.gitignore');
    assert.match(journal, /^push-[0-9a-f]{16}\.jsonl$/);
    assert.is(statSync(join(directory, journal)).mode & 0o777, 0o600);
    assert.is(statSync(directory).mode & 0o777, 0o700);
    const text = readFileSync(join(directory, journal), 'utf8');
    assert.not.match(text, 'token');
    assert.is(readFileSync(join(directory, '.gitignore'), 'utf8'), '*\n');
    assert.is(text.trimEnd().split('\n').length, 3);
  });
});

test('a continued run reads nothing again and sends only the rest', async () => {
  await withTenant({}, async (tenant) => {
    const { push, server, dictionary } = tenant;
    cutImports(tenant, 2);
    await failure(push({ limits }));
    server.fault = undefined;
    const before = server.seen.length;
    const there = dictionary().nodes.size;
    let continued = false;
    const { applied } = await push({ limits, onPlan: (_, resumed) => (continued = resumed) });
    assert.ok(continued);
    assert.is(applied?.created, 16 - there);
    const paths = server.seen.slice(before).map(({ method, path }) => `${method} ${path}`);
    assert.equal(
      paths.filter((line) => line.startsWith('GET')),
      ['GET /v2/workspaces'],
    );
  });
});

test('another snapshot, an old journal, or a broken one: planned anew', async () => {
  for (const spoil of ['entries', 'age', 'text', 'half'] as const) {
    await withTenant({}, async (tenant) => {
      const { push, server, folder, pace, dictionary } = tenant;
      cutImports(tenant, 2);
      await failure(push({ limits }));
      server.fault = undefined;
      const name = readdirSync(join(folder, '.datagalaxy')).find((one) => one.endsWith('.jsonl'));
      const journal = join(folder, '.datagalaxy', name ?? '');
      const text = readFileSync(journal, 'utf8');
      if (spoil === 'age') pace.at += 25 * 3_600_000;
      if (spoil === 'text') writeFileSync(journal, 'not a journal');
      if (spoil === 'half') writeFileSync(journal, text.slice(0, text.length >> 1));
      const entries = spoil === 'entries' ? AFTER : ORCHARD;
      let continued = true;
      await push({ entries, limits, onPlan: (_, resumed) => (continued = resumed) });
      assert.not(continued, spoil);
      assert.is((await push({ entries, limits })).plan.needed.count, 0);
      assert.ok(dictionary().nodes.size >= 16);
    });
  }
});

test('two runs at once: the second is told, and a dead one’s lock is taken over', async () => {
  await withTenant({}, async ({ push, server, dictionary }) => {
    let second: UserError | undefined;
    let asked = false;
    server.fault = ({ method }) => {
      if (method === 'POST' && !asked) {
        asked = true;
        push({ isAlive: () => true }).catch((error) => {
          second = error;
        });
      }
      return undefined;
    };
    await push({ limits });
    for (let i = 0; i < 100 && second === undefined; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // It may have come after the first ended, and found nothing to do.
    if (second !== undefined) assert.is(second.id, 'datagalaxy/already-running');
    assert.is(dictionary().nodes.size, 16);
  });
  await withTenant({}, async (tenant) => {
    const { push, folder } = tenant;
    cutImports(tenant, 0);
    await failure(push());
    tenant.server.fault = undefined;
    const directory = join(folder, '.datagalaxy');
    const lock = readdirSync(directory)
      .find((name) => name.endsWith('.jsonl'))
      ?.replace('.jsonl', '.lock');
    const { hostname } = await import('node:os');
    const write = (text: string): void => writeFileSync(join(directory, lock ?? ''), text);
    write(JSON.stringify({ pid: 4, host: hostname() }));
    const error = await failure(push({ isAlive: (pid) => pid === 4 }));
    assert.is(error.id, 'datagalaxy/already-running');
    await push({ isAlive: () => false });
    assert.is(tenant.dictionary().nodes.size, 16);
    write('');
    await push();
  });
});

test('two runs from two machines: both end, and the workspace is as after one', async () => {
  await withTenant({}, async ({ push, folder, dictionary }) => {
    const there = join(folder, 'another machine');
    await Promise.all([
      push({ limits }),
      push({ limits: { ...limits, maxObjects: 7 }, folder: there }),
    ]);
    assert.is(dictionary().nodes.size, 16);
    assert.is((await push()).plan.needed.count, 0);
  });
});

test('a snapshot that changes between plan and import', async () => {
  await withTenant({}, async ({ push, dictionary }) => {
    const entries = [...ORCHARD];
    const onPlan = (): void => {
      entries.splice(0, entries.length, ...AFTER);
    };
    assert.is((await failure(push({ entries, onPlan }))).id, 'datagalaxy/snapshot-changed');
    assert.is(dictionary().nodes.size, 0);
  });
});

test.run();
