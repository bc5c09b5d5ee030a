// Scores the fields read from CSV files beside DuckDB, Papa Parse and csv-parse's own guess, on the same files in one run.
//   node --import tsx bench/fields.ts CORPUS
// CORPUS is a directory with `truth.jsonl` (see corpus.ts). Every reader gets the same first 64 KiB; ours may ask for more.
import { pathToFileURL } from 'node:url';
import { type ByteSource, type ReadOptions, readFile } from '../src/format/index.ts';
import { type Answer, type CorpusFile, judge, loadCorpus, type Verdict } from './corpus.ts';
import { csvParse, duckdb, papaparse } from './csv-peers.ts';

/** A reader that is scored. `close` frees what `answer` needed. */
export interface Reader {
  readonly name: string;
  /** Its answers do not say which delimiter was found. */
  readonly hidesDelimiter?: boolean;
  readonly answer: (file: CorpusFile) => Promise<Answer>;
  readonly close: () => void;
}

const OPTIONS: ReadOptions = {
  csv: { delimiter: 'auto', header: 'auto', encoding: 'auto', quote: 'auto', escape: 'auto' },
};

const ours: Reader = {
  name: 'datagalaxy-s3',
  answer: async (file) => {
    const reading = await readFile(sourceOf(file), OPTIONS);
    return {
      delimiter: reading.delimiter,
      header: reading.header,
      names: reading.fields.map((field) => field.name),
    };
  },
  close: () => {},
};

function sourceOf(file: CorpusFile): ByteSource {
  return {
    name: file.path,
    size: file.whole.length,
    bytesRead: 0,
    read: async (offset, length) => file.whole.subarray(offset, offset + length),
  };
}

interface Score {
  readonly verdicts: readonly { readonly verdict: Verdict; readonly semicolon: boolean }[];
  readonly milliseconds: readonly number[];
}

async function score(reader: Reader, files: readonly CorpusFile[]): Promise<Score> {
  const milliseconds: number[] = [];
  const verdicts: { readonly verdict: Verdict; readonly semicolon: boolean }[] = [];
  for (const file of files) {
    const start = performance.now();
    // A reader that throws gave no answer.
    const answer = await reader.answer(file).catch((): Answer => ({}));
    milliseconds.push(performance.now() - start);
    verdicts.push({ verdict: judge(file, answer), semicolon: file.truth.delimiter === ';' });
  }
  reader.close();
  return { verdicts, milliseconds };
}

function line(reader: Reader, { verdicts, milliseconds }: Score): string {
  const share = (of: readonly (boolean | undefined)[]) => {
    const judged = of.filter((one) => one !== undefined);
    return ((100 * judged.filter(Boolean).length) / Math.max(1, judged.length)).toFixed(1);
  };
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const total = sorted.reduce((sum, one) => sum + one, 0);
  const cells = [
    reader.name,
    share(verdicts.map(({ verdict }) => verdict.answered)),
    reader.hidesDelimiter === true ? '–' : share(verdicts.map(({ verdict }) => verdict.delimiter)),
    share(verdicts.map(({ verdict }) => verdict.header)),
    share(verdicts.map(({ verdict }) => verdict.schema)),
    share(verdicts.filter((one) => one.semicolon).map(({ verdict }) => verdict.schema)),
    Math.round((1000 * sorted.length) / total),
    (sorted[Math.floor(sorted.length * 0.95)] ?? 0).toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The table of scores as Markdown; without a corpus a line that says so. */
export async function run(directory: string | undefined): Promise<string> {
  if (directory === undefined) return 'Fields of CSV files: not measured, no corpus given.';
  const files = loadCorpus(directory);
  const lines: string[] = [];
  for (const make of [() => ours, () => duckdb('raw'), () => duckdb('cut'), papaparse, csvParse]) {
    const reader = await make();
    if (reader !== undefined) lines.push(line(reader, await score(reader, files)));
  }
  return [
    `Fields of ${files.length} CSV files: % right, files a second, milliseconds of the 95th percentile.`,
    '',
    '| reader | some answer | delimiter | header | schema | schema on `;` | files/s | p95 ms |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
    'Our weights may have been trained on this corpus: `scripts/train-csv.ts` tells the scores on parts held back.',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(await run(process.argv[2]));
}
