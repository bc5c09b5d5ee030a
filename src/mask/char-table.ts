import { type CharSet, charSetId, contains, intersect } from './char-set.ts';

/** What a person reads best, best first: a witness is made of these wherever it can. */
const READABLE =
  'abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./=,+:;@~!#$%&\'()[]<>^`{|}"*?\\ ';
const READABLE_POINTS = Array.from(READABLE, (char) => char.codePointAt(0)!);

/** The most readable character of a set, -1 where it is empty. */
export function readableOf(set: CharSet): number {
  for (const point of READABLE_POINTS) {
    if (contains(set, point)) return point;
  }
  for (let i = 0; i < set.length; i += 2) {
    // Below U+00A1 are controls and blanks only, besides what was asked above.
    if (set[i + 1]! >= 0xa1) return Math.max(set[i]!, 0xa1);
  }
  return set[0] ?? -1;
}

const UNKNOWN = -2;
const WIDEST = 2048;

/** Numbers the character sets of an analysis, and remembers the most readable common character of any two. */
export class CharTable {
  readonly #sets: CharSet[] = [];
  readonly #ids = new Map<string, number>();
  #width = 64;
  #common = new Int32Array(64 * 64).fill(UNKNOWN);

  id(set: CharSet): number {
    const text = charSetId(set);
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#sets.length;
      this.#sets.push(set);
      this.#ids.set(text, id);
      if (id >= this.#width && this.#width < WIDEST) this.#widen();
    }
    return id;
  }

  #widen(): void {
    const width = 2 * this.#width;
    const common = new Int32Array(width * width).fill(UNKNOWN);
    for (let row = 0; row < this.#width; row++) {
      common.set(this.#common.subarray(row * this.#width, (row + 1) * this.#width), row * width);
    }
    this.#width = width;
    this.#common = common;
  }

  /** A character in both sets, the most readable one; -1 where there is none. O(1) when asked again. */
  common(a: number, b: number): number {
    const known = a < this.#width && b < this.#width;
    const found = known ? this.#common[a * this.#width + b]! : UNKNOWN;
    if (found !== UNKNOWN) return found;
    const point = readableOf(intersect(this.#sets[a]!, this.#sets[b]!));
    if (known) this.#common[a * this.#width + b] = point;
    return point;
  }
}
