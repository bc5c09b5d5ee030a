import type { CharSet } from './char-set.ts';
import type { CharTable } from './char-table.ts';
import { type Comparable, comparable, type Products } from './product.ts';
import type { Segment, Segmented } from './segmented.ts';

/** A mask ready to be compared with others. */
export interface ComparedMask {
  readonly whole: Comparable;
  readonly segmented: Segmented;
}

const REMEMBERED_PAIRS = 200_000;

/**
 * Whether two masks share a key, pair by pair. Most pairs are told apart by a segment that both fix: those are compared first, and
 * each pair of segments once, however many masks have them.
 */
export class Overlaps {
  readonly #table: CharTable;
  readonly #products: Products;
  readonly #prefix: string;
  readonly #segments: (KnownSegment | undefined)[] = [];
  readonly #pairs = new Map<number, string | undefined>();

  /** Keys that begin with `prefix` count; `whole.starts` are the states after it. */
  constructor(table: CharTable, products: Products, prefix: string) {
    this.#table = table;
    this.#products = products;
    this.#prefix = prefix;
  }

  /** A shortest key of both, without the prefix's beginning repeated; undefined where there is none. */
  witness(a: ComparedMask, b: ComparedMask): string | undefined {
    const [x, y] = [a.segmented, b.segmented];
    if ((x.exact && x.least < y.least) || (y.exact && y.least < x.least)) return undefined;
    const heads = this.#aligned(x.head, y.head);
    if (heads === undefined) return undefined;
    if (x.exact && y.exact) {
      // Every segment of the key is fixed by both, so the shortest segments in a row are the shortest key.
      const key = heads.join('/');
      if (key !== '' && key.startsWith(this.#prefix)) return key;
    } else if (this.#aligned(x.tail.toReversed(), y.tail.toReversed()) === undefined) {
      return undefined;
    }
    const rest = this.#products.witness(a.whole, b.whole, this.#prefix !== '');
    return rest === undefined ? undefined : this.#prefix + rest;
  }

  /** Shortest common texts of the segments that both have; undefined as soon as two have none. */
  #aligned(a: readonly Segment[], b: readonly Segment[]): readonly string[] | undefined {
    const count = Math.min(a.length, b.length);
    // Two literals are one segment or differ, which is the cheapest question of all.
    for (let i = 0; i < count; i++) {
      const [one, other] = [a[i]!, b[i]!];
      if (one !== other && one.literal !== undefined && other.literal !== undefined) {
        return undefined;
      }
    }
    const texts: string[] = [];
    for (let i = 0; i < count; i++) {
      const text = this.#common(a[i]!, b[i]!);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return texts;
  }

  #common(a: Segment, b: Segment): string | undefined {
    if (a === b && a.literal !== undefined) return a.literal;
    const [low, high] = a.id < b.id ? [a, b] : [b, a];
    const [one, other] = [this.#known(low), this.#known(high)];
    if (this.#apart(one, other)) return undefined;
    const id = low.id * 2 ** 26 + high.id;
    if (this.#pairs.has(id)) return this.#pairs.get(id);
    const text = this.#products.witness(one.whole, other.whole, true);
    if (this.#pairs.size < REMEMBERED_PAIRS) this.#pairs.set(id, text);
    return text;
  }

  /** Whether two characters at one place, from either end, can never be the same. */
  #apart(a: KnownSegment, b: KnownSegment): boolean {
    const differ = (x: Int32Array, y: Int32Array) => {
      for (let i = Math.min(x.length, y.length) - 1; i >= 0; i--) {
        if (this.#table.common(x[i]!, y[i]!) < 0) return true;
      }
      return false;
    };
    return differ(a.begins, b.begins) || differ(a.ends, b.ends);
  }

  #known(segment: Segment): KnownSegment {
    let known = this.#segments[segment.id];
    if (known === undefined) {
      const ids = (sets: readonly CharSet[]) => Int32Array.from(sets, (set) => this.#table.id(set));
      known = {
        whole: comparable(segment.nfa, this.#table),
        begins: ids(segment.begins),
        ends: ids(segment.ends),
      };
      this.#segments[segment.id] = known;
    }
    return known;
  }
}

/** A segment with its character sets numbered. */
interface KnownSegment {
  readonly whole: Comparable;
  readonly begins: Int32Array;
  readonly ends: Int32Array;
}
