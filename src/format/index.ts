export { formatByExtension } from './by-extension.ts';
export type {
  ByteSource,
  CsvOptions,
  FileReading,
  Format,
  FormatObservation,
  Head,
  ReadField,
  ReadOptions,
} from './format.ts';
export { OverBudget } from './format.ts';
export { readFile } from './read-file.ts';
