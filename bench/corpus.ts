import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanRows } from '../src/format/csv/scan.ts';
import { modalWidth } from '../src/format/csv/table.ts';
import { decodeText } from '../src/format/encoding.ts';

/** One line of a corpus's `truth.jsonl`. */
export interface Truth {
  readonly file: string;
  readonly delimiter: string;
  readonly quotechar: string;
  readonly escapechar: string;
  /** `null`: not judged. */
  readonly has_header: boolean | null;
  readonly header_row: number | null;
  readonly column_names: readonly string[] | null;
  readonly encoding: string;
  readonly scored: boolean;
  readonly source_repo: string;
}

export interface CorpusFile {
  readonly path: string;
  readonly truth: Truth;
  readonly whole: Uint8Array;
  /** The first 64 KiB. */
  readonly bytes: Uint8Array;
  readonly complete: boolean;
}

const PREFIX = 64 * 1024;

/** The scored files of a corpus directory: `truth.jsonl` beside the files that it names. */
export function loadCorpus(directory: string): readonly CorpusFile[] {
  return readFileSync(join(directory, 'truth.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Truth => JSON.parse(line))
    .filter((truth) => truth.scored)
    .map((truth) => {
      const path = join(directory, truth.file);
      const whole = readFileSync(path);
      return {
        path,
        truth,
        whole,
        bytes: whole.subarray(0, PREFIX),
        complete: whole.length <= PREFIX,
      };
    });
}

/** An answer of any reader, for scoring. */
export interface Answer {
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly names?: readonly string[] | undefined;
}

export interface Verdict {
  readonly answered: boolean;
  readonly delimiter: boolean;
  /** `undefined` where the truth does not judge. */
  readonly header: boolean | undefined;
  readonly schema: boolean | undefined;
}

/** Where the truth is that there is no header, the number of columns must be right. */
export function judge(file: CorpusFile, answer: Answer): Verdict {
  const { truth } = file;
  const answered = (answer.names?.length ?? 0) > 0;
  const single = truth.delimiter === '';
  const delimiter =
    answered && (single ? answer.names!.length === 1 : answer.delimiter === truth.delimiter);
  if (truth.has_header === null)
    return { answered, delimiter, header: undefined, schema: undefined };
  const header = answered && answer.header === truth.has_header;
  if (!header) return { answered, delimiter, header, schema: false };
  if (!truth.has_header) {
    return { answered, delimiter, header, schema: columnCounts(file).has(answer.names!.length) };
  }
  return {
    answered,
    delimiter,
    header,
    schema: sameNames(truth.column_names ?? [], answer.names!),
  };
}

/**
 * Names are equal but for white space around them. What a reader makes up for a blank name (`column_3`, `column2`) and how it tells a repeated one
 * from the first (`name_2`, `name_1`) is its own affair; blank names at the end may be missing.
 */
function sameNames(truth: readonly string[], answer: readonly string[]): boolean {
  const wanted = truth.map((name) => name.trim());
  while (wanted.length > answer.length && wanted.at(-1) === '') wanted.pop();
  return (
    wanted.length === answer.length &&
    wanted.every((name, index) => {
      const given = answer[index]!.trim();
      if (given === name || (name === '' && /^column_?\d+$/i.test(given))) return true;
      const repeated = wanted.indexOf(name) < index;
      return repeated && given.startsWith(`${name}_`) && /^\d+$/.test(given.slice(name.length + 1));
    })
  );
}

/** The modal number of cells in the true dialect, with and without a last column that is blank everywhere. */
function columnCounts(file: CorpusFile): ReadonlySet<number> {
  const { truth } = file;
  const { text } = decodeText(file.bytes, 'auto');
  const dialect = { delimiter: truth.delimiter, quote: truth.quotechar, escape: truth.escapechar };
  const limits = { rows: 10_000, characters: PREFIX, cells: 10_000 };
  const { rows } = scanRows(text, dialect, limits, file.complete);
  const width = modalWidth(rows);
  const blank = rows.every((row) => (row.cells[width - 1] ?? '').trim() === '');
  return new Set(blank ? [width, width - 1] : [width]);
}
