import type { CsvOptions } from '../format.ts';
import type { TextReading } from './read-text.ts';

const USUAL = [',', ';', '\t', '|', '\x01'];

/**
 * Whether a text is a table, when its name does not say so. A false yes makes fields out of prose; a false no leaves a file without fields,
 * as any other object. `list`: a name under which a plain list of values is likely, and believed.
 */
export function looksLikeTable(read: TextReading, configured: CsvOptions, list: boolean): boolean {
  const best = read.detection.attempts[0]!;
  const { regular = 0, typed = 0, word = 0 } = best.features;
  if (read.rows < 2) return false;
  if (best.table.width < 2) return list && typed + word === 1;
  if (configured.delimiter !== 'auto') return regular >= 0.8;
  if (USUAL.includes(best.dialect.delimiter) && regular >= 0.9) return true;
  // Numbers in columns of varying width, as scientific programs write them.
  return regular >= 0.3 && typed >= 0.7;
}
