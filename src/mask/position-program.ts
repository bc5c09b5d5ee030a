import { alphabet, type Bytes, byteWidth, sequenceEdge } from './byte-facts.ts';
import { type Element, elementExpr } from './element.ts';
import { type Expr, widthOf } from './expr.ts';
import { LongestMatch } from './longest-match.ts';

/**
 * Instructions of a program, two words each: what to do and a number.
 *   SKIP n    n bytes further        CHARS n   n characters further
 *   SCAN n    on while the byte is in set n
 *   OPEN k    wanted element k starts here        CLOSE k   it ends here
 * The left program goes up from the key's start, the right one down from its end.
 */
const SKIP = 0;
const CHARS = 1;
const SCAN = 2;
const OPEN = 3;
const CLOSE = 4;

/**
 * Finds where some of a mask's elements lie in a key that the mask takes, leftmost-longest: each element, from the left, is as
 * long as it can be with the rest still matching.
 *
 * Elements of fixed width are peeled from both ends, as are those that can only end in one place: if no byte that the next
 * elements begin with occurs in an element, then the element reaches exactly to the first byte that does not occur in it.
 * What is left, if it is one element, is that element; otherwise it is searched (`LongestMatch`).
 */
export class PositionProgram {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #sets: readonly Bytes[];
  /** Slot of the one element between the two, -1 where none is wanted there. */
  readonly #middle: number;
  readonly #search: LongestMatch | undefined;

  /** `wanted` are indexes of elements, ascending; the k-th is in slot k of the answer. */
  constructor(elements: readonly Element[], wanted: readonly number[]) {
    const exprs = elements.map(elementExpr);
    const slotOf = (element: number) => wanted.indexOf(element);
    const sets: Bytes[] = [];
    const left = peel('first', exprs, 0, slotOf, sets);
    const right = peel('last', exprs, left.peeled, slotOf, sets);
    const low = left.peeled;
    const high = exprs.length - right.peeled;
    const between = wanted.filter((element) => element >= low && element < high);
    // Beyond its last wanted element a side is walked only to reach the middle.
    this.#left = between.length > 0 ? fuse(left.code) : fuse(left.code.slice(0, left.used));
    this.#right = between.length > 0 ? fuse(right.code) : fuse(right.code.slice(0, right.used));
    this.#sets = sets;
    this.#middle = high - low === 1 && between.length === 1 ? slotOf(low) : -1;
    this.#search =
      high - low > 1 && between.length > 0
        ? new LongestMatch(
            exprs.slice(low, high),
            exprs.slice(low, high).map((_, i) => slotOf(low + i)),
          )
        : undefined;
  }

  /**
   * Writes start and end of wanted element k to `out[2k]` and `out[2k + 1]`, for a key `bytes[start, end)` that the mask takes.
   * False where no reading was found, which means that the mask does not take it. O(length) unless searched.
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
        case CHARS:
          for (let i = 0; i < n; i++) {
            high -= 1;
            while (high > start && (bytes[high]! & 0xc0) === 0x80) high -= 1;
          }
      }
    }
    if (this.#search !== undefined) return this.#search.run(bytes, low, high, out);
    if (this.#middle >= 0) {
      out[2 * this.#middle] = low;
      out[2 * this.#middle + 1] = high;
    }
    return true;
  }
}

interface Peeled {
  readonly code: readonly number[];
  /** Words of the code up to its last wanted element. */
  readonly used: number;
  /** Elements passed over. */
  readonly peeled: number;
}

/** Passes over elements from one side for as long as their other ends are certain; `kept` of them, on the left, are not ours. */
function peel(
  side: 'first' | 'last',
  exprs: readonly Expr[],
  kept: number,
  slotOf: (element: number) => number,
  sets: Bytes[],
): Peeled {
  const code: number[] = [];
  let used = 0;
  let peeled = 0;
  const order = exprs.map((_, element) => element).slice(kept);
  for (const element of side === 'first' ? order : order.reverse()) {
    const rest = side === 'first' ? exprs.slice(element + 1) : exprs.slice(0, element);
    const move = moveOver(exprs[element]!, rest, side, sets);
    if (move === undefined) break;
    const slot = slotOf(element);
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

/** The instruction that passes over an element from one side, if its other end is certain. */
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
