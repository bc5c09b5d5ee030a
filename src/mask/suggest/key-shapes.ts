import { NO_TOKENS, type TokenTable } from '../tokens.ts';
import { absorb } from './absorb.ts';
import { absorbDashed } from './absorb-dashed.ts';
import { expandDates } from './expand-dates.ts';
import { Families } from './families.ts';
import { mergeCalendar } from './merge-calendar.ts';
import { mergeCrowds, mergeIds } from './merge-ids.ts';
import { mergeNumbers } from './merge-numbers.ts';
import { mergePartitions } from './merge-partitions.ts';
import { mergeSegments } from './merge-segments.ts';
import { mergeNames, mergeValues } from './merge-words.ts';
import { prove } from './prove.ts';
import { groupBy, type Row } from './row.ts';
import { rowsOfShapes } from './rows-of-shapes.ts';
import { partKeys } from './runs.ts';
import { compareBytes, ShapeTable } from './shape-table.ts';
import type { Suggestion } from './suggestion.ts';

export interface KeyShapesLimits {
  /** Shapes told apart before those that differ in values are merged, and as many families that the merging may leave. */
  readonly shapes: number;
}

/** In this order: what a value is shows only once its numbers and ids are known for what they are. */
const STEPS: readonly ((rows: readonly Row[]) => readonly Row[])[] = [
  mergeCalendar,
  mergeIds,
  expandDates,
  mergeNumbers,
  absorb,
  absorbDashed,
  mergePartitions,
  mergeValues,
  // Again, for those that differed in several values.
  mergeValues,
  mergeSegments,
  mergeNames,
  mergeCrowds,
  absorb,
];

/** What `top` tells of a family of keys. */
export interface KeyShape {
  /** The mask proposed for it. */
  readonly mask: string;
  readonly count: number;
  /** Its least key in byte order. */
  readonly example: string;
}

/**
 * Counts keys by shape, and proposes a mask for each family of shapes that differ in values only. Memory is bounded by
 * `limits.shapes` and the 1,024 bytes of a key. While there are no more shapes than that, the answer depends on the keys
 * and how often each came, never on their order; past it, shapes are merged as they come, and the counts stay exact.
 */
export class KeyShapes {
  /** Keys added. */
  total = 0;
  /** Keys among them that are in no family: no mask can take them, or there were too many families. */
  overflow = 0;
  readonly #limit: number;
  readonly #table: ShapeTable;
  /** What the shapes of a full table were merged into. */
  #families: Families | undefined;

  constructor(limits: KeyShapesLimits = { shapes: 4096 }) {
    this.#limit = limits.shapes;
    this.#table = new ShapeTable(limits.shapes);
  }

  /** O(length of the key), less where it shares directories with the key before; nothing is made for most keys. */
  add(key: Uint8Array): void {
    this.total += 1;
    let outcome = this.#table.add(key, this.#families);
    if (outcome === 'full' && 2 * (this.#families?.size ?? 0) <= this.#limit) {
      // Merging makes room. Where it leaves too little of it, new shapes are no longer told apart.
      this.#families = new Families(this.#rows());
      this.#table.clear();
      outcome = this.#table.add(key, this.#families);
    }
    if (outcome !== 'added') this.overflow += 1;
  }

  #rows(): readonly Row[] {
    const rows = [...(this.#families?.rows() ?? []), ...rowsOfShapes(this.#table.shapes)];
    return sameMerged(STEPS.reduce((merged, step) => step(merged), sameMerged(rows)));
  }

  /** The most frequent families, ties in the order of their masks. O(shapes × length²). */
  top(limit: number, tokens: TokenTable = NO_TOKENS): readonly KeyShape[] {
    return this.suggestions(limit, tokens).map(({ mask, count, examples }) => ({
      mask,
      count,
      example: examples[0]!,
    }));
  }

  /** The same with more examples. `tokens` are those of the configuration that the masks are for. */
  suggestions(limit: number, tokens: TokenTable = NO_TOKENS): readonly Suggestion[] {
    return prove(this.#rows(), limit, tokens).map(({ row, mask }) => ({
      mask,
      count: row.count,
      examples: examplesOf(row),
    }));
  }
}

/** Rows of one structure as one. */
const sameMerged = (rows: readonly Row[]): readonly Row[] =>
  groupBy(rows, (row) => partKeys(row).join('\0')).flatMap(mergeNumbers);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The least key, the greatest, and one from between. */
function examplesOf({ keys }: Row): readonly string[] {
  const sorted = [...keys].sort(compareBytes).map((key) => decoder.decode(key));
  const [first, middle, last] = [0, sorted.length >> 1, sorted.length - 1].map((i) => sorted[i]!);
  return [...new Set([first!, middle!, last!])];
}
