// Scores the schema-only formats against a corpus with truth: names and types of columns, requests and bytes a file.
//   node --import tsx bench/formats.ts DIRECTORY
// DIRECTORY holds a folder a format (`parquet`, `avro`, `orc`, `arrow`), each with a `truth.jsonl`; absent ones are skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ByteSource, FileReading, ReadOptions } from '../src/format/index.ts';
import { readFile } from '../src/format/index.ts';
import { JUDGES, type Judgement } from './format-truth.ts';

const OPTIONS: ReadOptions = {
  csv: { delimiter: 'auto', header: 'auto', encoding: 'auto', quote: 'auto', escape: 'auto' },
};

/** A file in memory that counts what is asked of it. */
function countingSource(name: string, bytes: Uint8Array) {
  let bytesRead = 0;
  let requests = 0;
  const source: ByteSource = {
    name,
    size: bytes.length,
    read: async (offset, length) => {
      const part = bytes.subarray(offset, offset + length);
      bytesRead += part.length;
      requests++;
      return part;
    },
    get bytesRead() {
      return bytesRead;
    },
  };
  return { source, requests: () => requests };
}

interface Row {
  readonly format: string;
  files: number;
  names: number;
  types: number;
  requests: number;
  bytes: number;
  milliseconds: number;
  readonly wrong: string[];
}

async function scoreFormat(format: string, directory: string): Promise<Row> {
  const judge = JUDGES[format]!;
  const row: Row = {
    format,
    files: 0,
    names: 0,
    types: 0,
    requests: 0,
    bytes: 0,
    milliseconds: 0,
    wrong: [],
  };
  const lines = readFileSync(join(directory, 'truth.jsonl'), 'utf8').split('\n');
  for (const line of lines.filter((text) => text !== '')) {
    const truth: { readonly file: string } = JSON.parse(line);
    if (!existsSync(join(directory, truth.file))) continue;
    const bytes = readFileSync(join(directory, truth.file));
    const { source, requests } = countingSource(truth.file, bytes);
    const start = performance.now();
    const reading: FileReading = await readFile(source, OPTIONS);
    row.milliseconds += performance.now() - start;
    const judgement: Judgement = judge(truth, reading, bytes);
    if (judgement.skipped) continue;
    row.files++;
    row.requests = Math.max(row.requests, requests());
    row.bytes += source.bytesRead;
    if (judgement.names) row.names++;
    if (judgement.types) row.types++;
    if (!judgement.names || !judgement.types) {
      row.wrong.push(
        `${format}/${truth.file}: ${reading.unread ?? ''} ${reading.fields
          .map((field) => `${field.name}:${field.type}:${field.nativeType}`)
          .join(', ')}`,
      );
    }
  }
  return row;
}

/** A Markdown table, and below it each file that is not equal to its truth. */
export async function run(directory: string): Promise<string> {
  const rows: Row[] = [];
  for (const format of Object.keys(JUDGES)) {
    const folder = join(directory, format);
    if (existsSync(join(folder, 'truth.jsonl'))) rows.push(await scoreFormat(format, folder));
  }
  if (rows.length === 0) return `No corpus of formats in ${directory}.\n`;
  const lines = rows.map((row) => {
    const cells = [
      row.format,
      row.files,
      `${row.names} of ${row.files}`,
      `${row.types} of ${row.files}`,
      row.requests,
      Math.round(row.bytes / row.files),
      (row.milliseconds / row.files).toFixed(2),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| format | files | names equal | types equal | most requests | mean bytes read | mean ms |',
    '|---|---|---|---|---|---|---|',
    ...lines,
    ...rows.flatMap((row) => row.wrong).map((text) => `- ${text}`),
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(await run(process.argv[2] ?? 'cases/formats'));
}
