import { BASE36, BASE62, chars, days, guid, HEX, pad, type Random, random } from './lake-parts.ts';
import { MORE_LAKES } from './suggest-more-lakes.ts';

/** A lake in a layout that some program writes: its keys, and the masks that a person would group them by. */
export interface Lake {
  readonly name: string;
  readonly keys: readonly string[];
  readonly masks: readonly string[];
}

export type Make = (rnd: Random) => {
  readonly keys: readonly string[];
  readonly masks: readonly string[];
};

/** Words that nothing in the product knows. */
const HARBOURS = ['aber', 'brindle', 'corran', 'dunmore', 'ennis', 'fowey', 'grimsay', 'hythe'];
const TABLES = [
  'landings',
  'vessels',
  'crews',
  'tide_tables',
  'permits',
  'quotas',
  'gear_types',
  'buoys',
  'pilots',
  'berths',
  'harbour_dues',
  'customs',
];

const LAKES: Readonly<Record<string, Make>> = {
  'load balancer logs': (rnd) => ({
    keys: days(20).flatMap(({ y, m, d }) =>
      [1, 2, 3].map(
        () =>
          `lb/AWSLogs/444455556666/elasticloadbalancing/eu-west-1/${y}/${m}/${d}/444455556666_elasticloadbalancing_eu-west-1_app.quay.50dc6c495c0c9188_${y}${m}${d}T${pad(rnd(24), 2)}${pad(rnd(12) * 5, 2)}Z_10.0.${rnd(200)}.${rnd(256)}_${chars(rnd, BASE36, 8)}.log.gz`,
      ),
    ),
    masks: [
      '/lb/AWSLogs/{a:int(12)}/elasticloadbalancing/{r:string}/{YYYY}/{MM}/{DD}/{b:int(12)}_elasticloadbalancing_{s:string}_app.quay.{h:hex(16)}_{YYYYMMDDTHHmm}Z_{ip:string}_{id:alnum(8)}.log.gz',
    ],
  }),
  'flow logs of two accounts': (rnd) => ({
    keys: days(10).flatMap(({ y, m, d }) =>
      ['111122223333', '444455556666'].flatMap((account) =>
        ['us-east-1', 'ap-southeast-2', 'us-gov-west-1'].map(
          (region) =>
            `AWSLogs/${account}/vpcflowlogs/${region}/${y}/${m}/${d}/${account}_vpcflowlogs_${region}_fl-${chars(rnd, HEX, 17)}_${y}${m}${d}T${pad(rnd(24), 2)}${pad(rnd(60), 2)}Z_${chars(rnd, HEX, 8)}.log.gz`,
        ),
      ),
    ),
    masks: [
      '/AWSLogs/{a:int(12)}/vpcflowlogs/{r:string}/{YYYY}/{MM}/{DD}/{b:int(12)}_vpcflowlogs_{s:string}_fl-{f:hex(17)}_{YYYYMMDDTHHmm}Z_{id:hex(8)}.log.gz',
    ],
  }),
  'firehose by hour': (rnd) => ({
    keys: days(5).flatMap(({ y, m, d }) =>
      Array.from({ length: 24 }, (_, h) => {
        const hh = pad(h, 2);
        return `tides/${y}/${m}/${d}/${hh}/tide-stream-1-${y}-${m}-${d}-${hh}-${pad(rnd(60), 2)}-${pad(rnd(60), 2)}-${guid(rnd)}`;
      }),
    ),
    masks: ['/tides/{YYYY}/{MM}/{DD}/{HH}/tide-stream-1-{YYYY-MM-DD-HH-mm-ss}-{id:guid}'],
  }),
  'query results': (rnd) => ({
    keys: Array.from({ length: 60 }, () => guid(rnd)).flatMap((id) => [
      `athena/${id}.csv`,
      `athena/${id}.csv.metadata`,
    ]),
    masks: ['/athena/{id:guid}.csv', '/athena/{id:guid}.csv.metadata'],
  }),
  'delta tables': (rnd) => ({
    keys: ['landings', 'vessels'].flatMap((table) => [
      ...Array.from({ length: 12 }, (_, i) => `delta/${table}/_delta_log/${pad(i, 20)}.json`),
      `delta/${table}/_delta_log/${pad(10, 20)}.checkpoint.parquet`,
      `delta/${table}/_delta_log/_last_checkpoint`,
      ...Array.from(
        { length: 30 },
        (_, i) => `delta/${table}/part-${pad(i, 5)}-${guid(rnd)}-c000.snappy.parquet`,
      ),
    ]),
    masks: ['landings', 'vessels'].flatMap((table) => [
      `/delta/${table}/_delta_log/{n:int(20)}.json`,
      `/delta/${table}/_delta_log/{n:int(20)}.checkpoint.parquet`,
      `/delta/${table}/part-*.snappy.parquet`,
    ]),
  }),
  'iceberg table': (rnd) => ({
    keys: [
      ...Array.from(
        { length: 40 },
        (_, i) =>
          `wh/db/berths/data/${pad(rnd(9), 5)}-${rnd(30)}-${guid(rnd)}-${pad(i, 5)}.parquet`,
      ),
      ...Array.from(
        { length: 15 },
        (_, i) => `wh/db/berths/metadata/${pad(i, 5)}-${guid(rnd)}.metadata.json`,
      ),
      ...Array.from(
        { length: 15 },
        () =>
          `wh/db/berths/metadata/snap-${chars(rnd, '123456789', 18 + rnd(2))}-1-${guid(rnd)}.avro`,
      ),
      ...Array.from({ length: 15 }, () => `wh/db/berths/metadata/${guid(rnd)}-m${rnd(3)}.avro`),
      'wh/db/berths/metadata/version-hint.text',
    ],
    masks: [
      '/wh/db/berths/data/*.parquet',
      '/wh/db/berths/metadata/{n:int(5)}-{id:guid}.metadata.json',
      '/wh/db/berths/metadata/snap-*.avro',
      '/wh/db/berths/metadata/{id:guid}-m{n:int}.avro',
    ],
  }),
  'kafka sink': (rnd) => ({
    keys: ['landings', 'vessels', 'tides'].flatMap((topic) =>
      Array.from(
        { length: 40 },
        (_, i) =>
          `topics/${topic}/partition=${i % 4}/${topic}+${i % 4}+${pad(i * 1000 + rnd(9), 10)}.json.gz`,
      ),
    ),
    masks: ['landings', 'vessels', 'tides'].map(
      (topic) => `/topics/${topic}/partition={p:int}/${topic}+{q:int}+{o:int(10)}.json.gz`,
    ),
  }),
  'kafka sink of many topics': () => ({
    keys: [...HARBOURS, 'islay', 'jura', 'kyle', 'lorne'].flatMap((topic) =>
      Array.from(
        { length: 12 },
        (_, i) => `topics/${topic}/partition=${i % 3}/${topic}+${i % 3}+${pad(i * 1000, 10)}.avro`,
      ),
    ),
    masks: ['/topics/{{topic:string}}/partition={p:int}/{t:string}+{q:int}+{o:int(10)}.avro'],
  }),
  'tables of a warehouse unload': (rnd) => ({
    keys: TABLES.flatMap((table) =>
      Array.from(
        { length: 1 + rnd(20) },
        (_, i) => `unload/${table}/data_${i % 2}_${i % 3}_${i}.csv.gz`,
      ),
    ),
    masks: ['/unload/{{table:string}}/data_{a:int}_{b:int}_{c:int}.csv.gz'],
  }),
  'analytics export': () => ({
    keys: days(30).flatMap(({ y, m, d }) =>
      [0, 1, 2].map((i) => `analytics/events_${y}${m}${d}/${pad(i, 12)}.parquet`),
    ),
    masks: ['/analytics/events_{YYYYMMDD}/{n:int(12)}.parquet'],
  }),
  'bigquery export': () => ({
    keys: Array.from({ length: 40 }, (_, i) => `export/berths/berths-${pad(i, 12)}.csv.gz`),
    masks: ['/export/berths/berths-{n:int(12)}.csv.gz'],
  }),
  'dumps with a second version': () => ({
    keys: days(40).flatMap(({ y, m, d, i }) => [
      `dumps/catch_${y}${m}${d}.csv`,
      ...(i % 5 === 0 ? [`dumps/catch_${y}${m}${d}_v2.csv`] : []),
    ]),
    masks: ['/dumps/catch_{YYYYMMDD}.csv', '/dumps/catch_{YYYYMMDD}_v2.csv'],
  }),
  inventory: (rnd) => ({
    keys: days(20).flatMap(({ y, m, d }) => [
      `inv/quay-lake/daily/${y}-${m}-${d}T01-00Z/manifest.json`,
      `inv/quay-lake/daily/${y}-${m}-${d}T01-00Z/manifest.checksum`,
      `inv/quay-lake/daily/hive/dt=${y}-${m}-${d}-01-00/symlink.txt`,
      `inv/quay-lake/daily/data/${guid(rnd)}.csv.gz`,
    ]),
    masks: [
      '/inv/quay-lake/daily/{YYYY-MM-DD}T{HH-mm}Z/manifest.json',
      '/inv/quay-lake/daily/{YYYY-MM-DD}T{HH-mm}Z/manifest.checksum',
      '/inv/quay-lake/daily/hive/dt={YYYY-MM-DD-HH-mm}/symlink.txt',
      '/inv/quay-lake/daily/data/{id:guid}.csv.gz',
    ],
  }),
  'epoch millis': (rnd) => ({
    keys: Array.from({ length: 80 }, () => `app/logs/${1_700_000_000_000 + rnd(9e8)}.log`),
    masks: ['/app/logs/{t:int(13)}.log'],
  }),
  'one file a country': () => ({
    keys: ['FR', 'DE', 'ES', 'IT', 'PT', 'NL'].flatMap((c) =>
      [2021, 2022, 2023].map((y) => `census/population_${c}_${y}.csv`),
    ),
    masks: ['/census/population_{zz}_{YYYY}.csv'],
  }),
  'one directory a country': () => ({
    keys: ['fr', 'de', 'es'].flatMap((c) =>
      days(10).map(({ y, m, d }) => `sales/${c}/${y}/${m}/${d}/orders.csv`),
    ),
    masks: ['/sales/{zz}/{YYYY}/{MM}/{DD}/orders.csv'],
  }),
  'hive with words': (rnd) => ({
    keys: ['north sea', 'baltic', 'irish%20sea', '__HIVE_DEFAULT_PARTITION__'].flatMap((sea) =>
      days(8).map(
        ({ y, m, d }) =>
          `wh/catch/sea=${sea}/dt=${y}-${m}-${d}/part-${pad(rnd(9), 5)}-${guid(rnd)}.c000.zstd.parquet`,
      ),
    ),
    masks: ['/wh/catch/sea={sea:string}/dt={YYYY-MM-DD}/part-*.parquet'],
  }),
  'hive of several tables': (rnd) => ({
    keys: ['landings', 'tides', 'crews'].flatMap((table) =>
      days(12).map(
        ({ y, m, d }) =>
          `lake/${table}/year=${y}/month=${Number(m)}/day=${Number(d)}/${chars(rnd, BASE62, 22)}.parquet`,
      ),
    ),
    masks: ['landings', 'tides', 'crews'].map(
      (table) => `/lake/${table}/year={YYYY}/month={m:int}/day={d:int}/{id:alnum(22)}.parquet`,
    ),
  }),
  'satellite scenes': (rnd) => ({
    keys: Array.from({ length: 90 }, (_, i) => {
      const day = pad(1 + rnd(365), 3);
      const hour = pad(i % 24, 2);
      const second = (): string =>
        `2023${day}${hour}${pad(rnd(60), 2)}${pad(rnd(60), 2)}${rnd(10)}`;
      return `ABI-L2-CMIPF/2023/${day}/${hour}/OR_ABI-L2-CMIPF-M6C01_G16_s${second()}_e${second()}_c${second()}.nc`;
    }),
    masks: [
      '/ABI-L2-CMIPF/{YYYY}/{DDD}/{HH}/OR_ABI-L2-CMIPF-M6C01_G16_s{s:int(14)}_e{e:int(14)}_c{c:int(14)}.nc',
    ],
  }),
  'sensor archive': () => ({
    keys: [100, 2178, 42, 7].flatMap((id) =>
      days(20).map(
        ({ y, m, d }) =>
          `records/csv.gz/locationid=${id}/year=${y}/month=${m}/location-${id}-${y}${m}${d}.csv.gz`,
      ),
    ),
    masks: [
      '/records/csv.gz/locationid={id:int}/year={YYYY}/month={MM}/location-{l:int}-{YYYYMMDD}.csv.gz',
    ],
  }),
  'hourly archive': () => ({
    keys: days(6).flatMap(({ y, m, d }) =>
      Array.from({ length: 24 }, (_, h) => `${y}-${m}-${d}-${h}.json.gz`),
    ),
    masks: ['/{YYYY-MM-DD}-{h:int}.json.gz'],
  }),
  'page views': () => ({
    keys: days(10).flatMap(({ y, m, d }) =>
      [0, 6, 12, 18].map(
        (h) => `pageviews/${y}/${y}-${m}/pageviews-${y}${m}${d}-${pad(h, 2)}0000.gz`,
      ),
    ),
    masks: ['/pageviews/{YYYY}/{YYYY-MM}/pageviews-{YYYYMMDD-HHmmss}.gz'],
  }),
  'cost reports': (rnd) => ({
    keys: ['20231101-20231201', '20231201-20240101', '20240101-20240201'].flatMap((span) =>
      Array.from({ length: 6 }, () => guid(rnd)).flatMap((id) => [
        `cur/quay/${span}/${id}/quay-00001.csv.gz`,
        `cur/quay/${span}/${id}/quay-Manifest.json`,
      ]),
    ),
    masks: [
      '/cur/quay/{YYYYMMDD-YYYYMMDD}/{id:guid}/quay-{n:int(5)}.csv.gz',
      '/cur/quay/{YYYYMMDD-YYYYMMDD}/{id:guid}/quay-Manifest.json',
    ],
  }),
  'counters of any width': () => ({
    keys: Array.from({ length: 1200 }, (_, i) => `batches/batch-${i + 900}.csv`),
    masks: ['/batches/batch-{n:int}.csv'],
  }),
  'years beside days': () => ({
    keys: [
      ...Array.from({ length: 15 }, (_, i) => `rain/${2005 + i}.csv`),
      ...days(30).map(({ y, m, d }) => `rain/${y}${m}${d}.csv`),
    ],
    masks: ['/rain/{YYYY}.csv', '/rain/{YYYYMMDD}.csv'],
  }),
  'european days': () => ({
    keys: days(50).map(({ y, m, d }) => `in/rapport_${d}-${m}-${y}.xlsx`),
    masks: ['/in/rapport_{DD-MM-YYYY}.xlsx'],
  }),
  'sync tool': (rnd) => ({
    keys: TABLES.flatMap((table) =>
      days(6).map(
        ({ y, m, d }) =>
          `airbyte/main/${table}/${y}_${m}_${d}_${1_700_000_000_000 + rnd(9e8)}_${rnd(3)}.jsonl.gz`,
      ),
    ),
    masks: ['/airbyte/main/{{stream:string}}/{YYYY_MM_DD}_{t:int(13)}_{n:int}.jsonl.gz'],
  }),
  'model artifacts': () => ({
    keys: [
      'manifest.json',
      'run_results.json',
      'catalog.json',
      'graph.gpickle',
      'compiled/berths/model.sql',
    ].map((file) => `dbt/target/${file}`),
    masks: [],
  }),
  'noise beside data': () => ({
    keys: [
      ...days(40).map(({ y, m, d }) => `feeds/${y}-${m}-${d}/tides.csv`),
      'README.md',
      '.DS_Store',
      'LICENSE',
      'feeds/README.md',
      'feeds/.keep',
      'tmp/x',
      'tmp/y',
      'feeds/2024-01-05/notes final.txt',
    ],
    masks: ['/feeds/{YYYY-MM-DD}/tides.csv'],
  }),
  'accents and spaces': () => ({
    keys: days(20)
      .flatMap(({ y, m }) => [
        `données/été ${y}-${m}/relevé (1).csv`,
        `données/été ${y}-${m}/relevé (2).csv`,
      ])
      .filter((key, i, all) => all.indexOf(key) === i),
    masks: ['/données/été {YYYY-MM}/relevé ({n:int}).csv'],
  }),
  'users by id': (rnd) => ({
    keys: Array.from({ length: 100 }, () => `users/${chars(rnd, BASE36, 10)}/profile.json`),
    masks: ['/users/{id:alnum(10)}/profile.json'],
  }),
  hosts: (rnd) => ({
    keys: days(10)
      .flatMap(({ y, m, d }) =>
        [1, 2, 3].map((h) => `syslog/web-${pad(h, 2)}/${y}${m}${d}.log.${rnd(3)}.gz`),
      )
      .filter((key, i, all) => all.indexOf(key) === i),
    masks: ['/syslog/web-{n:int(2)}/{YYYYMMDD}.log.{i:int}.gz'],
  }),
  'md5 prefixes': (rnd) => ({
    keys: Array.from({ length: 150 }, () => chars(rnd, HEX, 32)).map(
      (hash) => `blobs/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`,
    ),
    masks: ['/blobs/{a:hex(2)}/{b:hex(2)}/{id:hex(32)}'],
  }),
  'iso times': (rnd) => ({
    keys: days(30).map(
      ({ y, m, d }) =>
        `events/${y}-${m}-${d}T${pad(rnd(24), 2)}:${pad(rnd(60), 2)}:${pad(rnd(60), 2)}.${pad(rnd(1000), 3)}Z.json`,
    ),
    masks: ['/events/{YYYY-MM-DDTHH:mm:ss.SSS}Z.json'],
  }),
  quarters: () => ({
    keys: [2021, 2022, 2023].flatMap((y) =>
      [1, 2, 3, 4].map((q) => `reports/${y}Q${q}/summary.xlsx`),
    ),
    masks: ['/reports/{YYYY}Q{q:int}/summary.xlsx'],
  }),
  'ids with dashes': (rnd) => ({
    keys: Array.from({ length: 150 }, () => `videos/${chars(rnd, `${BASE62}-_`, 11)}.mp4`),
    masks: ['/videos/*.mp4'],
  }),
  'tiles of a grid': (rnd) => ({
    keys: Array.from(
      { length: 120 },
      () =>
        `tiles/${10 + rnd(50)}/${chars(rnd, 'CDEFGHJKLMN', 1)}/${chars(rnd, 'ABCDEFGH', 2)}/2015/${1 + rnd(12)}/${1 + rnd(28)}/0/B${pad(1 + rnd(12), 2)}.jp2`,
    ),
    masks: ['/tiles/{n:int}/?/{zz}/{YYYY}/{m:int}/{d:int}/{i:int}/B{b:int(2)}.jp2'],
  }),
  'change capture': (rnd) => ({
    keys: [
      ...Array.from({ length: 9 }, (_, i) => `cdc/quay/crews/LOAD${pad(i + 1, 8)}.csv`),
      ...days(30).map(
        ({ y, m, d }) =>
          `cdc/quay/crews/${y}${m}${d}-${pad(rnd(24), 2)}0000${pad(rnd(1000), 3)}.csv`,
      ),
    ],
    masks: ['/cdc/quay/crews/LOAD{n:int(8)}.csv', '/cdc/quay/crews/{YYYYMMDD}-{n:int(9)}.csv'],
  }),
};

export const LAKE_LIST: readonly Lake[] = Object.entries({ ...LAKES, ...MORE_LAKES }).map(
  ([name, make], i) => ({
    name,
    ...make(random(i + 1)),
  }),
);
