import { type ByteNfa, byteNfaOf, type IndexedNfa, NO_ENTRY } from './byte-nfa.ts';
import { DEAD, LazyDfa } from './lazy-dfa.ts';
import type { MaskLimits } from './limits.ts';
import type { Liveness } from './mask-types.ts';
import { utf8Sequences } from './utf8-ranges.ts';

/**
 * Bounds of one search; past them the answer is the one that loses no key. States of the `ByteNfa` are counted, not those made of
 * them: a step costs as many as it starts from, and where masks multiply that is thousands.
 */
const SEARCHED_MEMBERS = 32_768;
const ALL_STATES = 64;
/** When the table has grown past this between two questions it is made anew. */
const TABLE_BYTES = 32 * 1024 * 1024;
const LAST_CODE_POINT = 0x10ffff;
const SLASH = 0x2f;
/** Characters that a seek is made longer by. */
const SMALLEST_BEYOND = 64;

const ANY_CHARACTER = [...utf8Sequences(0, 0xd7ff), ...utf8Sequences(0xe000, LAST_CODE_POINT)];

const encoder = new TextEncoder();

/**
 * Answers what a listing asks before it asks the server: where can keys be that a mask takes? It has an automaton of its own,
 * of all entries together, so that its states are never cleared in the middle of a question.
 */
export class ListingPlan {
  readonly #isMask: readonly boolean[];
  readonly #nfa: ByteNfa;
  /** Least number of bytes from a state to the end of a key its mask takes; for excludes too. */
  readonly #distance: Int32Array;
  readonly #everything: Uint8Array;
  #dfa: LazyDfa;
  #live = new Map<number, boolean>();

  /** `isMask[i]` is false for excludes. */
  constructor(list: readonly IndexedNfa[], isMask: readonly boolean[], limits: MaskLimits) {
    this.#isMask = isMask;
    this.#nfa = byteNfaOf(list, limits);
    this.#distance = distances(this.#nfa);
    this.#everything = statesThatTakeEverything(this.#nfa);
    this.#dfa = new LazyDfa(this.#nfa, Number.POSITIVE_INFINITY);
  }

  get size(): { readonly states: number; readonly bytes: number } {
    return this.#dfa;
  }

  canMatchBelow(prefix: string): boolean {
    this.#refresh();
    return this.#isLive(this.#after(prefix));
  }

  liveness(prefix: string): Liveness {
    this.#refresh();
    const state = this.#after(prefix);
    if (!this.#isLive(state)) return 'none';
    return this.#takesAllBelow(state) ? 'all' : 'some';
  }

  nextLiveAfter(key: string): string | undefined {
    this.#refresh();
    const chars = Array.from(key);
    const states = [this.#dfa.start];
    for (const char of chars) {
      const state = this.#walk(states.at(-1)!, encoder.encode(char));
      if (!this.#isLive(state)) break;
      states.push(state);
    }
    for (let at = states.length - 1; at >= 0; at--) {
      const from = at === chars.length ? 0 : chars[at]!.codePointAt(0)! + 1;
      const char = this.#smallestLive(states[at]!, from);
      if (char === undefined) continue;
      const live = chars.slice(0, at).join('') + String.fromCodePoint(char);
      return live + this.#smallestBeyond(this.#afterPoint(states[at]!, char), char);
    }
    return undefined;
  }

  /**
   * What the smallest keys have next, to the end of their segment: every live key that begins with what led here begins with this too, or is
   * greater. It passes over `2025-old/` on the way to `2025/`, and never over the key that marks a directory.
   */
  #smallestBeyond(from: number, after: number): string {
    let state = from;
    let last = after;
    let text = '';
    while (last !== SLASH && text.length < SMALLEST_BEYOND) {
      const winner = this.#dfa.accept(state);
      if (winner >= 0 && this.#isMask[winner]) break;
      const next = this.#smallestLive(state, 0);
      // NUL is what a wildcard has next: it passes over nothing.
      if (next === undefined || next === 0) break;
      text += String.fromCodePoint(next);
      state = this.#afterPoint(state, next);
      last = next;
    }
    return text;
  }

  #afterPoint(state: number, point: number): number {
    return this.#walk(state, encoder.encode(String.fromCodePoint(point)));
  }

  /** Bounds the table between questions; a question itself is bounded by the length of its key and by `SEARCHED_MEMBERS`. */
  #refresh(): void {
    if (this.#dfa.bytes <= TABLE_BYTES) return;
    this.#dfa = new LazyDfa(this.#nfa, Number.POSITIVE_INFINITY);
    this.#live.clear();
  }

  #after(prefix: string): number {
    return this.#walk(this.#dfa.start, encoder.encode(prefix));
  }

  #walk(from: number, bytes: Iterable<number>): number {
    let state = from;
    for (const byte of bytes) {
      if (state === DEAD) break;
      state = this.#dfa.step(state, this.#nfa.classes[byte]!);
    }
    return state;
  }

  /** Whether some key that reaches this state, or goes on from it, is taken by a mask. Not asked within a character. */
  #isLive(state: number): boolean {
    if (state === DEAD) return false;
    let live = this.#live.get(state);
    if (live === undefined) {
      live = this.#verdict(state) ?? this.#search(state);
      this.#live.set(state, live);
    }
    return live;
  }

  /** The answer where the entries that are still possible give it at once. */
  #verdict(state: number): boolean | undefined {
    let mask = NO_ENTRY;
    let exclude = NO_ENTRY;
    let excludesAll = NO_ENTRY;
    for (const member of this.#dfa.members(state)) {
      const entry = this.#nfa.entryOf[member]!;
      if (this.#isMask[entry]) mask = Math.min(mask, entry);
      else {
        exclude = Math.min(exclude, entry);
        if (this.#everything[member]) excludesAll = Math.min(excludesAll, entry);
      }
    }
    // A mask that no exclude comes before gets its key, or an earlier mask does.
    if (mask < exclude) return true;
    if (mask === NO_ENTRY || excludesAll < mask) return false;
    return undefined;
  }

  /** Goes for the nearest key of a mask first; gives up with "yes", which loses no key. */
  #search(from: number): boolean {
    // No key is empty: what the start takes before any character counts only where it is come back to.
    let isEmpty = from === this.#dfa.start;
    const seen = new Set<number>(isEmpty ? [] : [from]);
    const stack = [from];
    let searched = 0;
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      const winner = this.#dfa.accept(state);
      if (!isEmpty && winner >= 0 && this.#isMask[winner]) return true;
      isEmpty = false;
      searched += this.#dfa.members(state).length;
      if (searched > SEARCHED_MEMBERS) return true;
      const next = new Map<number, number>();
      for (const target of this.#afterAnyCharacter(state)) {
        if (target === DEAD || seen.has(target)) continue;
        const verdict = this.#verdict(target);
        if (verdict === true) return true;
        seen.add(target);
        if (verdict === undefined) next.set(target, this.#nearestMask(target));
      }
      stack.push(...[...next.keys()].sort((a, b) => next.get(b)! - next.get(a)!));
    }
    return false;
  }

  #nearestMask(state: number): number {
    let nearest = NO_ENTRY;
    for (const member of this.#dfa.members(state)) {
      if (!this.#isMask[this.#nfa.entryOf[member]!]) continue;
      nearest = Math.min(nearest, this.#distance[member]!);
    }
    return nearest;
  }

  #takesAllBelow(state: number): boolean {
    const seen = new Set<number>();
    const stack = [state];
    for (let from = stack.pop(); from !== undefined; from = stack.pop()) {
      for (const target of this.#afterAnyCharacter(from)) {
        const winner = target === DEAD ? -1 : this.#dfa.accept(target);
        if (winner < 0 || !this.#isMask[winner]) return false;
        if (seen.has(target)) continue;
        if (seen.size === ALL_STATES) return false;
        seen.add(target);
        stack.push(target);
      }
    }
    return true;
  }

  /** The states that any one character leads to, `DEAD` among them where one leads nowhere. */
  #afterAnyCharacter(state: number): ReadonlySet<number> {
    const reached = new Set<number>();
    for (const sequence of ANY_CHARACTER) {
      let states = new Set([state]);
      for (const [lo, hi] of sequence) {
        const classes = new Set(this.#nfa.classes.subarray(lo, hi + 1));
        const next = new Set<number>();
        for (const one of states) {
          for (const c of classes) next.add(one === DEAD ? DEAD : this.#dfa.step(one, c));
        }
        states = next;
      }
      for (const one of states) reached.add(one);
    }
    return reached;
  }

  /** The smallest character from `from` on that leads to a live state. UTF-8 sorts bytes as code points are sorted. */
  #smallestLive(state: number, from: number): number | undefined {
    for (let point = from; point < 0x80; point++) {
      if (this.#isLive(this.#dfa.step(state, this.#nfa.classes[point]!))) return point;
    }
    const ranges: readonly (readonly [number, number])[] = [
      [Math.max(from, 0x80), 0xd7ff],
      [Math.max(from, 0xe000), LAST_CODE_POINT],
    ];
    for (const [lo, hi] of ranges) {
      for (const sequence of lo > hi ? [] : utf8Sequences(lo, hi)) {
        const bytes = this.#smallestBytes(state, sequence);
        if (bytes !== undefined)
          return new TextDecoder('utf-8', { ignoreBOM: true })
            .decode(Uint8Array.from(bytes))
            .codePointAt(0)!;
      }
    }
    return undefined;
  }

  #smallestBytes(
    state: number,
    sequence: readonly (readonly [number, number])[],
  ): readonly number[] | undefined {
    const [first, ...rest] = sequence;
    if (first === undefined) return this.#isLive(state) ? [] : undefined;
    // Bytes that lead to one state fail together.
    const tried = new Set<number>([DEAD]);
    for (let byte = first[0]; byte <= first[1]; byte++) {
      const next = this.#dfa.step(state, this.#nfa.classes[byte]!);
      if (tried.has(next)) continue;
      const bytes = this.#smallestBytes(next, rest);
      if (bytes !== undefined) return [byte, ...bytes];
      tried.add(next);
    }
    return undefined;
  }
}

/** Breadth first from the accepting states, against the edges. O(edges). */
function distances(nfa: ByteNfa): Int32Array {
  const sources: number[][] = Array.from({ length: nfa.stateCount }, () => []);
  for (let state = 0; state < nfa.stateCount; state++) {
    for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
      sources[nfa.edgeTarget[edge]!]!.push(state);
    }
  }
  const distance = new Int32Array(nfa.stateCount).fill(NO_ENTRY);
  const queue: number[] = [];
  for (let state = 0; state < nfa.stateCount; state++) {
    if (nfa.accepts[state] === NO_ENTRY) continue;
    distance[state] = 0;
    queue.push(state);
  }
  for (let i = 0; i < queue.length; i++) {
    for (const source of sources[queue[i]!]!) {
      if (distance[source] !== NO_ENTRY) continue;
      distance[source] = distance[queue[i]!]! + 1;
      queue.push(source);
    }
  }
  return distance;
}

/** Accepting states that every byte leads back to: the end of `/tmp/**`. */
function statesThatTakeEverything(nfa: ByteNfa): Uint8Array {
  const everything = new Uint8Array(nfa.stateCount);
  for (let state = 0; state < nfa.stateCount; state++) {
    if (nfa.accepts[state] === NO_ENTRY || nfa.loops[state] === 0) continue;
    for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
      const begin = nfa.edgeSet[edge]! * nfa.classCount;
      const whole = nfa.members.subarray(begin, begin + nfa.classCount).every((bit) => bit === 1);
      if (whole && nfa.edgeTarget[edge] === state) everything[state] = 1;
    }
  }
  return everything;
}
