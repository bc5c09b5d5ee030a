import { alphabet, type Bytes, byteWidth, sequenceEdge } from './byte-facts.ts';
import { type Expr, widthOf } from './expr.ts';
import { LongestMatch } from './longest-match.ts';

/** An expression in a row of them, and where its place goes in the answer: slot -1 for nowhere. */
export interface Item {
  readonly expr: Expr;
  readonly slot: number;
}

/**
 * Instructions of a program, two words each: what to do and a number.
 *   SKIP n    n bytes further        CHARS n   n characters further
 *   SCAN n    on while the byte is in set n      UNTIL n   on while the byte is not n
 *   OPEN k    the expression with slot k starts here        CLOSE k   it ends here
 * The left program goes up from the key's start, the right one down from its end.
 */
const SKIP = 0;
const CHARS = 1;
const SCAN = 2;
const OPEN = 3;
const CLOSE = 4;
const UNTIL = 5;

/**
 * Finds where some of a row of expressions lie in a text that the row matches, leftmost-longest: each expression, from the left,
 * is as long as it can be with the rest still matching.
 *
 * Expressions of fixed width are peeled from both ends, as are those that can only end in one place: if no byte that the next
 * ones begin with occurs in an expression, then it reaches exactly to the first byte that does not occur in it. What is
 * left, if it is one expression, is that one; otherwise it is searched (`LongestMatch`).
 */
export class RowProgram {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #sets: readonly Bytes[];
  /** Slot of the one expression between the two, -1 where none is wanted there. */
  readonly #middle: number;
  /** Several expressions are left between the two ends, and some are wanted. */
  readonly searches: boolean;
  readonly #between: readonly Item[];
  #search: LongestMatch | undefined;

  constructor(items: readonly Item[]) {
    const sets: Bytes[] = [];
    const left = peel('first', items, 0, sets);
    const right = peel('last', items, left.peeled, sets);
    const between = items.slice(left.peeled, items.length - right.peeled);
    const isWanted = between.some(({ slot }) => slot >= 0);
    // Beyond its last wanted expression a side is walked only to reach the middle.
    this.#left = fuse(isWanted ? left.code : left.code.slice(0, left.used));
    this.#right = fuse(isWanted ? right.code : right.code.slice(0, right.used));
    this.#sets = sets;
    this.#middle = between.length === 1 ? between[0]!.slot : -1;
    this.searches = between.length > 1 && isWanted;
    this.#between = between;
  }

  /**
   * Writes start and end of the expression with slot k to `out[2k]` and `out[2k + 1]`, for a text `bytes[start, end)` that the row
   * matches. False where no reading was found, which means that it does not. O(length) unless searched.
   */
  run(bytes: Uint8Array, start: number, end: number, out: Int32Array): boolean {
    const left = this.#left;
    let low = start;
    for (let pc = 0; pc < left.length; pc += 2) {
      const n = left[pc + 1]!;
      switch (left[pc]) {
        case SKIP:
          low += n;
          break;
        case OPEN:
          out[2 * n] = low;
          break;
        case CLOSE:
          out[2 * n + 1] = low;
          break;
        case SCAN: {
          const set = this.#sets[n]!;
          while (low < end && set[bytes[low]!] === 1) low += 1;
          break;
        }
        case UNTIL:
          while (low < end && bytes[low] !== n) low += 1;
          break;
        case CHARS:
          for (let i = 0; i < n; i++) {
            low += 1;
            while (low < end && (bytes[low]! & 0xc0) === 0x80) low += 1;
          }
      }
    }
    const right = this.#right;
    let high = end;
    for (let pc = 0; pc < right.length; pc += 2) {
      const n = right[pc + 1]!;
      switch (right[pc]) {
        case SKIP:
          high -= n;
          break;
        case OPEN:
          out[2 * n] = high;
          break;
        case CLOSE:
          out[2 * n + 1] = high;
          break;
        case SCAN: {
          const set = this.#sets[n]!;
          while (high > start && set[bytes[high - 1]!] === 1) high -= 1;
          break;
        }
        case UNTIL:
          while (high > start && bytes[high - 1] !== n) high -= 1;
          break;
        case CHARS:
          for (let i = 0; i < n; i++) {
            high -= 1;
            while (high > start && (bytes[high]! & 0xc0) === 0x80) high -= 1;
          }
      }
    }
    if (this.searches) {
      this.#search ??= new LongestMatch(
        this.#between.map(({ expr }) => expr),
        this.#between.map(({ slot }) => slot),
      );
      return this.#search.run(bytes, low, high, out);
    }
    if (this.#middle >= 0) {
      out[2 * this.#middle] = low;
      out[2 * this.#middle + 1] = high;
    }
    return true;
  }
}

interface Peeled {
  readonly code: readonly number[];
  /** Words of the code up to its last wanted expression. */
  readonly used: number;
  /** Expressions passed over. */
  readonly peeled: number;
}

/** Passes over expressions from one side for as long as their other ends are certain; the first `kept` are the left side's. */
function peel(side: 'first' | 'last', items: readonly Item[], kept: number, sets: Bytes[]): Peeled {
  const exprs = items.map(({ expr }) => expr);
  const code: number[] = [];
  let used = 0;
  let peeled = 0;
  const order = items.map((_, place) => place).slice(kept);
  for (const place of side === 'first' ? order : order.reverse()) {
    const { expr, slot } = items[place]!;
    const rest = side === 'first' ? exprs.slice(place + 1) : exprs.slice(0, place);
    const move = moveOver(expr, rest, side, sets);
    if (move === undefined) break;
    if (slot >= 0) code.push(side === 'first' ? OPEN : CLOSE, slot);
    code.push(...move);
    if (slot >= 0) {
      code.push(side === 'first' ? CLOSE : OPEN, slot);
      used = code.length;
    }
    peeled += 1;
  }
  return { code, used, peeled };
}

/** The instruction that passes over an expression from one side, if its other end is certain. */
function moveOver(
  expr: Expr,
  rest: readonly Expr[],
  from: 'first' | 'last',
  sets: Bytes[],
): readonly number[] | undefined {
  const bytes = byteWidth(expr);
  if (bytes.min === bytes.max) return bytes.min === 0 ? [] : [SKIP, bytes.min];
  const width = widthOf(expr);
  if (width.min === width.max) return [CHARS, width.min];
  const next = new Uint8Array(256);
  sequenceEdge(rest, from, next);
  const own = alphabet(expr);
  if (own.some((inOwn, byte) => inOwn === 1 && next[byte] === 1)) return undefined;
  // Mostly a slash.
  const first = next.indexOf(1);
  if (next.indexOf(1, first + 1) < 0) return [UNTIL, first];
  sets.push(own);
  return [SCAN, sets.length - 1];
}

/** Neighbouring skips become one. */
function fuse(code: readonly number[]): Int32Array {
  const out: number[] = [];
  for (let pc = 0; pc < code.length; pc += 2) {
    if (code[pc] === SKIP && out.at(-2) === SKIP) out[out.length - 1]! += code[pc + 1]!;
    else out.push(code[pc]!, code[pc + 1]!);
  }
  return Int32Array.from(out);
}
