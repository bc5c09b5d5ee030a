import { COMPONENTS, type Component } from './calendar.ts';
import { type CharSet, charSetId, singleChar } from './char-set.ts';
import type { Expr } from './expr.ts';
import { dagOf } from './format-dag.ts';
import { LimitPassed, type MaskLimits } from './limits.ts';

/**
 * A nondeterministic automaton over code points, without empty edges and without edges that lead nowhere.
 *
 * Packed: the edges of state `s` are `firstEdge[s] … firstEdge[s + 1] - 1`; edge `e` is taken on a character of
 * `sets[edgeSet[e]]` and leads to `edgeTarget[e]`. `edgeNote[e]` says what the edge reads, for explanations:
 * `element × 16 + component`, where component is 1 + its place in `COMPONENTS`, or 0. State 0 is the start.
 */
export interface Nfa {
  readonly stateCount: number;
  readonly accepts: Uint8Array;
  readonly firstEdge: Int32Array;
  readonly edgeSet: Int32Array;
  readonly edgeTarget: Int32Array;
  readonly edgeNote: Int32Array;
  readonly sets: readonly CharSet[];
}

export const componentOfNote = (note: number): Component | undefined =>
  (note & 15) === 0 ? undefined : COMPONENTS[(note & 15) - 1];

export const elementOfNote = (note: number): number => note >> 4;

interface Edge {
  readonly set: number;
  readonly target: number;
  readonly note: number;
}

/** Grows the automaton with empty edges; `finish` removes them. */
class NfaBuilder {
  readonly #limits: MaskLimits;
  readonly #edges: Edge[][] = [];
  readonly #empty: number[][] = [];
  readonly #sets: CharSet[] = [];
  readonly #setIds = new Map<string, number>();
  /** The same by identity, which is the faster question. */
  readonly #known = new Map<CharSet, number>();
  #note = 0;
  /** An empty set was met: some states may lead nowhere. */
  #hasDeadEnds = false;

  constructor(limits: MaskLimits) {
    this.#limits = limits;
  }

  state(): number {
    if (this.#edges.length >= this.#limits.states) {
      throw new LimitPassed('states', this.#limits.states);
    }
    this.#edges.push([]);
    this.#empty.push([]);
    return this.#edges.length - 1;
  }

  #edge(from: number, set: CharSet, target: number, component?: Component): void {
    const index = this.#known.get(set) ?? this.#setIndex(set);
    const note =
      this.#note * 16 + (component === undefined ? 0 : COMPONENTS.indexOf(component) + 1);
    this.#edges[from]!.push({ set: index, target, note });
  }

  #setIndex(set: CharSet): number {
    const id = charSetId(set);
    let index = this.#setIds.get(id);
    if (index === undefined) {
      index = this.#sets.length;
      this.#sets.push(set);
      this.#setIds.set(id, index);
    }
    this.#known.set(set, index);
    return index;
  }

  element(index: number, expr: Expr, from: number, to: number): void {
    this.#note = index;
    this.#add(expr, from, to);
  }

  /**
   * Adds paths from `from` to `to`. Guarantee: adds no edge into `from` and none out of `to` (unless they are one state),
   * so that fragments can share their ends; a loop gets a state of its own.
   */
  #add(expr: Expr, from: number, to: number): void {
    switch (expr.kind) {
      case 'text': {
        const points = Array.from(expr.text, (char) => char.codePointAt(0)!);
        if (points.length === 0) this.#empty[from]!.push(to);
        let state = from;
        points.forEach((point, i) => {
          const next = i === points.length - 1 ? to : this.state();
          this.#edge(state, singleChar(point), next);
          state = next;
        });
        return;
      }
      case 'chars':
        if (expr.set.length > 0) this.#edge(from, expr.set, to);
        else this.#hasDeadEnds = true;
        return;
      case 'sequence':
        this.#chain(expr.parts, from, to);
        return;
      case 'choice':
        for (const option of expr.options) this.#add(option, from, to);
        return;
      case 'repeat':
        this.#repeat(expr.part, expr.min, expr.max, from, to);
        return;
      case 'formats': {
        const dag = dagOf(expr.formats);
        const states = dag.edges.map((_, node) => (node === dag.start ? from : this.state()));
        dag.edges.forEach((edges, node) => {
          for (const [set, target, component] of edges) {
            this.#edge(states[node]!, set, states[target]!, component);
          }
          if (dag.ends[node]) this.#empty[states[node]!]!.push(to);
        });
      }
    }
  }

  #chain(parts: readonly Expr[], from: number, to: number): void {
    if (parts.length === 0) this.#empty[from]!.push(to);
    let state = from;
    parts.forEach((part, i) => {
      const next = i === parts.length - 1 ? to : this.state();
      this.#add(part, state, next);
      state = next;
    });
  }

  #repeat(part: Expr, min: number, max: number, from: number, to: number): void {
    let state = from;
    for (let i = 0; i < min; i++) {
      const next = this.state();
      this.#add(part, state, next);
      state = next;
    }
    if (max === Number.POSITIVE_INFINITY) {
      // After one or more copies `state` is ours alone, so the loop may stand on it.
      const loop = min > 0 ? state : this.state();
      if (min === 0) this.#empty[from]!.push(loop);
      this.#add(part, loop, loop);
      this.#empty[loop]!.push(to);
      return;
    }
    // Every optional copy may be the last: one empty edge each, not a chain of them.
    for (let i = min; i < max; i++) {
      this.#empty[state]!.push(to);
      const next = this.state();
      this.#add(part, state, next);
      state = next;
    }
    this.#empty[state]!.push(to);
  }

  /** Removes empty edges, states that are not reached, and edges that do not lead to `final`. O(states × empty closure). */
  finish(start: number, final: number): Nfa {
    const reached: number[] = [start];
    const place = new Int32Array(this.#edges.length).fill(-1);
    place[start] = 0;
    const edges: (readonly Edge[])[] = [];
    const accepts: boolean[] = [];
    let edgeCount = 0;
    for (let i = 0; i < reached.length; i++) {
      const closure = this.#closure(reached[i]!);
      accepts.push(closure.includes(final));
      const own = this.#edgesOf(closure);
      edgeCount += own.length;
      if (edgeCount > this.#limits.edges) throw new LimitPassed('edges', this.#limits.edges);
      edges.push(own);
      for (const { target } of own) {
        if (place[target]! >= 0) continue;
        place[target] = reached.length;
        reached.push(target);
      }
    }
    const placed = edges.map((list) =>
      list.map(({ note, set, target }): Edge => ({ note, set, target: place[target]! })),
    );
    const live = this.#hasDeadEnds ? withoutDeadEnds(placed, accepts) : placed;
    return pack(live, accepts, this.#sets);
  }

  /** The edges of some states together, each once. */
  #edgesOf(states: readonly number[]): readonly Edge[] {
    const [only, ...others] = states;
    if (others.length === 0 && this.#edges[only!]!.length < 2) return this.#edges[only!]!;
    const own = new Map<number, Edge>();
    for (const edge of states.flatMap((state) => this.#edges[state]!)) {
      own.set(edge.target * this.#sets.length + edge.set, edge);
    }
    return [...own.values()];
  }

  #closure(state: number): readonly number[] {
    const closure = [state];
    if (this.#empty[state]!.length === 0) return closure;
    const seen = new Set(closure);
    for (let i = 0; i < closure.length; i++) {
      for (const next of this.#empty[closure[i]!]!) {
        if (seen.has(next)) continue;
        seen.add(next);
        closure.push(next);
      }
    }
    return closure;
  }
}

/**
 * Drops the edges that lead to no accepting state: there are some only where a set was empty, as in the pattern `[]`. States that
 * are left without a way to them stay, and hurt nobody. O(edges).
 */
function withoutDeadEnds(edges: readonly (readonly Edge[])[], accepts: readonly boolean[]) {
  const live = [...accepts];
  const sources: number[][] = edges.map(() => []);
  edges.forEach((list, state) => {
    for (const { target } of list) sources[target]!.push(state);
  });
  const stack = live.flatMap((isLive, state) => (isLive ? [state] : []));
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (const source of sources[state]!) {
      if (live[source]) continue;
      live[source] = true;
      stack.push(source);
    }
  }
  return edges.map((list) => list.filter(({ target }) => live[target]));
}

function pack(
  edges: readonly (readonly Edge[])[],
  accepts: readonly boolean[],
  sets: readonly CharSet[],
): Nfa {
  const firstEdge = new Int32Array(edges.length + 1);
  edges.forEach((list, state) => {
    firstEdge[state + 1] = firstEdge[state]! + list.length;
  });
  const edgeCount = firstEdge[edges.length]!;
  const edgeSet = new Int32Array(edgeCount);
  const edgeTarget = new Int32Array(edgeCount);
  const edgeNote = new Int32Array(edgeCount);
  let at = 0;
  for (const list of edges) {
    for (const { note, set, target } of list) {
      edgeSet[at] = set;
      edgeTarget[at] = target;
      edgeNote[at] = note;
      at += 1;
    }
  }
  return {
    stateCount: edges.length,
    accepts: Uint8Array.from(accepts, Number),
    firstEdge,
    edgeSet,
    edgeTarget,
    edgeNote,
    sets,
  };
}

/**
 * The automaton of expressions in a row; expression `i` is note `i`. Throws `LimitPassed` past `states` or `edges`.
 * O(states × empty closure).
 */
export function nfaOf(parts: readonly Expr[], limits: MaskLimits): Nfa {
  const builder = new NfaBuilder(limits);
  const start = builder.state();
  let state = start;
  parts.forEach((part, i) => {
    const next = builder.state();
    builder.element(i, part, state, next);
    state = next;
  });
  return builder.finish(start, state);
}
