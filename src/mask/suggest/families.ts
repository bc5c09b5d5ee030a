import { compileMasks } from '../mask-set.ts';
import type { MaskEntryInput, Matcher } from '../mask-types.ts';
import { parseMask } from '../parse-mask.ts';
import { maskText, Variety } from './mask-text.ts';
import type { Row } from './row.ts';

/** Rows that new keys are compared with, the largest ones. */
const MOST_KNOWN = 256;

/**
 * Rows that shapes were merged into, ready to take keys of shapes not seen before: a new name or id is of a known family. That
 * is as cheap as matching, where merging each would not be.
 */
export class Families {
  readonly size: number;
  readonly #rows: readonly Row[];
  readonly #added: Float64Array;
  /** By entry of the automaton, the index of its row. */
  readonly #known: readonly number[];
  readonly #matcher: Matcher;

  constructor(rows: readonly Row[]) {
    this.size = rows.length;
    this.#rows = rows;
    this.#added = new Float64Array(rows.length);
    const variety = new Variety(rows);
    const candidates = rows
      .flatMap((row, index) => (row.parts.some(isOpen) ? [{ row, index }] : []))
      .sort((a, b) => b.row.count - a.row.count)
      .slice(0, MOST_KNOWN)
      .flatMap(({ row, index }) => {
        const { mask } = parseMask(maskText(row, 'tight', variety.of(row)));
        return mask === undefined ? [] : [{ index, entry: { kind: 'mask', mask } as const }];
      });
    this.#known = candidates.map(({ index }) => index);
    const entries = candidates.map(({ entry }): MaskEntryInput => entry);
    this.#matcher = compileMasks(entries).matcher();
  }

  /** Counts a key of a family; false where it is of none. O(length). */
  add(key: Uint8Array): boolean {
    if (this.#known.length === 0) return false;
    const entry = this.#matcher.match(key, 0, key.length);
    if (entry < 0) return false;
    this.#added[this.#known[entry]!]! += 1;
    return true;
  }

  /** The rows with what was added to them. Of a row that took keys the names are no longer known: it stays in one piece. */
  rows(): readonly Row[] {
    return this.#rows.map((row, i) => {
      const added = this.#added[i]!;
      return added === 0 ? row : { ...row, count: row.count + added, namedRows: [] };
    });
  }
}

/** Whether a part stands for values of which there are always new ones that look like words. */
const isOpen = ({ kind }: Row['parts'][number]): boolean =>
  kind === 'name' || kind === 'mixed' || kind === 'code';
