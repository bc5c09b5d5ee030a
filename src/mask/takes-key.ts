import { byteNfaOf } from './byte-nfa.ts';
import { DEAD, LazyDfa } from './lazy-dfa.ts';
import type { MaskLimits } from './limits.ts';
import type { Nfa } from './nfa.ts';

const TABLE_BYTES = 1024 * 1024;

/** Whether one mask, by itself, takes a key. */
export class TakesKey {
  readonly #dfa: LazyDfa;

  constructor(nfa: Nfa, limits: MaskLimits) {
    this.#dfa = new LazyDfa(byteNfaOf([{ index: 0, nfa }], limits), TABLE_BYTES);
  }

  /** O(length). */
  takes(key: Uint8Array): boolean {
    const dfa = this.#dfa;
    let state = dfa.start;
    for (const byte of key) {
      state = dfa.step(state, dfa.nfa.classes[byte]!);
      if (state === DEAD) return false;
    }
    return dfa.accept(state) >= 0;
  }
}
