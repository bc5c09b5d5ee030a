import type { Io, Output } from './io.ts';

/**
 * Whether text for that output is coloured: on a terminal, unless `NO_COLOR` (https://no-color.org) or `--no-color` says no;
 * `FORCE_COLOR` colours a pipe too.
 */
export function colourOf(
  output: Output,
  env: Io['env'],
  options: Readonly<Record<string, unknown>>,
): boolean {
  if (options['color'] === false || (env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '0') !== '0') return true;
  return output.isTerminal && env['TERM'] !== 'dumb';
}
