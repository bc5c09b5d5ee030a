import { resolve } from 'node:path';
import { pMapIterable } from 'p-map';
import { jsonText, UserError } from '../../catalogue/index.ts';
import { CSV_DEFAULTS, READ_DEFAULTS } from '../../config/index.ts';
import { type ByteSource, type CsvOptions, readFile } from '../../format/index.ts';
import {
  errorSentence,
  type Inspection,
  inspectionRecord,
  inspectionText,
} from '../../report/index.ts';
import { colourOf } from '../colour.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { fileNames } from '../inspect/file-names.ts';
import { LocalSource, localChunks } from '../inspect/local-source.ts';
import { S3Files } from '../inspect/s3-files.ts';
import type { Io } from '../io.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { oneOf } from '../report-flags.ts';
import { loadRun } from '../require-config.ts';

const FORMATS = ['text', 'json', 'jsonl'] as const;

/** Files looked at at once; their order in the output is that of the call. */
const CONCURRENCY = 8;

/** `inspect FILE…`: what would be read from each file. A file that cannot be read does not stop the others. */
export const inspect: CommandModule = {
  configure(command) {
    command
      .argument('[file...]', 'local files or s3://bucket/key')
      .option(
        '--files-from <file>',
        'read more names from a file, one a line or each ended by a NUL; `-` is stdin',
      )
      .option('--format <format>', `${FORMATS.join(', ')} (default: text)`)
      .option('--explain', 'show the candidates, their scores, and why the header was believed');
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nExample:\n  datagalaxy-s3 inspect landings.csv s3://acme-lake/orders/2024.csv.gz\n  find data -name "*.csv" | datagalaxy-s3 inspect --files-from - --format jsonl',
    );
  },
  async run({ operands, options, io }) {
    const format = oneOf('--format', String(options['format'] ?? 'text'), FORMATS);
    const explain = options['explain'] === true;
    const overrides = await readOverrides(options, io);
    const s3Files = new S3Files(async (bucket) => {
      const { config } = await loadRun(options, io, { ...overrides, bucket });
      return config;
    }, io);
    let code: number = EXIT.ok;
    const look = async (file: string): Promise<Inspection> => {
      const outcome = await inspectOne(file, s3Files, explain, io);
      if (outcome.code > code) code = outcome.code;
      return outcome.inspection;
    };
    const names = operands.length > 0 || options['filesFrom'] !== undefined;
    if (!names)
      throw new UserError('usage/flag', { flag: 'inspect', reason: 'needs', other: 'FILE' });
    const colour = colourOf(io.stdout, io.env, options);
    let count = 0;
    const inspections = pMapIterable(filesOf(operands, options['filesFrom'], io), look, {
      concurrency: CONCURRENCY,
    });
    try {
      for await (const inspection of inspections) {
        const record = jsonText(inspectionRecord(inspection));
        if (format === 'jsonl') await io.stdout.write(`${record}\n`);
        else if (format === 'json') await io.stdout.write(`${count === 0 ? '[' : ','}\n${record}`);
        else
          await io.stdout.write(`${count === 0 ? '' : '\n'}${inspectionText(inspection, colour)}`);
        count += 1;
      }
      if (format === 'json') await io.stdout.write(count === 0 ? '[]\n' : '\n]\n');
      return code;
    } finally {
      await s3Files.close();
    }
  },
};

/** The names of the call, then those of `--files-from`, as they come. */
async function* filesOf(
  operands: readonly string[],
  filesFrom: unknown,
  io: Io,
): AsyncGenerator<string> {
  yield* operands;
  if (typeof filesFrom !== 'string') return;
  yield* fileNames(
    filesFrom === '-' ? io.stdin : localChunks(filesFrom, resolve(io.cwd, filesFrom)),
  );
}

async function inspectOne(
  file: string,
  s3Files: S3Files,
  explain: boolean,
  io: Io,
): Promise<{ readonly inspection: Inspection; readonly code: number }> {
  let source: (ByteSource & { close?: () => Promise<void> }) | undefined;
  try {
    let csv: CsvOptions = CSV_DEFAULTS;
    if (file.startsWith('s3://')) ({ source, csv } = await s3Files.open(file));
    else source = await LocalSource.open(file, resolve(io.cwd, file), READ_DEFAULTS.maxBytes);
    const reading = await readFile(source, { csv, explain });
    const { bytesRead } = source;
    const { unread } = reading;
    if (unread === undefined) return { inspection: { file, reading, bytesRead }, code: EXIT.ok };
    // SPEC 4.2: an unreadable or malformed file.
    return { inspection: { file, reading, bytesRead, error: unread }, code: EXIT.usage };
  } catch (error) {
    if (!(error instanceof UserError) || error.id === 'run/interrupted') throw error;
    return {
      inspection: { file, bytesRead: source?.bytesRead ?? 0, error: errorSentence(error) },
      code: EXIT[error.family],
    };
  } finally {
    await source?.close?.();
  }
}
