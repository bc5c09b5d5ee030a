import { contains } from './char-set.ts';
import { componentName, setName } from './expectations.ts';
import type { MaskTree } from './mask-tree.ts';
import { componentOfNote, elementOfNote, type Nfa } from './nfa.ts';

/** Where a key stops being the beginning of what a mask takes. */
export interface Stop {
  /** UTF-16 units into the key. */
  readonly offset: number;
  /** What could have stood there, in the order of the mask's elements, each thing once. */
  readonly expected: readonly string[];
}

/** A stop of the readings that share their ways through `**`, and how many characters they had left to read at least. */
interface Candidate {
  readonly offset: number;
  readonly states: readonly number[];
  readonly missing: number;
}

/**
 * The first character that no way of reading the mask accepts; undefined where the mask takes the key.
 *
 * A `**` accepts all there is, so with it the question is asked for each place where the rest of the mask may begin, as if the
 * mask were without: of those stops it is the one that had the least left to read, and of several the last in the key.
 * O(length × edges).
 */
export function stopOf({ elements, nfa }: MaskTree, key: string): Stop | undefined {
  const reading = new Reading(
    nfa,
    elements.map(({ kind }) => kind === 'segments'),
  );
  let offset = 0;
  for (const char of key) {
    reading.step(char.codePointAt(0)!, offset, offset + char.length);
    if (reading.isOver) break;
    offset += char.length;
  }
  return reading.stopAt(offset);
}

/** All ways of reading a mask at once. */
class Reading {
  readonly #nfa: Nfa;
  /** By element, whether it is a `**`. */
  readonly #isOpen: readonly boolean[];
  readonly #distances: Int32Array;
  /**
   * By state, where the reading left its last `**`: a number for each place and each `**`, 0 where there was none yet. Where
   * two come to one state they have the same future, and are one from there: the one that left first.
   */
  #entries: ReadonlyMap<number, number> = new Map([[0, 0]]);
  #best: Candidate | undefined;

  constructor(nfa: Nfa, isOpen: readonly boolean[]) {
    this.#nfa = nfa;
    this.#isOpen = isOpen;
    this.#distances = distancesOf(nfa);
  }

  get isOver(): boolean {
    return this.#entries.size === 0;
  }

  step(point: number, offset: number, next: number): void {
    const { edgeNote, edgeSet, edgeTarget, firstEdge, sets } = this.#nfa;
    const entries = new Map<number, number>();
    const alive = new Set<number>();
    for (const [state, entry] of this.#entries) {
      for (let edge = firstEdge[state]!; edge < firstEdge[state + 1]!; edge++) {
        if (!contains(sets[edgeSet[edge]!]!, point)) continue;
        const target = edgeTarget[edge]!;
        const element = elementOfNote(edgeNote[edge]!);
        const isOpen = this.#isOpen[element]!;
        const own = isOpen ? next * this.#isOpen.length + element : entry;
        if (!isOpen) alive.add(entry);
        entries.set(target, Math.min(own, entries.get(target) ?? own));
      }
    }
    this.#keepBest(offset, alive);
    this.#entries = entries;
  }

  /** Where the key ends or the reading is over. */
  stopAt(offset: number): Stop | undefined {
    const { accepts } = this.#nfa;
    if ([...this.#entries.keys()].some((state) => accepts[state] === 1)) return undefined;
    this.#keepBest(offset, new Set());
    // A reading is in a `**` only after another that took it for empty, and that one has stopped.
    const best = this.#best!;
    return { offset: best.offset, expected: this.#expectedAt(best.states) };
  }

  /** Takes the readings that do not go on for the stop, if they had less left to read than those before. */
  #keepBest(offset: number, alive: ReadonlySet<number>): void {
    const stopped = new Map<number, number[]>();
    for (const [state, entry] of this.#entries) {
      if (alive.has(entry) || this.#missingAt(state) === Number.POSITIVE_INFINITY) continue;
      stopped.set(entry, [...(stopped.get(entry) ?? []), state]);
    }
    for (const [, states] of [...stopped].sort(([a], [b]) => b - a)) {
      const missing = Math.min(...states.map((state) => this.#missingAt(state)));
      if (this.#best === undefined || missing <= this.#best.missing) {
        this.#best = { offset, states, missing };
      }
    }
  }

  /** Characters that are left at least, without staying in a `**`; infinite for a state that is within one. */
  #missingAt(state: number): number {
    if (this.#nfa.accepts[state] === 1) return 0;
    return Math.min(
      ...this.#closedEdges(state).map((edge) => 1 + this.#distances[this.#nfa.edgeTarget[edge]!]!),
    );
  }

  #closedEdges(state: number): readonly number[] {
    const { edgeNote } = this.#nfa;
    return edgesOf(this.#nfa, state).filter(
      (edge) => !this.#isOpen[elementOfNote(edgeNote[edge]!)],
    );
  }

  #expectedAt(states: readonly number[]): readonly string[] {
    const { accepts, edgeNote, edgeSet, sets } = this.#nfa;
    const names = states
      .flatMap((state) => this.#closedEdges(state))
      .sort((a, b) => edgeNote[a]! - edgeNote[b]!)
      .map((edge) => {
        const component = componentOfNote(edgeNote[edge]!);
        return component === undefined ? setName(sets[edgeSet[edge]!]!) : componentName(component);
      });
    if (states.some((state) => accepts[state] === 1)) names.push('end of key');
    return [...new Set(names)];
  }
}

const edgesOf = ({ firstEdge }: Nfa, state: number): readonly number[] =>
  Array.from(
    { length: firstEdge[state + 1]! - firstEdge[state]! },
    (_, i) => firstEdge[state]! + i,
  );

/** Characters from each state to the nearest that accepts; as many as there are states where none does. O(edges). */
function distancesOf(nfa: Nfa): Int32Array {
  const sources: number[][] = Array.from({ length: nfa.stateCount }, () => []);
  for (let state = 0; state < nfa.stateCount; state++) {
    for (const edge of edgesOf(nfa, state)) sources[nfa.edgeTarget[edge]!]!.push(state);
  }
  const distances = new Int32Array(nfa.stateCount).fill(nfa.stateCount);
  const queue = Array.from(nfa.accepts.keys()).filter((state) => nfa.accepts[state] === 1);
  for (const state of queue) distances[state] = 0;
  for (let i = 0; i < queue.length; i++) {
    const state = queue[i]!;
    for (const source of sources[state]!) {
      if (distances[source] !== nfa.stateCount) continue;
      distances[source] = distances[state]! + 1;
      queue.push(source);
    }
  }
  return distances;
}
