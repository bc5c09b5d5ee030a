import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeText } from '../src/format/encoding.ts';
import type { Reader } from './fields.ts';

const require = createRequire(import.meta.url);

interface Sniffed {
  readonly Delimiter: string;
  readonly HasHeader: boolean;
  readonly Columns: readonly { readonly name: string }[];
}

/**
 * DuckDB's `sniff_csv`. `raw`: as a user calls it, on the prefix as it is. `cut`: helped with UTF-8, a prefix that ends with a line, and its lenient
 * settings. `undefined` where it is not installed.
 */
export async function duckdb(mode: 'raw' | 'cut'): Promise<Reader | undefined> {
  const api = await import('@duckdb/node-api').catch(() => undefined);
  if (api === undefined) return undefined;
  const instance = await api.DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const directory = mkdtempSync(join(tmpdir(), 'fields-'));
  const path = join(directory, 'table.csv');
  const options =
    mode === 'raw' ? '' : ', ignore_errors=true, strict_mode=false, null_padding=true';
  return {
    name: mode === 'raw' ? 'DuckDB' : 'DuckDB, helped',
    answer: async (file) => {
      writeFileSync(path, mode === 'raw' ? file.bytes : cutText(file.bytes, file.complete));
      const result = await connection.runAndReadAll(`SELECT * FROM sniff_csv('${path}'${options})`);
      // The columns of `sniff_csv` are documented; the binding types them as any JSON.
      const sniffed = result.getRowObjectsJson()[0] as unknown as Sniffed;
      return {
        delimiter: sniffed.Delimiter.replace('\\t', '\t'),
        header: sniffed.HasHeader,
        names: sniffed.Columns.map((column) => column.name),
      };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(directory, { recursive: true });
    },
  };
}

function cutText(bytes: Uint8Array, complete: boolean): string {
  const { text } = decodeText(bytes, 'auto');
  return complete ? text : text.slice(0, text.lastIndexOf('\n') + 1 || text.length);
}

interface Papa {
  parse(
    text: string,
    options: { readonly preview: number },
  ): {
    readonly data: readonly (readonly string[])[];
    readonly meta: { readonly delimiter: string };
  };
}

/** Papa Parse guesses the delimiter; it takes the first row for the header. */
export async function papaparse(): Promise<Reader | undefined> {
  let papa: Papa;
  try {
    papa = require('papaparse');
  } catch {
    return undefined;
  }
  return {
    name: 'Papa Parse',
    answer: async (file) => {
      const { data, meta } = papa.parse(decodeText(file.bytes, 'auto').text, { preview: 100 });
      return { delimiter: meta.delimiter, header: true, names: data[0] };
    },
    close: () => {},
  };
}

/** csv-parse with `delimiter_auto`; it takes the first row for the header. */
export async function csvParse(): Promise<Reader> {
  const { parse } = await import('csv-parse/sync');
  return {
    name: 'csv-parse, delimiter_auto',
    hidesDelimiter: true,
    answer: async (file) => {
      const { text } = decodeText(file.bytes, 'auto');
      const records: readonly (readonly string[])[] = parse(text, {
        delimiter_auto: true,
        to: 100,
      });
      return { header: true, names: records[0] };
    },
    close: () => {},
  };
}
