import type { Level } from '../catalogue/index.ts';
import type { Report } from './report.ts';

/** What a format may take into account besides the report. */
export interface RenderOptions {
  /** Colours and styles by ANSI escapes. */
  readonly color: boolean;
  /** Columns of the terminal or page; 80 where there is none. */
  readonly width: number;
  /** Texts of the files that findings point into, by `Location.file`, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** The gate, for advice on what to do next. */
  readonly failOn: Exclude<Level, 'off'> | 'never';
}

/**
 * One report format: a pure function to chunks of text, the last of which ends in a line break. It escapes what the format's
 * reader would act on: every name, key and message can come from outside. Adding one: a file, and its line in `formats.ts`.
 */
export type Format = (report: Report, options: RenderOptions) => Iterable<string>;
