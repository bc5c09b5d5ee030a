// How well suggested masks group keys, beside the masks that a person wrote for them, and what it costs to look at a key.
//   npm run bench -- suggest
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KeyShapes } from '../src/mask/index.ts';
import { agreement } from '../test/mask/partition.ts';
import { LAKE_LIST, type Lake } from '../test/mask/suggest-lakes.ts';

const folder = fileURLToPath(new URL('../test/cases/keys/', import.meta.url));
const encoder = new TextEncoder();
const MILLION = 1_000_000;

const linesOf = (file: string): readonly string[] =>
  readFileSync(folder + file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const collected = (): readonly Lake[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.keys'))
    .map((file) => ({
      name: file.replace('.keys', ''),
      keys: linesOf(file),
      masks: linesOf(file.replace('.keys', '.masks')),
    }));

/** A row of the table of quality. `same`: every dataset of the person's masks is one of ours, key by key. */
function qualityRow({ name, keys, masks }: Lake): { readonly same: boolean; readonly row: string } {
  const shapes = new KeyShapes();
  for (const key of keys) shapes.add(encoder.encode(key));
  const proposed = shapes.top(1_000).map(({ mask }) => mask);
  const { split, merged, missed } = agreement(keys, masks, proposed);
  const same = split + merged + missed === 0;
  const equal = masks.filter((mask) => proposed.includes(mask)).length;
  const verdict = same ? 'yes' : `split ${split}, merged ${merged}, missed ${missed}`;
  const row = `| ${name} | ${keys.length} | ${masks.length} | ${proposed.length} | ${verdict} | ${equal} of ${masks.length} |`;
  return { same, row };
}

function quality(lakes: readonly Lake[]): string {
  const rows = lakes.map(qualityRow);
  const same = rows.filter((row) => row.same).length;
  return [
    `${same} of ${rows.length} lakes are grouped key by key as a person's masks group them.`,
    '',
    '| lake | keys | their masks | ours | same groups | same text |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ row }) => row),
  ].join('\n');
}

/** CPU time of this process in milliseconds: other work on the machine is not counted. */
function cpuTime(work: () => void): number {
  const before = process.cpuUsage().user;
  work();
  return (process.cpuUsage().user - before) / 1_000;
}

/** What is simplest: the key as text, its digits replaced, counted in a map. */
function countTexts(keys: readonly Uint8Array[]): void {
  const counts = new Map<string, number>();
  const decoder = new TextDecoder();
  for (const key of keys) {
    const shape = decoder.decode(key).replace(/[0-9]+/g, '9');
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
}

function speedRow({ name, keys: texts }: Lake): string {
  const some = [...texts].sort().map((key) => encoder.encode(key));
  const keys = Array.from({ length: MILLION }, (_, i) => some[i % some.length]!);
  const bytes = keys.reduce((sum, key) => sum + key.length, 0) / keys.length;
  countTexts(keys.slice(0, 100_000));
  const simple = cpuTime(() => countTexts(keys));
  const shapes = new KeyShapes();
  for (const key of keys.slice(0, 100_000)) shapes.add(key);
  const ours = cpuTime(() => {
    for (const key of keys) shapes.add(key);
  });
  const top = cpuTime(() => shapes.top(10));
  return `| ${name} | ${bytes.toFixed(0)} | ${ours.toFixed(0)} | ${simple.toFixed(0)} | ${(simple / ours).toFixed(1)} | ${top.toFixed(0)} |`;
}

/** The report of this bench, as Markdown. */
export async function run(): Promise<string> {
  const lakes = collected();
  return [
    quality([...lakes, ...LAKE_LIST]),
    '',
    'A million keys of each list, in order and over again, one thread; CPU time in milliseconds, so also nanoseconds a key.',
    '',
    '| lake | bytes a key | shapes | digits replaced in text | ratio | proposals, once |',
    '|---|---|---|---|---|---|',
    ...lakes.filter(({ keys }) => keys.length > 100).map(speedRow),
  ].join('\n');
}
