// Plans and carries out the import of 100,000 directories and files with 2,000,000 fields into a DataGalaxy on loopback, and
// compares requests with the fewest that the documented limits allow, and memory with 400 MB. The server runs in a process of
// its own. Pauses between requests are counted, not waited for.
//   node --import tsx bench/push.ts [DIRECTORIES FILES FIELDS_A_FILE]
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bucketName, cataloguePath, type Entry } from '../src/catalogue/index.ts';
import { DATAGALAXY_DEFAULTS } from '../src/config/index.ts';
import { DEFAULT_API_LIMITS, openApi, type PushOutcome, push } from '../src/datagalaxy/index.ts';
import { startDataGalaxy, TOKEN } from '../test/datagalaxy/server/server.ts';

const [directories = 20_000, files = 80_000, fields = 25] = process.argv.slice(2).map(Number);
const MB = 1024 * 1024;

/** Entries in the order of a snapshot, each made when it is asked for. */
function* lake(): Generator<Entry, void, undefined> {
  const bucket = bucketName('bench-lake');
  const types = ['string', 'integer', 'number', 'date', 'datetime'] as const;
  const perDirectory = files / directories;
  for (let d = 0; d < directories; d++) {
    const directory = `/warehouse_${String(d).padStart(6, '0')}/{YYYYMMDD}`.replace(
      '/{YYYYMMDD}',
      '',
    );
    for (let f = 0; f < perDirectory; f++) {
      yield {
        kind: 'file',
        bucket,
        path: cataloguePath(`${directory}/orders_{YYYYMM}_${String(f).padStart(4, '0')}.csv`),
        format: 'csv',
        fields: Array.from({ length: fields }, (_, i) => ({
          name: `customer_attribute_${i}`,
          type: types[i % types.length] ?? 'string',
        })),
      };
    }
  }
}

async function serve(): Promise<void> {
  const server = await startDataGalaxy({ workspaces: [{ name: 'Bench' }] });
  process.send?.({ url: server.url });
  process.on('disconnect', () => process.exit(0));
}

async function measure(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, BENCH_SERVER: '1' },
    execArgv: ['--import', 'tsx', '--max-old-space-size=8192'],
  });
  const url = await new Promise<string>((resolve) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
  });
  const folder = mkdtempSync(join(tmpdir(), 'push-bench-'));
  try {
    const objects = 1 + directories + files + files * fields;
    const { pageSize, maxObjects } = DEFAULT_API_LIMITS;
    const pages = (count: number): number => Math.max(1, Math.ceil(count / pageSize));
    const reads = pages(directories) + pages(files) + pages(files * fields);
    console.log(`${objects.toLocaleString('en-US')} objects, Node ${process.version}\n`);
    await run('plan of an empty workspace', url, folder, false, 1 + 1 + 4);
    await run('first import', url, folder, true, 1 + 1 + Math.ceil(objects / maxObjects));
    await run('plan of a full workspace', url, folder, false, 1 + 1 + reads);
    await run('import again, nothing to do', url, folder, true, 1 + 1 + reads);
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `fewest`: workspaces, sources, four lists of types for a plan that creates, a page for each 5,000 objects that are there, an import for each 250,000 that are not. */
async function run(
  name: string,
  url: string,
  folder: string,
  apply: boolean,
  fewest: number,
): Promise<void> {
  let passed = 0;
  const pace = {
    now: () => performance.now() + passed,
    sleep: async (ms: number) => {
      passed += ms;
    },
    random: () => 0.5,
  };
  const config = { ...DATAGALAXY_DEFAULTS, url, token: TOKEN, workspace: 'Bench' };
  const { api, workspace, close } = await openApi(config, {
    env: {},
    signal: new AbortController().signal,
    pace,
  });
  const started = performance.now();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const outcome: PushOutcome = await push({
    api,
    workspace,
    config,
    buckets: ['bench-lake'],
    entries: lake,
    orphans: 'keep',
    maxOrphans: { share: 0.1 },
    onPlan: async () => {},
    ...(apply && {
      apply: {
        directory: folder,
        pid: process.pid,
        isAlive: () => false,
        today: Date.now,
        confirm: async () => {},
      },
    }),
  });
  clearInterval(watch);
  close();
  const seconds = (performance.now() - started) / 1000;
  const { requests, plan, applied } = outcome;
  console.log(
    [
      name.padEnd(30),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${requests} requests, ${(requests / fewest).toFixed(2)} x the fewest (${fewest})`.padEnd(48),
      `peak ${(peak / MB).toFixed(0)} MB`.padEnd(12),
      `create ${Object.values(plan.create).reduce((a, b) => a + b, 0)}, unchanged ${plan.unchanged}, created ${applied?.created ?? 0}`,
    ].join('  '),
  );
}

await (process.env['BENCH_SERVER'] === '1' ? serve() : measure());
