import { byteNfaOf } from './byte-nfa.ts';
import { LazyDfa } from './lazy-dfa.ts';
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
    return this.#dfa.takerOf(key, 0, key.length) >= 0;
  }
}
