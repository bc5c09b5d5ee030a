import { BASE62, chars, days, guid, HEX, pad } from './lake-parts.ts';
import type { Make } from './suggest-lakes.ts';

const MONTHS_FR =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

/** Layouts of programs and of people: tables side by side, several generations, values that look like words. */
export const MORE_LAKES: Readonly<Record<string, Make>> = {
  'few shards of hexadecimal digits': (rnd) => ({
    keys: ['ab', '3f', '12', 'c0', '9d', 'e4'].flatMap((shard) => [
      `blobs/${shard}/${guid(rnd)}.json`,
      `blobs/${shard}/${guid(rnd)}.json`,
    ]),
    masks: ['/blobs/{s:hex(2)}/{id:guid}.json'],
  }),
  'shards of one hexadecimal digit': (rnd) => ({
    keys: Array.from({ length: 48 }, () => `events/${chars(rnd, HEX, 1)}/${guid(rnd)}.json`),
    masks: ['/events/{s:hex(1)}/{id:guid}.json'],
  }),
  'days without zeros': () => ({
    keys: days(90).flatMap(({ y, m, d }) => [
      `in/rapport_${y}-${Number(m)}-${Number(d)}.csv`,
      `in/bericht_${Number(d)}.${Number(m)}.${y}.csv`,
    ]),
    masks: ['/in/rapport_{YYYY}-{m:int}-{d:int}.csv', '/in/bericht_{d:int}.{m:int}.{YYYY}.csv'],
  }),
  'one day that is none': () => ({
    keys: [...days(30).map(({ y, m, d }) => `in/${y}-${m}-${d}.csv`), 'in/2023-13-01.csv'],
    masks: ['/in/{YYYY-MM-DD}.csv'],
  }),
  'tables with short names in capitals': () => ({
    keys: ['MARA', 'VBAK', 'VBAP', 'BSEG', 'LFB1'].flatMap((table) =>
      days(6).map(({ y, m, d }) => `erp/${table}/${table}_${y}${m}${d}.csv`),
    ),
    masks: ['MARA', 'VBAK', 'VBAP', 'BSEG', 'LFB1'].map(
      (table) => `/erp/${table}/${table}_{YYYYMMDD}.csv`,
    ),
  }),
  currencies: () => ({
    keys: ['EUR', 'USD', 'GBP', 'CHF', 'JPY'].flatMap((code) =>
      days(6).map(({ y, m, d }) => `fx/${code}/${y}-${m}-${d}.csv`),
    ),
    masks: ['/fx/{zzz}/{YYYY-MM-DD}.csv'],
  }),
  'symbols of an exchange': () => ({
    keys: ['AB', 'BRIN', 'COR', 'DUNM', 'ENNI', 'FOWEY', 'GRIM', 'HYTH', 'ISL', 'J'].map(
      (symbol) => `prices/daily/${symbol}.csv`,
    ),
    masks: ['/prices/daily/{symbol:alpha}.csv'],
  }),
  'parts by letter': () => ({
    keys: ['a', 'b', 'c', 'd'].map((letter) => `export/split_${letter}.csv`),
    masks: ['/export/split_?.csv'],
  }),
  'several generations of two files': () => ({
    keys: ['customers', 'orders'].flatMap((file) => [
      ...days(9, '2022-01-01').map(({ y, m, d }) => `in/${file}_${y}${m}${d}.csv`),
      ...days(9, '2023-01-01').map(({ y, m, d }) => `in/${file}_${d}-${m}-${y}.csv`),
      ...days(9, '2024-01-01').map(({ y, m, d }) => `in/${file}/${y}/${m}/${d}/${file}.csv.gz`),
      ...days(9, '2025-01-01').map(({ y, m, d }) => `in/${file}/dt=${y}-${m}-${d}/${file}.parquet`),
    ]),
    masks: ['customers', 'orders'].flatMap((file) => [
      `/in/${file}_{YYYYMMDD}.csv`,
      `/in/${file}_*-*.csv`,
      `/in/${file}/{YYYY}/{MM}/{DD}/${file}.csv.gz`,
      `/in/${file}/dt={YYYY-MM-DD}/${file}.parquet`,
    ]),
  }),
  'months by name': () => ({
    keys: [2022, 2023].flatMap((y) =>
      MONTHS_FR.map((month) => `ventes/${y}/ventes_${month}_${y}.xlsx`),
    ),
    masks: ['/ventes/{YYYY}/ventes_{month:string}_{YYYY}.xlsx'],
  }),
  'weeks and quarters of one year': () => ({
    keys: [
      ...Array.from({ length: 30 }, (_, i) => `kpi/kpi_2024-W${pad(i + 1, 2)}.csv`),
      ...[1, 2, 3].map((q) => `kpi/pnl_2024Q${q}.csv`),
    ],
    masks: ['/kpi/kpi_{YYYY}-W{w:int(2)}.csv', '/kpi/pnl_{YYYY}Q{q:int}.csv'],
  }),
  'layers of tables': (rnd) => ({
    keys: ['bronze', 'silver', 'gold'].flatMap((layer) =>
      ['orders', 'customers'].flatMap((table) =>
        days(4).flatMap(({ y, m, d }) => [
          `${layer}/${table}/dt=${y}-${m}-${d}/part-${pad(rnd(9), 5)}-${guid(rnd)}.c000.snappy.parquet`,
          `${layer}/${table}/dt=${y}-${m}-${d}/_SUCCESS`,
        ]),
      ),
    ),
    masks: ['bronze', 'silver', 'gold'].flatMap((layer) =>
      ['orders', 'customers'].flatMap((table) => [
        `/${layer}/${table}/dt={YYYY-MM-DD}/part-*.parquet`,
        `/${layer}/${table}/dt={YYYY-MM-DD}/_SUCCESS`,
      ]),
    ),
  }),
  'scheduled runs': () => ({
    keys: days(6).flatMap(({ y, m, d }) =>
      [1, 2].map((attempt) => `runs/load/${y}-${m}-${d}T00:00:00+00:00/${attempt}.log`),
    ),
    masks: ['/runs/load/{YYYY-MM-DDTHH:mm:ss}+00:00/{n:int}.log'],
  }),
  'copies of a file': () => ({
    keys: days(20).flatMap(({ y, m, d, i }) => [
      `db/prod_${y}${m}${d}.sql.gz`,
      ...(i % 4 === 0 ? [`db/prod_${y}${m}${d}.sql.gz.bak`] : []),
      ...(i % 5 === 0 ? [`db/prod_${y}${m}${d} (copie).sql.gz`] : []),
    ]),
    masks: [
      '/db/prod_{YYYYMMDD}.sql.gz',
      '/db/prod_{YYYYMMDD}.sql.gz.bak',
      '/db/prod_{YYYYMMDD} (copie).sql.gz',
    ],
  }),
  'ids with dashes within names': (rnd) => ({
    keys: Array.from({ length: 90 }, (_, i) => {
      const id = (): string => chars(rnd, `${BASE62}-_`, 22);
      return [
        `in/part-${pad(i, 5)}-${id()}.json`,
        `in/${id()}==.json`,
        `in/${id()}/v_${id()}_1.json`,
      ];
    }).flat(),
    masks: ['/in/part-*.json', '/in/{id:string(22)}==.json', '/in/{id:string(22)}/v_*_1.json'],
  }),
  'long ids with dashes below tables': (rnd) => ({
    keys: ['crews', 'tides'].flatMap((table) =>
      Array.from({ length: 250 }, () => `db/${table}/${chars(rnd, `${BASE62}-_`, 64)}.json`),
    ),
    masks: ['/db/crews/*.json', '/db/tides/*.json'],
  }),
  'names with dashes beside hashes': (rnd) => ({
    keys: [
      ...Array.from({ length: 60 }, () => `logs/${chars(rnd, HEX, 12)}.json`),
      'logs/errors-daily.json',
      'logs/access-other.json',
    ],
    masks: ['/logs/{id:hex(12)}.json'],
  }),
  'counters beside GUIDs, hashes and ids': (rnd) => ({
    keys: Array.from({ length: 30 }, (_, i) => [
      `crews/${i * 7}.json`,
      `crews/${guid(rnd)}.json`,
      `tides/${i * 7}.json`,
      `tides/${chars(rnd, HEX, 40)}.json`,
      `buoys/${i * 7}.json`,
      `buoys/${chars(rnd, BASE62, 10 + rnd(4))}.json`,
    ]).flat(),
    masks: [
      '/crews/{n:int(1,3)}.json',
      '/crews/{id:guid}.json',
      '/tides/{n:int(1,3)}.json',
      '/tides/{hash:hex(40)}.json',
      '/buoys/{n:int(1,3)}.json',
      '/buoys/{id:alnum(10,13)}.json',
    ],
  }),
};
