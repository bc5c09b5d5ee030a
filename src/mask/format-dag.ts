import { type Component, exists, NOTHING_READ, remember } from './calendar.ts';
import { type CharSet, charSet } from './char-set.ts';
import { digitTrie } from './digit-trie.ts';
import type { Format, FormatPart } from './format.ts';

/** A minimal acyclic automaton of all values of some formats. */
export interface Dag {
  readonly start: number;
  /** `edges[node]`, one for each target. */
  readonly edges: readonly (readonly DagEdge[])[];
  /** Whether a value may end at the node. */
  readonly ends: readonly boolean[];
}
/** `part` is the component being read, undefined on a separator. */
type DagEdge = readonly [set: CharSet, target: number, part: Component | undefined];
/** The same for one character, while the automaton is made. */
type CharEdge = readonly [codePoint: number, target: number, part: Component | undefined];

const DEAD = -1;
const ZERO = 0x30;

/** Makes nodes, one for each future: equal futures share a node, which keeps the automaton minimal. */
class DagNodes {
  readonly edges: CharEdge[][] = [];
  readonly ends: boolean[] = [];
  readonly #byFuture = new Map<string, number>();

  node(edges: readonly CharEdge[], ends: boolean): number {
    const live = edges.filter((edge) => edge[1] !== DEAD).sort((a, b) => a[0] - b[0]);
    if (live.length === 0 && !ends) return DEAD;
    const id = `${ends}${live.join(';')}`;
    let node = this.#byFuture.get(id);
    if (node === undefined) {
      node = this.edges.length;
      this.edges.push(live);
      this.ends.push(ends);
      this.#byFuture.set(id, node);
    }
    return node;
  }
}

/**
 * Reads one format left to right, whatever the order of its letters, remembering the classes of the date's parts
 * (`calendar.ts`). At most 180 memories a position times the few nodes of a digit trie: linear in the format's length.
 */
function formatNode(format: Format, nodes: DagNodes): number {
  const partAt = new Map(format.parts.map((part) => [part.at, part]));
  const known = new Map<string, number>();
  const once = (id: string, make: () => number): number => {
    let node = known.get(id);
    if (node === undefined) {
      node = make();
      known.set(id, node);
    }
    return node;
  };

  const from = (at: number, memory: number): number =>
    once(`${at}/${memory}`, () => {
      if (at === format.width) return nodes.node([], true);
      const part = partAt.get(at);
      if (part !== undefined) {
        const { root } = digitTrie(part.component, part.width, part.base);
        return digits(part, part.startsDate ? NOTHING_READ : memory, 0, root);
      }
      return nodes.node([[format.text.charCodeAt(at), from(at + 1, memory), undefined]], false);
    });

  const digits = (part: FormatPart, memory: number, read: number, trieNode: number): number =>
    once(`${part.at}/${memory}/${read}/${trieNode}`, () => {
      const { children } = digitTrie(part.component, part.width, part.base);
      const last = read + 1 === part.width;
      const edges = children[trieNode]!.map((child, digit): CharEdge => {
        if (child === 0) return [ZERO + digit, DEAD, part.component];
        if (!last) return [ZERO + digit, digits(part, memory, read + 1, child), part.component];
        const next = remember(memory, part.component, child);
        const target = exists(next) ? from(part.at + part.width, next) : DEAD;
        return [ZERO + digit, target, part.component];
      });
      return nodes.node(edges, false);
    });
  return from(0, NOTHING_READ);
}

const MEMO_SIZE = 256;
const memo = new Map<string, Dag>();

/** The values of a list of formats together. Remembers the last few hundred lists: masks share their formats. */
export function dagOf(formats: readonly Format[]): Dag {
  const id = formats.map((format) => format.text).join('|');
  let dag = memo.get(id);
  if (dag === undefined) {
    dag = makeDag(formats);
    if (memo.size >= MEMO_SIZE) memo.clear();
    memo.set(id, dag);
  }
  return dag;
}

/** Subset construction over the formats' nodes. Formats may be prefixes of one another. */
function makeDag(formats: readonly Format[]): Dag {
  const nodes = new DagNodes();
  const starts = formats.map((format) => formatNode(format, nodes)).filter((node) => node !== DEAD);
  if (starts.length === 1) return finished(starts[0]!, nodes);

  const united = new DagNodes();
  const known = new Map<string, number>();
  const visit = (set: readonly number[]): number => {
    const id = set.join(',');
    const before = known.get(id);
    if (before !== undefined) return before;
    const targets = new Map<number, { nodes: Set<number>; part: Component | undefined }>();
    for (const [codePoint, target, part] of set.flatMap((node) => nodes.edges[node]!)) {
      const entry = targets.get(codePoint) ?? { nodes: new Set<number>(), part };
      entry.nodes.add(target);
      targets.set(codePoint, entry);
    }
    const edges = [...targets].map(
      ([codePoint, entry]): CharEdge => [
        codePoint,
        visit([...entry.nodes].sort((a, b) => a - b)),
        entry.part,
      ],
    );
    const node = united.node(
      edges,
      set.some((one) => nodes.ends[one]),
    );
    known.set(id, node);
    return node;
  };
  return finished(visit(starts), united);
}

function finished(start: number, { edges, ends }: DagNodes): Dag {
  return { start, edges: edges.map(byTarget), ends };
}

function byTarget(edges: readonly CharEdge[]): readonly DagEdge[] {
  const targets = [...new Set(edges.map(([, target]) => target))];
  return targets.map((target): DagEdge => {
    const own = edges.filter((edge) => edge[1] === target);
    return [charSet(own.map(([point]) => [point, point] as const)), target, own[0]![2]];
  });
}
