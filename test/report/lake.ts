import {
  bucketName,
  cataloguePath,
  type Entry,
  type FieldType,
  type FileEntry,
  type Finding,
  type Observation,
  type RunStats,
} from '../../src/catalogue/index.ts';
import { diffSnapshots } from '../../src/diff/index.ts';
import {
  makeReport,
  type RenderOptions,
  type Report,
  type ReportInput,
  renderReport,
} from '../../src/report/index.ts';
import { changeToObservation, judge } from '../../src/rules/index.ts';

export const TOOL = { name: 'datagalaxy-s3', version: '0.1.0' };
export const RUN: RunStats = {
  objectsListed: 120_394,
  bytesListed: 9_876_543_210,
  listRequests: 131,
  getRequests: 12,
  bytesRead: 786_432,
  files: 12,
  ignoredKeys: 40,
  unread: [{ bucket: 'harbour', path: '/secret.csv', reason: 'access-denied' }],
  seconds: 3.14,
};

export function file(
  path: string,
  fields: Readonly<Record<string, FieldType>>,
  rest: Partial<FileEntry> = {},
): FileEntry {
  return {
    kind: 'file',
    bucket: bucketName('harbour'),
    path: cataloguePath(path),
    format: 'csv',
    delimiter: ';',
    encoding: 'utf-8',
    header: true,
    ...rest,
    fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
  };
}

export async function changes(
  base: readonly Entry[],
  head: readonly Entry[],
): Promise<Observation[]> {
  const observations: Observation[] = [];
  for await (const change of diffSnapshots(base, head))
    observations.push(changeToObservation(change));
  return observations;
}

export function found(observations: readonly Observation[]): readonly Finding[] {
  return judge(observations, { profile: 'by-name', settings: [] });
}

export function report(
  observations: readonly Observation[],
  rest: Partial<ReportInput> = {},
): Report {
  return makeReport({ tool: TOOL, findings: found(observations), ...rest });
}

export function render(
  format: 'text' | 'json',
  of: Report,
  options: Partial<RenderOptions> = {},
): string {
  return [...renderReport(format, of, options)].join('');
}

/** A lake that changed in most of the ways that lakes change. */
export async function stormyReport(): Promise<Report> {
  const base = [
    file('/catch/{YYYYMMDD}/boats_{zz}.csv', {
      boat_id: 'integer',
      Skipper: 'string',
      crates: 'integer',
      weight: 'number',
      landed: 'date',
    }),
    file('/charts/old.csv', { sheet: 'string' }),
    file('/tides/height.csv', { station: 'string', height: 'number' }),
  ];
  const head = [
    file(
      '/catch/{YYYYMMDD}/boats_{zz}.csv',
      {
        boat_id: 'integer',
        skipper: 'string',
        berth: 'string',
        crates: 'number',
        landed: 'date',
        note: 'string',
      },
      { delimiter: ',' },
    ),
    file('/charts/north.csv', { sheet: 'string', scale: 'integer' }),
    file('/charts/south.csv', { sheet: 'string' }),
    file('/tides/height.csv', { height: 'number', station: 'string' }),
  ];
  const observations = await changes(base, head);
  observations.push(
    {
      rule: 'source/unread-file',
      subject: { bucket: 'harbour', path: '/secret.csv' },
      args: { reason: 'access-denied' },
    },
    {
      rule: 'config/unknown-key',
      subject: { key: 'buckets[0].regoin' },
      args: { name: 'regoin', nearest: ['region'] },
      location: { file: 'datagalaxy.config.yaml', line: 3, column: 5, length: 6 },
    },
  );
  return report(observations, { base: 'datagalaxy.snapshot.json', head: 'live', run: RUN });
}

export const SOURCES = new Map([
  ['datagalaxy.config.yaml', 'version: 1\nbuckets:\n  - regoin: eu-west-1\n    name: harbour\n'],
]);
