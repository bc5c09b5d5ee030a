import { createColors } from 'picocolors';
import type { FileReading } from '../format/index.ts';
import { csvExplained } from './csv-explained.ts';
import { counted, escaped, grouped, quoted } from './words/quoted.ts';

/** What `inspect` found out about one file, or why it could not. */
export interface Inspection {
  /** As it was named. */
  readonly file: string;
  readonly reading?: FileReading;
  readonly bytesRead: number;
  /** One line; the file could not be opened or its fields not read. */
  readonly error?: string;
}

/** The object of SPEC 8, as `inspect --format jsonl` prints it; `explanation` only where it was asked for. */
export function inspectionRecord(inspection: Inspection): { readonly [name: string]: unknown } {
  const { file, reading, bytesRead, error } = inspection;
  return {
    file,
    format: reading?.format ?? null,
    compression: reading?.compression ?? null,
    delimiter: reading?.delimiter ?? null,
    quote: reading?.quote ?? null,
    escape: reading?.escape ?? null,
    encoding: reading?.encoding ?? null,
    header: reading?.header ?? null,
    headerRow: reading?.headerRow ?? null,
    fields: (reading?.fields ?? []).map(({ name, type, nativeType }) => ({
      name,
      type,
      ...(nativeType === undefined ? {} : { nativeType }),
    })),
    bytesRead,
    error: error ?? null,
    ...(reading?.explanation === undefined ? {} : { explanation: reading.explanation }),
  };
}

/** One file for people: a line about its form, then its fields, aligned. */
export function inspectionText(inspection: Inspection, colour: boolean): string {
  const colours = createColors(colour);
  const { file, reading, bytesRead, error } = inspection;
  const lines = [colours.bold(escaped(file))];
  if (reading !== undefined) {
    lines.push(`  ${colours.dim(`${formOf(reading)} · ${grouped(bytesRead)} bytes read`)}`);
    const shown = reading.fields.map(({ name }) => escaped(name));
    const width = Math.min(40, Math.max(0, ...shown.map((name) => name.length)));
    for (const [i, { type, nativeType }] of reading.fields.entries()) {
      const own = nativeType === undefined ? '' : colours.dim(`  ${escaped(nativeType)}`);
      lines.push(`  ${(shown[i] ?? '').padEnd(width)}  ${colours.cyan(type)}${own}`);
    }
    if (reading.fields.length === 0 && error === undefined) lines.push('  no fields');
    if (reading.explanation !== undefined) lines.push('', ...csvExplained(reading.explanation));
  }
  if (error !== undefined) lines.push(`  ${colours.red('error')} ${escaped(error, 1_000)}`);
  return `${lines.join('\n')}\n`;
}

/** `csv, gzip, delimiter ";", windows-1252, header on line 2, 5 fields`. */
function formOf(reading: FileReading): string {
  const { format, compression, delimiter, quote, encoding, fields } = reading;
  const { header, headerAssumed, headerRow } = reading;
  return [
    format ?? 'no known format',
    compression,
    delimiter === undefined ? undefined : `delimiter ${quoted(delimiter)}`,
    quote === undefined ? undefined : `quote ${escaped(quote)}`,
    encoding,
    header === undefined ? undefined : header ? `header on line ${headerRow ?? 1}` : 'no header',
    headerAssumed === true ? 'assumed' : undefined,
    counted(fields.length, 'field'),
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
