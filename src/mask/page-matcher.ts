import type { Cursor } from './cursor.ts';
import type { Matcher } from './mask-types.ts';
import { sharedStart } from './shared-ends.ts';

/** Places in a page are integers of 32 bits. */
const MOST_BYTES = 2 ** 31 - 1;

/** Runs the automata of a mask list over pages, each where it could still win. */
export class PageMatcher implements Matcher {
  readonly #cursors: readonly Cursor[];
  readonly #resume: boolean;
  #last = new Uint8Array(1024);
  #lastLength = 0;
  /** Of each key of a page, how many bytes it shares with the key before it. */
  #shared = new Int32Array(1024);
  readonly #oneOffset = new Uint32Array(2);
  readonly #oneWinner = new Int32Array(1);

  /** Without `resume` every key is walked from its first byte: slower, the same answers. */
  constructor(cursors: readonly Cursor[], resume: boolean) {
    this.#cursors = cursors;
    this.#resume = resume;
  }

  matchPage(keys: Uint8Array, offsets: Uint32Array, count: number, winners: Int32Array): void {
    if (count === 0) return;
    if (keys.length > MOST_BYTES) throw new RangeError(`a page has ${keys.length} bytes`);
    winners.fill(-1, 0, count);
    if (count > this.#shared.length) this.#shared = new Int32Array(count);
    const shared = this.#shared;
    const begin = offsets[count - 1]!;
    const end = offsets[count]!;
    const view =
      this.#resume && count > 1
        ? new DataView(keys.buffer, keys.byteOffset, keys.byteLength)
        : undefined;
    if (this.#resume) {
      shared[0] = this.#sharedWithLast(keys, offsets[0]!, offsets[1]!);
      if (view !== undefined) compareNeighbours(view, offsets, count, shared);
    } else shared.fill(0, 0, count);
    for (const cursor of this.#cursors) cursor.run(keys, offsets, count, shared, view, winners);
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

  /** The last key of the page before lies elsewhere. */
  #sharedWithLast(keys: Uint8Array, begin: number, end: number): number {
    const length = Math.min(end - begin, this.#lastLength);
    let shared = 0;
    while (shared < length && keys[begin + shared] === this.#last[shared]) shared += 1;
    return shared;
  }
}

/** Writes to `shared[i]`, from 1 on, how many bytes keys `i - 1` and `i` share at their start. O(bytes shared). */
function compareNeighbours(
  view: DataView,
  offsets: Uint32Array,
  count: number,
  shared: Int32Array,
): void {
  let before = offsets[0]! | 0;
  let here = offsets[1]! | 0;
  for (let i = 1; i < count; i++) {
    const next = offsets[i + 1]! | 0;
    const lengthBefore = (here - before) | 0;
    const length = (next - here) | 0;
    shared[i] = sharedStart(view, before, here, Math.min(lengthBefore, length));
    before = here;
    here = next;
  }
}
