import type { Bytes } from './byte-facts.ts';
import type { Element } from './element.ts';
import { LongestMatch } from './longest-match.ts';
import { type Place, placeElements, type Step } from './place-elements.ts';

/** What a step does. */
const UNTIL_UP = 0;
const UNTIL_DOWN = 1;
const WHILE_UP = 2;
const WHILE_DOWN = 3;
const CHARACTERS_UP = 4;
const CHARACTERS_DOWN = 5;
const SEARCH = 6;

/**
 * Places found in the key at hand: one buffer for the process, in a constant (`page-room.ts` says why). A mask has at most 4,096 characters, so
 * fewer than twice as many elements, segments and slashes, each found by two places at most.
 */
const FOUND = new Int32Array(1 << 14);

const STEP_WORDS = 7;
const BOUND_WORDS = 4;

/**
 * Finds where some of a mask's elements lie in a key that the mask takes (`placeElements`).
 *
 * A place is two words: which of the places found, and how many bytes beyond it.
 * Layout of a step: what to do; the place to begin at; the place to stop at; the operand (a byte, a count, or the index of
 * a set or search); which place it finds.
 * Layout of a bound: the places of an element's start and end.
 */
export class PositionProgram {
  readonly #steps: Int32Array;
  readonly #bounds: Int32Array;
  readonly #sets: readonly Bytes[];
  readonly #searches: readonly LongestMatch[];

  /** `wanted` are indexes of elements, ascending; the k-th is in slot k of the answer. */
  constructor(elements: readonly Element[], wanted: readonly number[]) {
    const { bounds, places, steps } = placeElements(elements, wanted);
    if (places > FOUND.length) throw new RangeError(`a mask has ${places} places`);
    const sets: Bytes[] = [];
    const searches: LongestMatch[] = [];
    const doing = (step: Step): readonly [number, number] => {
      switch (step.kind) {
        case 'until':
          return [step.up ? UNTIL_UP : UNTIL_DOWN, step.byte];
        case 'while':
          return [step.up ? WHILE_UP : WHILE_DOWN, sets.push(step.set) - 1];
        case 'characters':
          return [step.up ? CHARACTERS_UP : CHARACTERS_DOWN, step.count];
        case 'search':
          return [SEARCH, searches.push(new LongestMatch(step.exprs, step.slots)) - 1];
      }
    };
    this.#steps = Int32Array.from(
      steps.flatMap((step) => {
        const [what, operand] = doing(step);
        return [what, ...words(step.from), ...words(step.limit), operand, step.finds];
      }),
    );
    this.#bounds = Int32Array.from(
      bounds.flatMap(([start, end]) => [...words(start), ...words(end)]),
    );
    this.#sets = sets;
    this.#searches = searches;
  }

  /**
   * Writes start and end of wanted element k to `out[2k]` and `out[2k + 1]`, for a key `bytes[start, end)` that the mask takes
   * and that ends below 2^31 (`PageMatcher` checks it of a page).
   * False where no reading was found, which means that the mask does not take it. O(length) unless searched.
   */
  run(bytes: Uint8Array, start: number, end: number, out: Int32Array): boolean {
    const found = FOUND;
    found[0] = start;
    found[1] = end;
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i += STEP_WORDS) {
      let at = found[steps[i + 1]!]! + steps[i + 2]!;
      const limit = found[steps[i + 3]!]! + steps[i + 4]!;
      const operand = steps[i + 5]!;
      const what = steps[i]!;
      switch (what) {
        case UNTIL_DOWN:
          at = afterLastOf(bytes, operand, limit, at);
          break;
        case UNTIL_UP:
          at = firstOf(bytes, operand, at, limit);
          break;
        case SEARCH:
          if (!this.#searches[operand]!.run(bytes, at, limit, found)) return false;
          // Its places are written.
          continue;
        default:
          at = this.#scan(what, operand, bytes, at, limit);
      }
      found[steps[i + 6]!] = at;
    }
    const bounds = this.#bounds;
    for (let i = 0, k = 0; i < bounds.length; i += BOUND_WORDS, k += 2) {
      out[k] = found[bounds[i]!]! + bounds[i + 1]!;
      out[k + 1] = found[bounds[i + 2]!]! + bounds[i + 3]!;
    }
    return true;
  }

  /** The rarer scans: a method of their own, so that the loop above keeps what it needs in registers. */
  #scan(what: number, operand: number, bytes: Uint8Array, from: number, limit: number): number {
    let at = from;
    switch (what) {
      case WHILE_UP: {
        const set = this.#sets[operand]!;
        while (at < limit && set[bytes[at]!] === 1) at += 1;
        break;
      }
      case WHILE_DOWN: {
        const set = this.#sets[operand]!;
        while (at > limit && set[bytes[at - 1]!] === 1) at -= 1;
        break;
      }
      case CHARACTERS_UP:
        for (let count = 0; count < operand; count++) {
          at += 1;
          while (at < limit && (bytes[at]! & 0xc0) === 0x80) at += 1;
        }
        break;
      case CHARACTERS_DOWN:
        for (let count = 0; count < operand; count++) {
          at -= 1;
          while (at > limit && (bytes[at]! & 0xc0) === 0x80) at -= 1;
        }
        break;
    }
    return at;
  }
}

/**
 * Where the first `byte` is in `bytes[from, to)`; `to` where there is none. Four bytes at a time, since V8 looks a buffer up again at every
 * turn of a loop. O(bytes passed).
 */
function firstOf(bytes: Uint8Array, byte: number, from: number, to: number): number {
  let at = from | 0;
  const lastFour = (to - 4) | 0;
  while (at <= lastFour) {
    if (bytes[at] === byte) return at;
    if (bytes[(at + 1) | 0] === byte) return (at + 1) | 0;
    if (bytes[(at + 2) | 0] === byte) return (at + 2) | 0;
    if (bytes[(at + 3) | 0] === byte) return (at + 3) | 0;
    at = (at + 4) | 0;
  }
  while (at < to && bytes[at] !== byte) at = (at + 1) | 0;
  return at;
}

/** Where the last `byte` in `bytes[from, to)` ends; `from` where there is none. The same towards the start, where most are looked for: eight at a turn. */
function afterLastOf(bytes: Uint8Array, byte: number, from: number, to: number): number {
  let at = to | 0;
  const firstEight = (from + 8) | 0;
  while (at >= firstEight) {
    if (bytes[(at - 1) | 0] === byte) return at;
    if (bytes[(at - 2) | 0] === byte) return (at - 1) | 0;
    if (bytes[(at - 3) | 0] === byte) return (at - 2) | 0;
    if (bytes[(at - 4) | 0] === byte) return (at - 3) | 0;
    if (bytes[(at - 5) | 0] === byte) return (at - 4) | 0;
    if (bytes[(at - 6) | 0] === byte) return (at - 5) | 0;
    if (bytes[(at - 7) | 0] === byte) return (at - 6) | 0;
    if (bytes[(at - 8) | 0] === byte) return (at - 7) | 0;
    at = (at - 8) | 0;
  }
  while (at > from && bytes[(at - 1) | 0] !== byte) at = (at - 1) | 0;
  return at;
}

const words = ({ found, offset }: Place): readonly [number, number] => [found, offset];
