import { COMPONENTS, type Component } from './calendar.ts';
import { type CharSet, charSet, charSetId, singleChar } from './char-set.ts';
import type { Expr } from './expr.ts';
import { type DagEdge, dagOf } from './format-dag.ts';
import { LimitPassed, type MaskLimits } from './limits.ts';

/**
 * A nondeterministic automaton over code points, without empty edges and without states that lead nowhere.
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

export const elementOfNote = (note: number): number => note >> 4;
export const componentOfNote = (note: number): Component | undefined =>
  (note & 15) === 0 ? undefined : COMPONENTS[(note & 15) - 1];

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
  #note = 0;

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
    const id = charSetId(set);
    let index = this.#setIds.get(id);
    if (index === undefined) {
      index = this.#sets.length;
      this.#sets.push(set);
      this.#setIds.set(id, index);
    }
    const note =
      this.#note * 16 + (component === undefined ? 0 : COMPONENTS.indexOf(component) + 1);
    this.#edges[from]!.push({ set: index, target, note });
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
          for (const [target, component, set] of byTarget(edges)) {
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

  /** Removes empty edges and states that are not reached or do not reach `final`. O(states × empty closure). */
  finish(start: number, final: number): Nfa {
    const reached: number[] = [start];
    const place = new Map<number, number>([[start, 0]]);
    const edges: Edge[][] = [];
    const accepts: boolean[] = [];
    let edgeCount = 0;
    for (let i = 0; i < reached.length; i++) {
      const closure = this.#closure(reached[i]!);
      accepts.push(closure.includes(final));
      const own = new Map<number, Edge>();
      for (const state of closure) {
        for (const edge of this.#edges[state]!)
          own.set(edge.target * this.#sets.length + edge.set, edge);
      }
      edgeCount += own.size;
      if (edgeCount > this.#limits.edges) throw new LimitPassed('edges', this.#limits.edges);
      edges.push([...own.values()]);
      for (const { target } of own.values()) {
        if (place.has(target)) continue;
        place.set(target, reached.length);
        reached.push(target);
      }
    }
    const placed = edges.map((list) =>
      list.map((edge) => ({ ...edge, target: place.get(edge.target)! })),
    );
    return pack(placed, accepts, this.#sets);
  }

  #closure(state: number): readonly number[] {
    const closure = [state];
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

/** The edges of a node, those to the same target as one. */
function byTarget(
  edges: readonly DagEdge[],
): readonly (readonly [number, Component | undefined, CharSet])[] {
  const targets = new Map<number, { points: (readonly [number, number])[]; part?: Component }>();
  for (const [point, target, part] of edges) {
    const entry = targets.get(target) ?? { points: [], ...(part && { part }) };
    entry.points.push([point, point]);
    targets.set(target, entry);
  }
  return [...targets].map(([target, { points, part }]) => [target, part, charSet(points)]);
}

/** Drops states that lead to no accepting one, then packs. The start stays, even where nothing can match. */
function pack(edges: readonly (readonly Edge[])[], accepts: boolean[], sets: CharSet[]): Nfa {
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
  live[0] = true;
  const kept = live.flatMap((isLive, state) => (isLive ? [state] : []));
  const place = new Map(kept.map((state, i) => [state, i]));
  const lists = kept.map((state) => edges[state]!.filter((edge) => live[edge.target]));
  const flat = lists.flat();
  const firstEdge = new Int32Array(kept.length + 1);
  lists.forEach((list, i) => {
    firstEdge[i + 1] = firstEdge[i]! + list.length;
  });
  return {
    stateCount: kept.length,
    accepts: Uint8Array.from(kept, (state) => (accepts[state] ? 1 : 0)),
    firstEdge,
    edgeSet: Int32Array.from(flat, (edge) => edge.set),
    edgeTarget: Int32Array.from(flat, (edge) => place.get(edge.target)!),
    edgeNote: Int32Array.from(flat, (edge) => edge.note),
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
