import type { CharTable } from './char-table.ts';
import type { Nfa } from './nfa.ts';

/** An automaton ready to be compared: its sets numbered by the analysis's table, and where to begin. */
export interface Comparable {
  readonly nfa: Nfa;
  /** By edge. */
  readonly setIds: Int32Array;
  /** States to begin in: the start, or those after the bucket's prefix. */
  readonly starts: readonly number[];
}

export function comparable(
  nfa: Nfa,
  table: CharTable,
  starts: readonly number[] = [0],
): Comparable {
  const ids = nfa.sets.map((set) => table.id(set));
  return { nfa, setIds: nfa.edgeSet.map((set) => ids[set]!), starts };
}

/** Work that an analysis may still do, in pairs of edges. Shared by all its questions. */
export interface Budget {
  left: number;
}

/** Pairs of states that can be marked; two automata with more are compared as if they had nothing to say. */
const MARKED_PAIRS = 1 << 22;
/** What a question costs before its first pair of edges. */
const QUESTION = 8;

/** Compares automata two by two, by breadth-first search over pairs of their states. */
export class Products {
  readonly #table: CharTable;
  readonly #budget: Budget;
  readonly #mark = new Int32Array(MARKED_PAIRS);
  #round = 0;
  /** The queue: both states, the place of the pair before, the character read. */
  #left = new Int32Array(1024);
  #right = new Int32Array(1024);
  #parents = new Int32Array(1024);
  #chars = new Int32Array(1024);

  constructor(table: CharTable, budget: Budget) {
    this.#table = table;
    this.#budget = budget;
  }

  /**
   * A shortest text that both take, of readable characters; without `orEmpty`, one of at least one character: no key is
   * empty. Undefined where there is none, or where the bounds were met (`budget.left` is negative then). O(edges × edges).
   */
  witness(a: Comparable, b: Comparable, orEmpty: boolean): string | undefined {
    const width = b.nfa.stateCount;
    if (this.#budget.left <= 0 || a.nfa.stateCount * width > MARKED_PAIRS) {
      this.#budget.left = -1;
      return undefined;
    }
    this.#round += 1;
    const round = this.#round;
    const mark = this.#mark;
    const accepts = (p: number, q: number) => a.nfa.accepts[p] === 1 && b.nfa.accepts[q] === 1;
    let count = 0;
    for (const p of a.starts) {
      for (const q of b.starts) {
        // No edge leads back to the start, so an empty text left out now is not missed later.
        if (orEmpty && accepts(p, q)) return '';
        this.#push(count, p, q, -1, 0);
        mark[p * width + q] = round;
        count += 1;
      }
    }
    let work = QUESTION;
    for (let i = 0; i < count && work < this.#budget.left; i++) {
      const p = this.#left[i]!;
      const q = this.#right[i]!;
      const begin = b.nfa.firstEdge[q]!;
      const end = b.nfa.firstEdge[q + 1]!;
      const last = a.nfa.firstEdge[p + 1]!;
      work += 1 + (last - a.nfa.firstEdge[p]!) * (end - begin);
      for (let e = a.nfa.firstEdge[p]!; e < last; e++) {
        const set = a.setIds[e]!;
        const target = a.nfa.edgeTarget[e]!;
        for (let f = begin; f < end; f++) {
          const char = this.#table.common(set, b.setIds[f]!);
          if (char < 0) continue;
          const other = b.nfa.edgeTarget[f]!;
          if (mark[target * width + other] === round) continue;
          mark[target * width + other] = round;
          this.#push(count, target, other, i, char);
          count += 1;
          if (accepts(target, other)) {
            this.#budget.left -= work;
            return this.#text(count - 1);
          }
        }
      }
    }
    this.#budget.left -= work;
    return undefined;
  }

  #text(last: number): string {
    const points: number[] = [];
    for (let i = last; this.#parents[i]! >= 0; i = this.#parents[i]!) points.push(this.#chars[i]!);
    return points
      .reverse()
      .map((point) => String.fromCodePoint(point))
      .join('');
  }

  #push(at: number, left: number, right: number, parent: number, char: number): void {
    if (at === this.#left.length) {
      this.#left = doubled(this.#left);
      this.#right = doubled(this.#right);
      this.#parents = doubled(this.#parents);
      this.#chars = doubled(this.#chars);
    }
    this.#left[at] = left;
    this.#right[at] = right;
    this.#parents[at] = parent;
    this.#chars[at] = char;
  }
}

function doubled(words: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(2 * words.length);
  out.set(words);
  return out;
}
