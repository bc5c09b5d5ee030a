// Compares two snapshots of 1,000,000 fields from files: time and peak memory of a process of its own, beside reading both with
// JSON.parse and comparing maps, and beside a process that does nothing.
//   node --import tsx bench/diff.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  bucketName,
  cataloguePath,
  type Entry,
  FIELD_TYPES,
  type FileEntry,
} from '../src/catalogue/index.ts';
import { diffSnapshots } from '../src/diff/index.ts';
import { openSnapshotFile, writeSnapshotFile } from '../src/snapshot/index.ts';

const FILES = 20_000;
const FIELDS = 50;

/** One file in a hundred of the head differs: a field removed, one widened, one added. */
function* lake(head: boolean): Generator<Entry> {
  for (let f = 0; f < FILES; f++) {
    const changed = head && f % 100 === 7;
    const fields: FileEntry['fields'] = Array.from({ length: FIELDS }, (_, i) => ({
      name: changed && i === FIELDS - 1 ? `new_measure_${i}` : `measure_${f % 97}_${i}`,
      type: changed && i === 3 ? 'string' : (FIELD_TYPES[(f + i) % FIELD_TYPES.length] ?? 'string'),
    }));
    yield {
      kind: 'file',
      bucket: bucketName('acme-lake'),
      path: cataloguePath(`/datasource/${String(f).padStart(6, '0')}/{YYYYMMDD}/measures_{zz}.csv`),
      format: 'csv',
      delimiter: ';',
      encoding: 'utf-8',
      header: true,
      fields,
    };
  }
}

async function streamed(base: string, head: string): Promise<number> {
  let changes = 0;
  const sides = [base, head].map((path) => openSnapshotFile(path).entries);
  for await (const _ of diffSnapshots(sides[0] ?? [], sides[1] ?? [])) changes++;
  return changes;
}

interface PlainSnapshot {
  readonly files: readonly {
    readonly path: string;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
  }[];
}

/** What one would write first: both in memory, fields compared by name. */
async function inMemory(base: string, head: string): Promise<number> {
  const load = (path: string): ReadonlyMap<string, ReadonlyMap<string, string>> => {
    const { files }: PlainSnapshot = JSON.parse(readFileSync(path, 'utf8'));
    return new Map(
      files.map(({ path, fields }) => [
        path,
        new Map(fields.map(({ name, type }) => [name, type])),
      ]),
    );
  };
  const [before, after] = [load(base), load(head)];
  let changes = 0;
  for (const [path, fields] of before) {
    const others = after.get(path);
    for (const [name, type] of fields) if (others?.get(name) !== type) changes++;
    for (const name of others?.keys() ?? []) if (!fields.has(name)) changes++;
  }
  return changes;
}

const MODES: Readonly<Record<string, (base: string, head: string) => Promise<number>>> = {
  streamed,
  'JSON.parse': inMemory,
  nothing: async () => 0,
};

interface Measure {
  readonly seconds: number;
  readonly mebibytes: number;
  readonly changes: number;
}

function measure(mode: string, base: string, head: string): Measure {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(import.meta.url), mode, base, head],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Markdown: a table of seconds, peak memory, and changes found, which must agree. */
export async function run(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'diff-bench-'));
  try {
    const [base, head] = [join(directory, 'base.json'), join(directory, 'head.json')];
    await writeSnapshotFile(base, lake(false));
    await writeSnapshotFile(head, lake(true));
    const measures = Object.keys(MODES).map((mode) => ({ mode, ...measure(mode, base, head) }));
    const counts = new Set(
      measures.filter(({ mode }) => mode !== 'nothing').map(({ changes }) => changes),
    );
    if (counts.size !== 1) throw new Error(`different answers: ${[...counts].join(', ')}`);
    const size = (statSync(base).size / 2 ** 20).toFixed(0);
    return [
      `Two snapshots of ${(FILES * FIELDS).toLocaleString('en')} fields (${size} MiB each), in a process of its own.`,
      '',
      '| | seconds | peak memory, MiB | changes |',
      '|---|---|---|---|',
      ...measures.map(
        ({ mode, seconds, mebibytes, changes }) =>
          `| ${mode} | ${seconds.toFixed(1)} | ${mebibytes.toFixed(0)} | ${changes} |`,
      ),
      '',
    ].join('\n');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , mode, base = '', head = ''] = process.argv;
  if (mode === undefined) console.log(await run());
  else {
    const start = performance.now();
    const changes = (await MODES[mode]?.(base, head)) ?? 0;
    const seconds = (performance.now() - start) / 1000;
    const mebibytes = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ seconds, mebibytes, changes } satisfies Measure));
  }
}
