import { byteNfaOf, type IndexedNfa } from './byte-nfa.ts';
import { compareCodePoints, justBefore } from './byte-order.ts';
import { CaptureReader } from './captures.ts';
import { DatasetNamer } from './dataset-name.ts';
import { elementExpr } from './element.ts';
import { widthOf } from './expr.ts';
import { InstantReader } from './instant.ts';
import { LazyDfa } from './lazy-dfa.ts';
import { DEFAULT_LIMITS, type MaskLimits } from './limits.ts';
import { ListingPlan } from './listing-plan.ts';
import { type MaskTree, treeOf } from './mask-tree.ts';
import type { Capture, Liveness, MaskEntryInput, MaskSet, Matcher } from './mask-types.ts';
import { PageMatcher, type Part } from './page-matcher.ts';
import { TakesKey } from './takes-key.ts';

/**
 * Compiles the masks and excludes of a bucket. O(size of the masks); the tables are built while keys are matched. Throws
 * `LimitPassed` when the masks together pass `totalStates` or `totalEdges` (`analyseMasks` finds that first).
 */
export function compileMasks(
  entries: readonly MaskEntryInput[],
  limits: MaskLimits = DEFAULT_LIMITS,
): CompiledMasks {
  return new CompiledMasks(entries, limits);
}

export class CompiledMasks implements MaskSet {
  readonly entries: readonly MaskEntryInput[];
  readonly #limits: MaskLimits;
  readonly #trees: readonly MaskTree[];
  readonly #parts: readonly Part[];
  readonly #readers = new Made((index) => new CaptureReader(this.#trees[index]!.elements));
  readonly #namers = new Made((index) => new DatasetNamer(this.#trees[index]!.elements));
  readonly #instants = new Made((index) => new InstantReader(this.#trees[index]!.elements));
  readonly #takers = new Made((index) => new TakesKey(this.#trees[index]!.nfa, this.#limits));
  #plan: ListingPlan | undefined;

  constructor(entries: readonly MaskEntryInput[], limits: MaskLimits) {
    this.entries = entries;
    this.#limits = limits;
    this.#trees = entries.map(({ mask }) => treeOf(mask));
    this.#parts = partsOf(this.#indexed()).map((list) => ({
      dfa: new LazyDfa(byteNfaOf(list, limits), limits.tableBytes),
      lowest: list[0]!.index,
    }));
  }

  #indexed(): readonly TreeAt[] {
    return this.#trees.map((tree, index) => ({ index, tree, nfa: tree.nfa }));
  }

  matcher(options: { readonly resume?: boolean } = {}): Matcher {
    return new PageMatcher(this.#parts, options.resume ?? true);
  }

  captures(index: number, key: Uint8Array): readonly Capture[] | undefined {
    if (!this.#takers.at(index).takes(key)) return undefined;
    return this.captureReader(index).read(key);
  }

  /** For the bounds of captures without strings. */
  captureReader(index: number): CaptureReader {
    return this.#readers.at(index);
  }

  datasetOf(index: number, bytes: Uint8Array, start = 0, end = bytes.length): string {
    return this.#namers.at(index).nameOf(bytes, start, end);
  }

  instantOf(index: number, bytes: Uint8Array, start: number, end: number): number {
    return this.#instants.at(index).read(bytes, start, end);
  }

  canMatchBelow(prefix: string): boolean {
    return this.#listing.canMatchBelow(prefix);
  }

  liveness(prefix: string): Liveness {
    return this.#listing.liveness(prefix);
  }

  nextLiveAfter(key: string): string | undefined {
    return this.#listing.nextLiveAfter(key);
  }

  seekAfter(key: string): string | undefined {
    const live = this.nextLiveAfter(key);
    return live === undefined ? undefined : justBefore(live, key);
  }

  literalPrefixes(prefix: string): readonly string[] {
    const found = new Set<string>();
    for (const { kind, mask } of this.entries) {
      if (kind === 'exclude') continue;
      if (mask.literalPrefix.startsWith(prefix)) found.add(mask.literalPrefix);
      else if (prefix.startsWith(mask.literalPrefix)) found.add(prefix);
    }
    const sorted = [...found].sort(compareCodePoints);
    const kept: string[] = [];
    for (const one of sorted) {
      // Sorted, what begins with a prefix follows it at once.
      const last = kept.at(-1);
      if (last !== undefined && one.startsWith(last)) continue;
      if (this.canMatchBelow(one)) kept.push(one);
    }
    return kept;
  }

  get #listing(): ListingPlan {
    this.#plan ??= new ListingPlan(
      this.#indexed(),
      this.entries.map(({ kind }) => kind === 'mask'),
      this.#limits,
    );
    return this.#plan;
  }

  /** What matching has cost so far beyond a table step a byte, in members of large sets of states. */
  get work(): number {
    return this.#parts.reduce((sum, { dfa }) => sum + dfa.work, 0);
  }

  get size(): { readonly states: number; readonly bytes: number } {
    const made = [...this.#parts.map(({ dfa }) => dfa), ...(this.#plan ? [this.#plan.size] : [])];
    return {
      states: made.reduce((sum, { states }) => sum + states, 0),
      bytes: made.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }
}

/** One of a kind for each entry, made at its first use. */
class Made<T> {
  readonly #made: (T | undefined)[] = [];
  readonly #make: (index: number) => T;

  constructor(make: (index: number) => T) {
    this.#make = make;
  }

  at(index: number): T {
    let one = this.#made[index];
    if (one === undefined) {
      one = this.#make(index);
      this.#made[index] = one;
    }
    return one;
  }
}

interface TreeAt extends IndexedNfa {
  readonly tree: MaskTree;
}

/**
 * One automaton, or two: masks whose wildcard begins no later than the masks part from one another stay alive beside every
 * other mask, and would multiply its states. Apart, the two add.
 */
function partsOf(list: readonly TreeAt[]): readonly (readonly TreeAt[])[] {
  const common = commonLength(list.map(({ tree }) => tree.literalPrefix));
  const wild = list.filter(({ tree }) => isWildAt(tree, common));
  const rest = list.filter((one) => !wild.includes(one));
  return [rest, wild].filter((part) => part.length > 0);
}

function isWildAt({ elements, literalPrefix }: MaskTree, common: number): boolean {
  const next = elements[literalPrefix === '' ? 0 : 1];
  if (next === undefined || literalPrefix.length > common) return false;
  return widthOf(elementExpr(next)).max === Number.POSITIVE_INFINITY;
}

function commonLength(texts: readonly string[]): number {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    let at = 0;
    while (at < length && first[at] === text[at]) at += 1;
    length = at;
  }
  return length;
}
