import { type FileReading, type ReadOptions, readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

/** Reads a text or bytes as a CSV file; `csv` and the other options replace the automatic ones. */
export function readCsv(
  content: string | Uint8Array,
  options: Partial<Omit<ReadOptions, 'csv'>> & { readonly csv?: Partial<ReadOptions['csv']> } = {},
  name = 'harbour.csv',
): Promise<FileReading> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readFile(memorySource(name, bytes), {
    ...AUTO,
    ...options,
    csv: { ...AUTO.csv, ...options.csv },
  });
}

export const namesOf = (reading: FileReading): readonly string[] =>
  reading.fields.map((field) => field.name);

export const typesOf = (reading: FileReading): readonly string[] =>
  reading.fields.map((field) => field.type);

export const rulesOf = (reading: FileReading): readonly string[] =>
  reading.observations.map((one) => one.rule);
