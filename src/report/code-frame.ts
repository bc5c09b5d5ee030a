import type { Location } from '../catalogue/index.ts';
import type { Colors } from './colors.ts';
import { displayWidth } from './display-width.ts';
import { escaped } from './words/quoted.ts';

/**
 * The line that a location points at with one line before it, numbered, and a caret below the marked text. Characters that
 * act on a terminal are escaped, lines longer than `width` are cut around the mark. Empty when the text has no such line.
 */
export function codeFrame(
  text: string,
  location: Location,
  colors: Colors,
  width: number,
): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  const { line, column, length = 1 } = location;
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const gutter = String(line).length;
  const room = Math.max(20, width - gutter - 5);
  const number = (n: number): string => String(n).padStart(gutter);
  const previous = lines[line - 2];
  // Both lines are cut at the same place, so that they stay one below the other.
  const from = Math.max(0, column - 1 - Math.floor(room / 2));
  const show = (part: string): string =>
    escaped(part.replaceAll('\t', '  '), Number.POSITIVE_INFINITY);
  const cut = (whole: string): string => show(whole.slice(from, from + room));
  const before = show(marked.slice(from, column - 1));
  const under = show(marked.slice(column - 1, Math.min(column - 1 + length, from + room)));
  const carets = '^'.repeat(Math.max(1, displayWidth(under)));
  return [
    ...(previous === undefined || previous.trim() === ''
      ? []
      : [colors.dim(`  ${number(line - 1)} | ${cut(previous)}`)]),
    `${colors.red('>')} ${colors.dim(`${number(line)} |`)} ${cut(marked)}`,
    `  ${' '.repeat(gutter)} ${colors.dim('|')} ${' '.repeat(displayWidth(before))}${colors.red(carets)}`,
  ].map((shown) => shown.trimEnd());
}
