// The client of bench/extraction.ts, a process of its own: extracts once and prints what it took as JSON.
import { extract } from '../src/extract/index.ts';
import { openStore } from '../src/s3/index.ts';
import { bucketConfig, configOf } from '../test/support/extraction.ts';

const [port = '', objects = '0'] = process.argv.slice(2);
const bucket = bucketConfig(
  ['/warehouse/harbour.db/landings_{{table:int(2)}}/year={YYYY}/part-{n:int}.csv'],
  {
    region: 'eu-west-1',
    auth: { kind: 'access-key', accessKeyId: 'BENCH', secretAccessKey: 'bench' },
    endpoint: { kind: 'url', url: `http://127.0.0.1:${port}`, pathStyle: true },
  },
);
const started = performance.now();
const cpu = process.cpuUsage();
const { run } = await extract({
  config: configOf(bucket),
  openStore: (one) => openStore(one, { env: {} }),
  previous: () => undefined,
  signal: new AbortController().signal,
  now: () => performance.now(),
});
const used = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    objects: Number(objects),
    seconds: (performance.now() - started) / 1_000,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1_024,
    listRequests: run.listRequests,
    files: run.files,
  }),
);
