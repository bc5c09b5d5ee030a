import { type CharSet, charSetId, contains, NOT_ASCII } from './char-set.ts';
import { LimitPassed, type MaskLimits } from './limits.ts';
import type { Nfa } from './nfa.ts';
import { utf8Sequences } from './utf8-ranges.ts';

/** No entry: greater than every index. */
export const NO_ENTRY = 0x7fffffff;

/**
 * The masks of a list as one nondeterministic automaton over UTF-8 bytes.
 *
 * Packed: the edges of state `s` are `firstEdge[s] … firstEdge[s + 1] - 1`; edge `e` is taken on the bytes of set
 * `edgeSet[e]` and leads to `edgeTarget[e]`. Bytes that no set tells apart are one class: `classes[byte]`; set `n` holds
 * class `c` where `members[n × classCount + c]` is 1. `accepts[s]` is the entry that takes a key ending at `s`, or
 * `NO_ENTRY`; `entryOf[s]` is the entry that `s` belongs to; `loops[s]` is 1 where an edge leads from `s` to itself.
 */
export interface ByteNfa {
  readonly stateCount: number;
  readonly firstEdge: Int32Array;
  readonly edgeSet: Int32Array;
  readonly edgeTarget: Int32Array;
  readonly accepts: Int32Array;
  readonly entryOf: Int32Array;
  readonly loops: Uint8Array;
  /** The start state of every entry, ascending. */
  readonly starts: Int32Array;
  readonly classes: Uint8Array;
  readonly classCount: number;
  readonly members: Uint8Array;
}

/** A mask's automaton and the index of its entry. */
export interface IndexedNfa {
  readonly index: number;
  readonly nfa: Nfa;
}

/** Bytes 0 to 255, one bit each. */
type ByteSet = Uint32Array;

const rangeSet = (lo: number, hi: number): ByteSet => {
  const set = new Uint32Array(8);
  for (let byte = lo; byte <= hi; byte++) set[byte >> 5]! |= 1 << (byte & 31);
  return set;
};

class ByteNfaBuilder {
  readonly #limits: MaskLimits;
  readonly #from: number[] = [];
  readonly #set: number[] = [];
  readonly #target: number[] = [];
  readonly #accepts: number[] = [];
  readonly #entryOf: number[] = [];
  readonly #starts: number[] = [];
  readonly #sets: ByteSet[] = [];
  readonly #setIds = new Map<string, number>();
  readonly #ranges = new Map<number, number>();
  readonly #lowered = new Map<string, LoweredSet>();
  /** The same by identity, which is the faster question. */
  readonly #loweredSets = new Map<CharSet, LoweredSet>();

  constructor(limits: MaskLimits) {
    this.#limits = limits;
  }

  #state(entry: number): number {
    if (this.#accepts.length >= this.#limits.totalStates) {
      throw new LimitPassed('totalStates', this.#limits.totalStates);
    }
    this.#accepts.push(NO_ENTRY);
    this.#entryOf.push(entry);
    return this.#accepts.length - 1;
  }

  #edge(from: number, set: number, target: number): void {
    if (this.#from.length >= this.#limits.totalEdges) {
      throw new LimitPassed('totalEdges', this.#limits.totalEdges);
    }
    this.#from.push(from);
    this.#set.push(set);
    this.#target.push(target);
  }

  #setId(set: ByteSet): number {
    const text = set.join();
    let id = this.#setIds.get(text);
    if (id === undefined) {
      id = this.#sets.length;
      this.#sets.push(set);
      this.#setIds.set(text, id);
    }
    return id;
  }

  #rangeId(lo: number, hi: number): number {
    const key = lo * 256 + hi;
    let id = this.#ranges.get(key);
    if (id === undefined) {
      id = this.#setId(rangeSet(lo, hi));
      this.#ranges.set(key, id);
    }
    return id;
  }

  #lower(set: CharSet): LoweredSet {
    const known = this.#loweredSets.get(set);
    if (known !== undefined) return known;
    const id = charSetId(set);
    let lowered = this.#lowered.get(id);
    if (lowered === undefined) {
      const ascii = new Uint32Array(8);
      for (let byte = 0; byte < 0x80; byte++) {
        if (contains(set, byte)) ascii[byte >> 5]! |= 1 << (byte & 31);
      }
      const hasAscii = ascii.some((word) => word !== 0);
      const wide: number[] = [];
      for (let i = 0; i < set.length; i += 2) {
        if (set[i + 1]! >= 0x80) wide.push(Math.max(0x80, set[i]!), set[i + 1]!);
      }
      const isWide = charSetId(wide) === charSetId(NOT_ASCII);
      const withBytes = (more: ByteSet) => this.#setId(ascii.map((word, i) => word | more[i]!));
      lowered = {
        ascii: hasAscii ? this.#setId(ascii) : -1,
        enters: isWide ? withBytes(rangeSet(0xc2, 0xf4)) : -1,
        loops: isWide ? withBytes(rangeSet(0x80, 0xff)) : -1,
        sequences: pairs(wide).flatMap(([lo, hi]) => utf8Sequences(lo, hi)),
      };
      this.#lowered.set(id, lowered);
    }
    this.#loweredSets.set(set, lowered);
    return lowered;
  }

  add({ index, nfa }: IndexedNfa): void {
    const base = this.#accepts.length;
    this.#starts.push(base);
    for (let state = 0; state < nfa.stateCount; state++) {
      this.#state(index);
      if (nfa.accepts[state]) this.#accepts[base + state] = index;
    }
    const lowered = nfa.sets.map((set) => this.#lower(set));
    const absorbs = absorbingStates(nfa, lowered);
    const tails = new Map<string, number>();
    for (let state = 0; state < nfa.stateCount; state++) {
      for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
        const set = lowered[nfa.edgeSet[edge]!]!;
        const target = nfa.edgeTarget[edge]!;
        // Every character beyond ASCII leads to a state that loops on every one of them. The first byte may then go to that
        // state at once, and its loop take the rest: no other edge takes a continuation byte there (other edges take bytes
        // that characters begin with), and no valid key ends or goes on between the bytes of a character. So keys that are
        // UTF-8 are taken or refused exactly as before.
        if (set.enters >= 0 && absorbs[target]) {
          const bytes = target === state ? set.loops : set.enters;
          this.#edge(base + state, bytes, base + target);
          continue;
        }
        if (set.ascii >= 0) this.#edge(base + state, set.ascii, base + target);
        for (const sequence of set.sequences) {
          let next = base + target;
          for (let i = sequence.length - 1; i > 0; i--) {
            next = this.#tail(tails, index, sequence[i]!, next);
          }
          this.#edge(base + state, this.#rangeId(...sequence[0]!), next);
        }
      }
    }
  }

  /** The state that reads one continuation byte on the way to `target`; shared by all who go there. */
  #tail(
    tails: Map<string, number>,
    entry: number,
    [lo, hi]: readonly [number, number],
    target: number,
  ): number {
    const id = `${target}/${lo}/${hi}`;
    let state = tails.get(id);
    if (state === undefined) {
      state = this.#state(entry);
      this.#edge(state, this.#rangeId(lo, hi), target);
      tails.set(id, state);
    }
    return state;
  }

  finish(): ByteNfa {
    const stateCount = this.#accepts.length;
    const edgeCount = this.#from.length;
    const firstEdge = new Int32Array(stateCount + 1);
    for (const from of this.#from) firstEdge[from + 1]! += 1;
    for (let state = 0; state < stateCount; state++) firstEdge[state + 1]! += firstEdge[state]!;
    const place = firstEdge.slice();
    const edgeSet = new Int32Array(edgeCount);
    const edgeTarget = new Int32Array(edgeCount);
    const loops = new Uint8Array(stateCount);
    for (let edge = 0; edge < edgeCount; edge++) {
      const from = this.#from[edge]!;
      const at = place[from]!;
      place[from] = at + 1;
      edgeSet[at] = this.#set[edge]!;
      edgeTarget[at] = this.#target[edge]!;
      if (from === this.#target[edge]) loops[from] = 1;
    }
    return {
      stateCount,
      firstEdge,
      edgeSet,
      edgeTarget,
      accepts: Int32Array.from(this.#accepts),
      entryOf: Int32Array.from(this.#entryOf),
      loops,
      starts: Int32Array.from(this.#starts),
      ...byteClasses(this.#sets),
    };
  }
}

interface LoweredSet {
  /** Id of the ASCII bytes of the set, -1 where it has none. */
  readonly ascii: number;
  /** Where the set holds every character beyond ASCII, the id of those and all bytes that such characters begin with; else -1. */
  readonly enters: number;
  /** The same with all bytes beyond ASCII. */
  readonly loops: number;
  /** Encodings of its characters beyond ASCII. */
  readonly sequences: readonly (readonly (readonly [number, number])[])[];
}

/** An upper bound of the edges that an automaton has over bytes, without making them. O(edges + ranges). */
export function mostByteEdges(nfa: Nfa): number {
  const cost = nfa.sets.map((set) => {
    if ((set.at(-1) ?? 0) < 0x80) return 1;
    const sequences = pairs(set).flatMap(([lo, hi]) => utf8Sequences(lo, hi));
    return sequences.reduce((sum, sequence) => sum + sequence.length, 0);
  });
  return nfa.edgeSet.reduce((sum, set) => sum + cost[set]!, 0);
}

function pairs(flat: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < flat.length; i += 2) out.push([flat[i]!, flat[i + 1]!]);
  return out;
}

/** States that lead to themselves on every character beyond ASCII. */
function absorbingStates(nfa: Nfa, lowered: readonly LoweredSet[]): Uint8Array {
  const absorbs = new Uint8Array(nfa.stateCount);
  for (let state = 0; state < nfa.stateCount; state++) {
    for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
      const isLoop = nfa.edgeTarget[edge] === state;
      if (isLoop && lowered[nfa.edgeSet[edge]!]!.loops >= 0) absorbs[state] = 1;
    }
  }
  return absorbs;
}

/** Splits the bytes by one set after the other; what is left together is a class. O(256 × sets). */
function byteClasses(
  sets: readonly ByteSet[],
): Pick<ByteNfa, 'classes' | 'classCount' | 'members'> {
  const has = (set: ByteSet, byte: number) => (set[byte >> 5]! >>> (byte & 31)) & 1;
  const classes = new Uint8Array(256);
  let classCount = 1;
  for (const set of sets) {
    const renamed = new Map<number, number>();
    for (let byte = 0; byte < 256; byte++) {
      const key = classes[byte]! * 2 + has(set, byte);
      const known = renamed.get(key);
      if (known === undefined) renamed.set(key, renamed.size);
      classes[byte] = known ?? renamed.size - 1;
    }
    classCount = renamed.size;
  }
  const members = new Uint8Array(sets.length * classCount);
  sets.forEach((set, id) => {
    for (let byte = 0; byte < 256; byte++) {
      if (has(set, byte)) members[id * classCount + classes[byte]!] = 1;
    }
  });
  return { classes, classCount, members };
}

/** Puts automata side by side. Their order gives state numbers, so the same list gives the same automaton. O(edges). */
export function byteNfaOf(list: readonly IndexedNfa[], limits: MaskLimits): ByteNfa {
  const builder = new ByteNfaBuilder(limits);
  for (const one of list) builder.add(one);
  return builder.finish();
}
