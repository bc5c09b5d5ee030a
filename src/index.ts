/** The library's public names. */
export type {
  Change,
  Entry,
  EntryStream,
  Field,
  FileEntry,
  Finding,
  Level,
  Observation,
  RunStats,
} from './catalogue/index.ts';
export { UserError } from './catalogue/index.ts';
export type { Config, LoadedConfig, LoadOptions } from './config/index.ts';
export { loadConfig } from './config/index.ts';
export { diffSnapshots } from './diff/index.ts';
export type { Extraction, ExtractionRequest } from './extract/index.ts';
export { extract } from './extract/index.ts';
export type { ByteSource, FileReading, ReadOptions } from './format/index.ts';
export { readFile } from './format/index.ts';
export type { Mask, MaskEntryInput, MaskSet, Matcher } from './mask/index.ts';
export { compileMasks, parseMask } from './mask/index.ts';
export { makeReport, renderReport } from './report/index.ts';
export { changeToObservation, judge } from './rules/index.ts';
export type { ObjectPage, ObjectStore } from './s3/index.ts';
export { openStore } from './s3/index.ts';
export { printSnapshot, readSnapshot, writeSnapshotFile } from './snapshot/index.ts';
