import { alphabet } from './byte-facts.ts';
import { type Element, elementExpr } from './element.ts';
import { sequence, text } from './expr.ts';
import { type Item, RowProgram } from './row-program.ts';

const SLASH = 0x2f;

/** A segment whose own elements are looked for after it was found. */
interface Inner {
  readonly program: RowProgram;
  /** Its slot among the segments found. */
  readonly slot: number;
}

/**
 * Finds where some of a mask's elements lie in a key that the mask takes, leftmost-longest (`RowProgram`).
 *
 * Where that would have to search the whole key, segments help: one that matches no `/` reaches exactly from slash to slash, whatever
 * is in it. So segments are found first, and elements within their segment.
 */
export class PositionProgram {
  readonly #outer: RowProgram;
  readonly #inner: readonly Inner[];
  readonly #segments: Int32Array;

  /** `wanted` are indexes of elements, ascending; the k-th is in slot k of the answer. */
  constructor(elements: readonly Element[], wanted: readonly number[]) {
    const items = elements.map(
      (element, i): Item => ({
        expr: elementExpr(element),
        slot: wanted.indexOf(i),
      }),
    );
    const flat = new RowProgram(items);
    if (!flat.searches) {
      this.#outer = flat;
      this.#inner = [];
      this.#segments = new Int32Array(0);
      return;
    }
    const inner: Inner[] = [];
    let slots = wanted.length;
    const rows = segmentsOf(elements, items).flatMap((row): readonly Item[] => {
      const isClosed = row.every(({ expr }) => alphabet(expr)[SLASH] === 0);
      if (!isClosed || row.length < 2) return row;
      const isWanted = row.some(({ slot }) => slot >= 0);
      const slot = isWanted ? slots++ : -1;
      if (isWanted) inner.push({ program: new RowProgram(row), slot });
      return [{ expr: sequence(...row.map(({ expr }) => expr)), slot }];
    });
    this.#outer = new RowProgram(rows);
    this.#inner = inner;
    this.#segments = new Int32Array(2 * slots);
  }

  /**
   * Writes start and end of wanted element k to `out[2k]` and `out[2k + 1]`, for a key `bytes[start, end)` that the mask takes.
   * False where no reading was found, which means that the mask does not take it. O(length) unless searched.
   */
  run(bytes: Uint8Array, start: number, end: number, out: Int32Array): boolean {
    if (this.#inner.length === 0) return this.#outer.run(bytes, start, end, out);
    const found = this.#segments;
    if (!this.#outer.run(bytes, start, end, found)) return false;
    out.set(found.subarray(0, Math.min(out.length, found.length)));
    return this.#inner.every(({ program, slot }) =>
      program.run(bytes, found[2 * slot]!, found[2 * slot + 1]!, out),
    );
  }
}

/** The elements row by row: the segments, and the slashes between them each as a row. */
function segmentsOf(elements: readonly Element[], items: readonly Item[]): readonly Item[][] {
  const rows: Item[][] = [[]];
  elements.forEach((element, i) => {
    if (element.kind === 'segments') {
      // It brings its own slash.
      rows.push([items[i]!], []);
    } else if (element.kind === 'literal') {
      element.text.split('/').forEach((piece, place) => {
        if (place > 0) rows.push([{ expr: text('/'), slot: -1 }], []);
        if (piece !== '') rows.at(-1)!.push({ expr: text(piece), slot: -1 });
      });
    } else {
      rows.at(-1)!.push(items[i]!);
    }
  });
  return rows.filter((row) => row.length > 0);
}
