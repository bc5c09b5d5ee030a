import type { Part, Row } from './row.ts';
import { isText, MOST_RUNS, type Run, runsOf } from './runs.ts';

/**
 * Where the names of a row's segments stand; of the last segment that is what comes before its extension. None for a row that is
 * too long to be compared. O(parts).
 */
export function segmentsOf(row: Row): readonly Run[] {
  if (runsOf(row).length > MOST_RUNS) return [];
  const { parts } = row;
  const segments: Run[] = [];
  let start = 0;
  for (let i = 0; i <= parts.length; i++) {
    if (i < parts.length && !isText(parts[i], '/')) continue;
    segments.push({ start, end: i === parts.length ? beforeExtension(parts, start) : i });
    start = i + 1;
  }
  return segments;
}

/** The first dot of the last segment, which a name does not begin with; else its end. */
function beforeExtension(parts: readonly Part[], start: number): number {
  for (let i = start + 1; i < parts.length; i++) if (isText(parts[i], '.')) return i;
  return parts.length;
}
