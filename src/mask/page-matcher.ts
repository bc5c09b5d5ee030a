import type { Cursor } from './cursor.ts';
import type { Matcher } from './mask-types.ts';
import { compareNeighbours } from './shared-ends.ts';

/** Runs the automata of a mask list over pages, each where it could still win. */
export class PageMatcher implements Matcher {
  readonly #cursors: readonly Cursor[];
  readonly #resume: boolean;
  #last = new Uint8Array(1024);
  #lastLength = 0;
  /** As from `compareNeighbours`. */
  #starts = new Int32Array(1024);
  #rejoins = new Int32Array(1024);
  readonly #oneOffset = new Uint32Array(2);
  readonly #oneWinner = new Int32Array(1);

  /** Without `resume` every key is walked from its first byte: slower, the same answers. */
  constructor(cursors: readonly Cursor[], resume: boolean) {
    this.#cursors = cursors;
    this.#resume = resume;
  }

  matchPage(keys: Uint8Array, offsets: Uint32Array, count: number, winners: Int32Array): void {
    if (count === 0) return;
    winners.fill(-1, 0, count);
    if (count > this.#starts.length) {
      this.#starts = new Int32Array(count);
      this.#rejoins = new Int32Array(count);
    }
    const starts = this.#starts;
    const rejoins = this.#rejoins;
    if (this.#resume) {
      compareNeighbours(keys, offsets, count, this.#last, this.#lastLength, starts, rejoins);
    } else {
      starts.fill(0, 0, count);
      for (let i = 0; i < count; i++) rejoins[i] = offsets[i + 1]! - offsets[i]!;
    }
    for (const cursor of this.#cursors) cursor.run(keys, offsets, count, starts, rejoins, winners);
    const begin = offsets[count - 1]!;
    const end = offsets[count]!;
    if (end - begin > this.#last.length) this.#last = new Uint8Array(2 * (end - begin));
    this.#last.set(keys.subarray(begin, end));
    this.#lastLength = end - begin;
  }

  match(bytes: Uint8Array, start: number, end: number): number {
    this.#oneOffset[0] = start;
    this.#oneOffset[1] = end;
    this.matchPage(bytes, this.#oneOffset, 1, this.#oneWinner);
    return this.#oneWinner[0]!;
  }
}
