import { placeholdersOf, textOf } from './captures.ts';
import type { Element } from './element.ts';
import { PositionProgram } from './position-program.ts';
import { escapeLiteral, printMask } from './print-mask.ts';

/** The text of a mask cut at its `{{…}}`: one piece more than there are separators. O(length). */
export function textPieces(elements: readonly Element[]): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { at } of placeholdersOf(elements, ({ separates }) => separates)) {
    pieces.push(printMask(elements.slice(from, at)).slice(1));
    from = at + 1;
  }
  pieces.push(printMask(elements.slice(from)).slice(1));
  return [`/${pieces[0]!}`, ...pieces.slice(1)];
}

/**
 * Makes the identities of the datasets of one mask (SPEC 3.4). Keys in byte order mostly have the identity of the key before them: it
 * is kept, and no string is made for them.
 */
export class DatasetNamer {
  readonly #pieces: readonly string[];
  readonly #program: PositionProgram | undefined;
  readonly #bounds: Int32Array;
  /** The last identity, and of each value in it the bytes and their bounds there. */
  #last: string | undefined;
  readonly #lastBounds: Int32Array;
  #lastKey = new Uint8Array(0);

  constructor(elements: readonly Element[]) {
    const separators = placeholdersOf(elements, ({ separates }) => separates).map(({ at }) => at);
    this.#pieces = textPieces(elements);
    this.#program = separators.length === 0 ? undefined : new PositionProgram(elements, separators);
    this.#bounds = new Int32Array(2 * separators.length);
    this.#lastBounds = new Int32Array(2 * separators.length);
  }

  /** For a key `bytes[start, end)` that the mask takes. O(1) where nothing separates. */
  nameOf(bytes: Uint8Array, start: number, end: number): string {
    if (this.#program === undefined) return this.#pieces[0]!;
    this.#program.run(bytes, start, end, this.#bounds);
    if (this.#last !== undefined && this.#isLast(bytes)) return this.#last;
    let name = this.#pieces[0]!;
    for (let i = 1; i < this.#pieces.length; i++) {
      const value = textOf(bytes, this.#bounds[2 * i - 2]!, this.#bounds[2 * i - 1]!);
      name += escapeLiteral(value) + this.#pieces[i]!;
    }
    // A copy: a view would keep the whole page alive.
    this.#lastKey = bytes.slice(start, end);
    for (const [i, bound] of this.#bounds.entries()) this.#lastBounds[i] = bound - start;
    this.#last = name;
    return name;
  }

  /** Whether the values found are those of the last identity. */
  #isLast(bytes: Uint8Array): boolean {
    const last = this.#lastBounds;
    for (let i = 0; i < last.length; i += 2) {
      const from = last[i]!;
      const length = last[i + 1]! - from;
      const start = this.#bounds[i]!;
      if (this.#bounds[i + 1]! - start !== length) return false;
      for (let at = 0; at < length; at++) {
        if (bytes[start + at] !== this.#lastKey[from + at]) return false;
      }
    }
    return true;
  }
}
