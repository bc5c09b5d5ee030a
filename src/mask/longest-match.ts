import { type ByteNfa, byteNfaOf } from './byte-nfa.ts';
import type { Expr } from './expr.ts';
import { DEAD, LazyDfa } from './lazy-dfa.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { nfaOf } from './nfa.ts';

/** One small table an element; nothing is lost when it is cleared. */
const ELEMENT_TABLE_BYTES = 256 * 1024;

/**
 * Reads a row of expressions in a text, leftmost-longest: each is tried at its longest first, and where the rest then fails, at the
 * next shorter. Failures are remembered, so that the search takes O(expressions × length²) at worst.
 */
export class LongestMatch {
  readonly #automata: readonly LazyDfa[];
  /** Where in the answer each expression goes, -1 for nowhere. */
  readonly #slots: readonly number[];
  #failed = new Uint8Array(256);

  constructor(exprs: readonly Expr[], slots: readonly number[]) {
    this.#automata = exprs.map((expr) => {
      const nfa: ByteNfa = byteNfaOf(
        [{ index: 0, nfa: nfaOf([expr], DEFAULT_LIMITS) }],
        DEFAULT_LIMITS,
      );
      return new LazyDfa(nfa, ELEMENT_TABLE_BYTES);
    });
    this.#slots = slots;
  }

  /** Writes start and end of the expression with slot k to `out[2k]` and `out[2k + 1]`. False where there is no reading. */
  run(bytes: Uint8Array, low: number, high: number, out: Int32Array): boolean {
    const places = high - low + 1;
    const count = this.#automata.length;
    if (this.#failed.length < count * places) this.#failed = new Uint8Array(2 * count * places);
    else this.#failed.fill(0, 0, count * places);
    const read = (index: number, from: number): boolean => {
      if (index === count) return from === high;
      const place = index * places + from - low;
      if (this.#failed[place] === 1) return false;
      const ends = this.#ends(index, bytes, from, high);
      for (let i = ends.length - 1; i >= 0; i--) {
        const end = ends[i]!;
        if (!read(index + 1, end)) continue;
        const slot = this.#slots[index]!;
        if (slot >= 0) {
          out[2 * slot] = from;
          out[2 * slot + 1] = end;
        }
        return true;
      }
      this.#failed[place] = 1;
      return false;
    };
    return read(0, low);
  }

  /** Every place where the expression can end, ascending: never between the bytes of a character (`byte-nfa.ts`). */
  #ends(index: number, bytes: Uint8Array, from: number, high: number): readonly number[] {
    const dfa = this.#automata[index]!;
    const ends: number[] = [];
    let state = dfa.start;
    if (dfa.accept(state) >= 0) ends.push(from);
    for (let at = from; at < high; at++) {
      state = dfa.step(state, dfa.nfa.classes[bytes[at]!]!);
      if (state === DEAD) break;
      const isWhole = at + 1 === high || (bytes[at + 1]! & 0xc0) !== 0x80;
      if (isWhole && dfa.accept(state) >= 0) ends.push(at + 1);
    }
    return ends;
  }
}
