import type { LazyDfa } from './lazy-dfa.ts';
import type { Matcher } from './mask-types.ts';
import { layOut, ROOM, roomFor } from './page-room.ts';
import { compareNeighbours } from './shared-ends.ts';
import { walkPage } from './walk-page.ts';

/** Places in a page are integers of 32 bits, with a sign. */
const LAST_PLACE = 2 ** 31 - 1;

/** An automaton of some of the entries, and the lowest of their indexes. */
export interface Part {
  readonly dfa: LazyDfa;
  readonly lowest: number;
}

/** Runs the automata of a mask list over pages, each where it could still win. */
export class PageMatcher implements Matcher {
  readonly #parts: readonly Part[];
  readonly #resume: boolean;

  /** Without `resume` every key is walked by itself from its first byte: slower, the same answers. */
  constructor(parts: readonly Part[], resume: boolean) {
    this.#parts = parts;
    this.#resume = resume;
  }

  matchPage(keys: Uint8Array, offsets: Uint32Array, count: number, winners: Int32Array): void {
    if (offsets[count]! > LAST_PLACE) throw new RangeError(`a page ends at ${offsets[count]}`);
    let first = 0;
    while (first < count) {
      const fitting = this.#resume ? roomFor(offsets, first, count) : 0;
      if (fitting === 0) {
        winners[first] = this.match(keys, offsets[first]!, offsets[first + 1]!);
        first += 1;
        continue;
      }
      layOut(keys, offsets, first, fitting);
      compareNeighbours(fitting);
      for (const { dfa, lowest } of this.#parts) walkPage(dfa, lowest, fitting);
      winners.set(ROOM.winners.subarray(0, fitting), first);
      first += fitting;
    }
  }

  match(bytes: Uint8Array, start: number, end: number): number {
    let won = -1;
    for (const { dfa, lowest } of this.#parts) {
      if (won >= 0 && won < lowest) continue;
      const taker = dfa.takerOf(bytes, start, end);
      if (taker >= 0 && (won < 0 || taker < won)) won = taker;
    }
    return won;
  }
}
