import type { LineCounter } from 'yaml';
import type { Location } from '../catalogue/index.ts';

/** UTF-16 offsets `[start, end)` into a source text. */
export type Span = readonly [start: number, end: number];

/** The text of a configuration file as it was parsed: without a byte order mark. */
export interface SourceText {
  /** As reports name it: relative to the working directory, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly lineCounter: LineCounter;
}

/** The place of a span; its length is cut at the end of its first line. O(log lines). */
export function locate(source: SourceText, [start, end]: Span): Location {
  const offset = Math.min(start, source.text.length);
  const { line, col } = source.lineCounter.linePos(offset);
  const rest = source.text.slice(offset, Math.max(offset, end));
  const length = rest.search(/[\r\n]/);
  return {
    file: source.file,
    line: Math.max(1, line),
    column: Math.max(1, col),
    length: Math.max(1, length < 0 ? rest.trimEnd().length : length),
  };
}
