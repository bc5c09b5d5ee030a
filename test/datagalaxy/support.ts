import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import {
  bucketName,
  cataloguePath,
  compareEntries,
  type Entry,
  type FieldType,
  type FileEntry,
  UserError,
} from '../../src/catalogue/index.ts';
import { DATAGALAXY_DEFAULTS, type DataGalaxyConfig } from '../../src/config/index.ts';
import {
  type ApiLimits,
  type OrphanPolicy,
  openApi,
  type Pace,
  type Plan,
  type PushOutcome,
  type PushRequest,
  push,
} from '../../src/datagalaxy/index.ts';
import { type ServerOptions, startDataGalaxy, type TestServer, TOKEN } from './server/server.ts';
import { type Dictionary, placeOf } from './server/workspace.ts';

/** A file; fields as `name` or `name:type`. */
export function file(
  path: string,
  fields: readonly string[] = [],
  more: Partial<FileEntry> = {},
  bucket = 'orchard',
): FileEntry {
  return {
    kind: 'file',
    bucket: bucketName(bucket),
    path: cataloguePath(path),
    fields: fields.map((text) => {
      const [name = '', type = 'string'] = text.split(':');
      return { name, type: type as FieldType };
    }),
    ...more,
  };
}

export const directory = (path: string, bucket = 'orchard'): Entry => ({
  kind: 'directory',
  bucket: bucketName(bucket),
  path: cataloguePath(path),
});

export const sorted = (entries: readonly Entry[]): Entry[] => [...entries].sort(compareEntries);

/** A small lake: files at several depths, an empty directory, a file at the top. */
export const ORCHARD: readonly Entry[] = sorted([
  file('/readme.txt'),
  file('/apples/{YYYY}/harvest_{MM}.csv', ['tree', 'kilos:number', 'picked on:date'], {
    format: 'csv',
    delimiter: ';',
  }),
  file('/apples/{YYYY}/varieties.csv', ['id:integer', 'name'], { format: 'csv' }),
  file('/pears/stock.parquet', ['id:integer', 'count:integer'], { format: 'parquet' }),
  directory('/cellar/'),
]);

/** Time that passes only when somebody waits. */
export class TestPace implements Pace {
  at = 0;
  slept: number[] = [];
  now(): number {
    return this.at;
  }
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.at += ms;
  }
  random(): number {
    return 0.5;
  }
}

export interface Pushing {
  readonly entries?: readonly Entry[];
  readonly config?: Partial<DataGalaxyConfig>;
  readonly apply?: boolean;
  readonly orphans?: OrphanPolicy;
  readonly confirm?: number;
  readonly maxOrphans?: PushRequest['maxOrphans'];
  readonly limits?: Partial<ApiLimits>;
  readonly token?: string;
  readonly workspace?: string;
  readonly signal?: AbortSignal;
  readonly isAlive?: (pid: number) => boolean;
  /** Where the journal goes; another folder is another machine. */
  readonly folder?: string;
  readonly onPlan?: (plan: Plan, resumed: boolean) => void;
}

export interface Tenant {
  readonly server: TestServer;
  readonly pace: TestPace;
  /** Where the journal goes. */
  readonly folder: string;
  push(options?: Pushing): Promise<PushOutcome>;
  dictionary(): Dictionary;
}

/** Runs `test` against a tenant with the workspace `Harbour`. */
export async function withTenant(
  options: ServerOptions,
  test: (tenant: Tenant) => Promise<void>,
): Promise<void> {
  const pace = new TestPace();
  const server = await startDataGalaxy({ now: () => pace.now(), ...options });
  const folder = mkdtempSync(join(tmpdir(), 'harbour-'));
  try {
    await test({
      server,
      pace,
      folder,
      push: (pushing = {}) => pushTo(server, pace, pushing.folder ?? folder, pushing),
      dictionary: () => server.dictionary('Harbour'),
    });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pushTo(
  server: TestServer,
  pace: TestPace,
  folder: string,
  pushing: Pushing,
): Promise<PushOutcome> {
  const { entries = ORCHARD, apply = true, orphans = 'keep', confirm } = pushing;
  const config = {
    ...DATAGALAXY_DEFAULTS,
    url: server.url,
    token: pushing.token ?? TOKEN,
    workspace: pushing.workspace ?? 'Harbour',
    ...pushing.config,
  };
  const { api, workspace, close } = await openApi(config, {
    env: {},
    signal: pushing.signal ?? new AbortController().signal,
    pace,
    limits: { maxAttempts: 4, ...pushing.limits },
  });
  try {
    return await push({
      api,
      workspace,
      config,
      buckets: ['orchard'],
      entries: () => entries,
      orphans,
      maxOrphans: pushing.maxOrphans ?? { share: 1 },
      onPlan: async (plan, resumed) => pushing.onPlan?.(plan, resumed),
      ...(apply && {
        apply: {
          directory: folder,
          pid: process.pid,
          isAlive: pushing.isAlive ?? (() => false),
          today: () => 1_700_000_000_000 + pace.now(),
          confirm: async (count, resumed) => {
            if (confirm === undefined) throw new UserError('datagalaxy/confirm-needed', { count });
            if (confirm === count || confirm === resumed) return;
            throw new UserError('datagalaxy/confirm-mismatch', { count, given: String(confirm) });
          },
        },
      }),
    });
  } finally {
    close();
  }
}

/** All that a version holds, a line an object, in an order of its own. */
export function stateOf(dictionary: Dictionary): string[] {
  return [...dictionary.nodes.values()]
    .map((node) => {
      const { path, typePath } = placeOf(node);
      return JSON.stringify([path, typePath, node.name, node.attributes]);
    })
    .sort();
}

/** Paths by technical names. */
export const pathsOf = (dictionary: Dictionary): string[] =>
  [...dictionary.nodes.values()].map((node) => placeOf(node).path).sort();

/** The `UserError` that `work` rejects with. */
export async function failure(work: Promise<unknown>): Promise<UserError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  assert.unreachable('nothing failed');
  throw new Error('unreachable');
}
