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

/** Makes the identities of the datasets of one mask (SPEC 3.4). */
export class DatasetNamer {
  readonly #pieces: readonly string[];
  readonly #program: PositionProgram | undefined;
  readonly #bounds: Int32Array;

  constructor(elements: readonly Element[]) {
    const separators = placeholdersOf(elements, ({ separates }) => separates).map(({ at }) => at);
    this.#pieces = textPieces(elements);
    this.#program = separators.length === 0 ? undefined : new PositionProgram(elements, separators);
    this.#bounds = new Int32Array(2 * separators.length);
  }

  /** For a key that the mask takes. O(1) where nothing separates. */
  nameOf(key: Uint8Array): string {
    if (this.#program === undefined) return this.#pieces[0]!;
    this.#program.run(key, 0, key.length, this.#bounds);
    let name = this.#pieces[0]!;
    for (let i = 1; i < this.#pieces.length; i++) {
      const value = textOf(key, this.#bounds[2 * i - 2]!, this.#bounds[2 * i - 1]!);
      name += escapeLiteral(value) + this.#pieces[i]!;
    }
    return name;
  }
}
