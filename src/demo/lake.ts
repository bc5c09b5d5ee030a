import { gzipSync } from 'node:zlib';

/** What the demo needs of a server: to put and to delete. */
export interface LakeWriter {
  put(bucket: string, key: string, body: Uint8Array): void;
  delete(bucket: string, key: string): void;
}

export const DEMO_BUCKET = 'harbour-lake';

const lines = (...rows: readonly string[]): Uint8Array => Buffer.from(`${rows.join('\n')}\n`);

/** The lake as it is when the first snapshot is taken. */
export function fillLake(lake: LakeWriter): void {
  const put = (key: string, body: Uint8Array): void => lake.put(DEMO_BUCKET, key, body);
  for (const day of ['20261101', '20261102', '20261103']) {
    for (const country of ['fr', 'pt', 'es']) {
      put(
        `datasource/${day}/file_${day.slice(0, 6)}_${country}.csv`,
        lines('landing_id;ship;weight_kg', '1001;Aurora;1250', '1002;Boreas;980'),
      );
    }
  }
  for (const month of ['09', '10']) {
    const rows = lines(
      'order_id;customer;amount;currency',
      '1;Quay & Sons;19.90;EUR',
      '2;Dock 4;5.00;EUR',
    );
    put(`orders/year=2026/month=${month}/part-00000.csv.gz`, gzipSync(rows));
    put(`orders/year=2026/month=${month}/_SUCCESS`, new Uint8Array(0));
  }
  for (const region of ['eu', 'us']) {
    put(
      `customers/${region}/customers.csv`,
      lines('id;name;since', '1;Mole Ltd;2019-04-01', '2;Pier plc;2021-12-24'),
    );
  }
  put('reference/ports.csv', lines('code;port;berths', 'BES;Brest;12', 'LIS;Lisboa;30'));
  put('reference/species.csv', lines('code,latin name', 'COD,Gadus morhua', 'HER,Clupea harengus'));
  put('archive/', new Uint8Array(0));
}

/** One thing that happens to the lake between the two looks, and how a person would tell it. */
export interface LakeChange {
  readonly told: string;
  readonly happen: (lake: LakeWriter) => void;
}

/** The ways lakes change: quietly, and on an ordinary day. */
export const LAKE_CHANGES: readonly LakeChange[] = [
  {
    told: 'a new day lands, as every day',
    happen: (lake) =>
      lake.put(
        DEMO_BUCKET,
        'datasource/20261104/file_202611_es.csv',
        lines('landing_id;ship;weight_kg', '1003;Aurora;1100'),
      ),
  },
  {
    told: 'the next day brings a field in the middle, and weights with decimals',
    happen: (lake) =>
      lake.put(
        DEMO_BUCKET,
        'datasource/20261105/file_202611_fr.csv',
        lines(
          'landing_id;ship;port;weight_kg',
          '1004;Aurora;Brest;1250.5',
          '1005;Ceres;Lisboa;87.25',
        ),
      ),
  },
  {
    told: 'the orders of November have no currency any more',
    happen: (lake) =>
      lake.put(
        DEMO_BUCKET,
        'orders/year=2026/month=11/part-00000.csv.gz',
        gzipSync(lines('order_id;customer;amount', '3;Quay & Sons;7.10', '4;Dock 4;12.00')),
      ),
  },
  {
    told: 'someone saves the ports from a spreadsheet, with commas',
    happen: (lake) =>
      lake.put(
        DEMO_BUCKET,
        'reference/ports.csv',
        lines('code,port,berths', 'BES,Brest,12', 'LIS,Lisboa,30'),
      ),
  },
  {
    told: 'the customers of the US are gone',
    happen: (lake) => lake.delete(DEMO_BUCKET, 'customers/us/customers.csv'),
  },
];

/** The configuration of the demo. Its credentials come from variables, as those of a real one should. */
export function demoConfig(url: string): string {
  return `version: 1

auth:
  reader:
    kind: access-key
    accessKeyId: \${env:DEMO_KEY}
    secretAccessKey: \${env:DEMO_SECRET}

endpoints:
  embedded:
    kind: url
    url: ${url}
    pathStyle: true

buckets:
  - name: ${DEMO_BUCKET}
    region: eu-west-1
    auth: reader
    endpoint: embedded
    masks:
      - "/datasource/{YYYYMMDD}/file_{YYYYMM}_{zz}.csv"
      - mask: "/orders/year={YYYY}/month={MM}/part-*.csv.gz"
        name: orders
      - "/customers/{{region:alpha(2)}}/customers.csv"
      - "/reference/{{table:alpha}}.csv"
`;
}
