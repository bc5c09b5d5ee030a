import { findBeyond } from './beyond.ts';
import { contains } from './char-set.ts';
import { CharTable } from './char-table.ts';
import { DEFAULT_LIMITS, LimitPassed, type MaskLimits } from './limits.ts';
import { type CompiledMasks, compileMasks } from './mask-set.ts';
import { treeOf } from './mask-tree.ts';
import type { MaskEntryInput } from './mask-types.ts';
import type { Nfa } from './nfa.ts';
import { type ComparedMask, Overlaps } from './overlaps.ts';
import { type Budget, comparable, Products } from './product.ts';
import { sampleKey } from './sample-key.ts';
import { Segments } from './segmented.ts';
import { WitnessDates } from './witness-dates.ts';

/** What was proved about the masks of a bucket. Indexes are those of the entries, excludes counted. */
export type MaskFinding =
  /** Both take `witness`, and `first` gets it only because it comes first; no entry before it takes it. */
  | {
      readonly rule: 'mask/overlap';
      readonly first: number;
      readonly second: number;
      readonly witness: string;
    }
  /** Every key that `entry` takes goes to an earlier entry; `by` are enough of them to see it. */
  | { readonly rule: 'mask/shadowed'; readonly entry: number; readonly by: readonly number[] }
  /** No key below the bucket's prefix is taken by `entry`. */
  | { readonly rule: 'mask/outside-prefix'; readonly entry: number }
  /** Keys of `entry` may begin with anything: the whole bucket must be listed. */
  | { readonly rule: 'mask/unbounded'; readonly entry: number }
  /** The masks together pass a limit; nothing else was looked at. `entry` is the one that passed it, where one did. */
  | {
      readonly rule: 'mask/too-large';
      readonly entry: number;
      readonly limit: keyof MaskLimits;
      readonly bound: number;
    };

export interface MaskAnalysis {
  /** By entry (the later one of an overlap), then by rule and first entry. */
  readonly findings: readonly MaskFinding[];
  /** False where a bound was met: what was found is true, but there may be more. */
  readonly complete: boolean;
}

export interface AnalysisOptions {
  /** The bucket's prefix: only keys below it count. */
  readonly prefix?: string;
  readonly limits?: MaskLimits;
  /** Overlaps reported; past it no more are searched. */
  readonly overlaps?: number;
  /** Pairs of edges looked at in all. */
  readonly work?: number;
}

/**
 * Proves what can be proved of a bucket's masks before any request. Pairwise, after a comparison of segments; O(masks² + work),
 * both bounded.
 */
export function analyseMasks(
  entries: readonly MaskEntryInput[],
  options: AnalysisOptions = {},
): MaskAnalysis {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const tooLarge = (limit: keyof MaskLimits, bound: number, entry: number): MaskAnalysis => ({
    findings: [{ rule: 'mask/too-large', entry, limit, bound }],
    complete: false,
  });
  if (entries.length > limits.entries) return tooLarge('entries', limits.entries, limits.entries);
  try {
    const set = compileMasks(entries, limits);
    return new Analysis(entries, set, options, limits).run();
  } catch (error) {
    if (!(error instanceof LimitPassed)) throw error;
    return tooLarge(error.limit, error.bound, 0);
  }
}

const MOST_OVERLAPS = 1000;
const MOST_WORK = 100_000_000;
/** What one mask's proof of being shadowed may take of it. */
const PROOF_WORK = 400_000;
/** What a member of a large set of states costs, in pairs of edges: it is sorted and hashed. */
const WORK_A_MEMBER = 4;
/** Entries of a shadow that are tried one by one to find fewer that are enough. */
const MOST_REDUCED = 8;

class Analysis {
  readonly #entries: readonly MaskEntryInput[];
  readonly #set: CompiledMasks;
  readonly #prefix: string;
  readonly #most: number;
  readonly #budget: Budget;
  readonly #masks: readonly ComparedMask[];
  readonly #overlaps: Overlaps;
  readonly #dates: WitnessDates;
  readonly #matcher;
  #complete = true;

  constructor(
    entries: readonly MaskEntryInput[],
    set: CompiledMasks,
    options: AnalysisOptions,
    limits: MaskLimits,
  ) {
    this.#entries = entries;
    this.#set = set;
    this.#prefix = options.prefix ?? '';
    this.#most = options.overlaps ?? MOST_OVERLAPS;
    this.#budget = { left: options.work ?? MOST_WORK };
    const table = new CharTable();
    const segments = new Segments(limits);
    this.#masks = entries.map(({ mask }) => {
      const { elements, nfa } = treeOf(mask);
      const starts = statesAfter(nfa, this.#prefix);
      return { whole: comparable(nfa, table, starts), segmented: segments.of(elements) };
    });
    this.#overlaps = new Overlaps(table, new Products(table, this.#budget), this.#prefix);
    this.#matcher = set.matcher();
    this.#dates = new WitnessDates(set);
  }

  run(): MaskAnalysis {
    const findings: MaskFinding[] = [];
    /** Entries that can win: the others overlap with nothing. */
    const winners: number[] = [];
    let overlaps = 0;
    for (const [entry, { kind }] of this.#entries.entries()) {
      const { whole } = this.#masks[entry]!;
      if (this.#prefix !== '' && whole.starts.length === 0) {
        findings.push({ rule: 'mask/outside-prefix', entry });
        continue;
      }
      const wins = this.#winsSample(entry);
      // Where the sample is won and enough is reported, there are no overlaps left to ask for.
      const isEnough = wins && overlaps >= this.#most;
      if (isEnough) this.#complete = false;
      const sharing = isEnough ? new Map<number, string>() : this.#sharing(entry, winners);
      const by = wins ? undefined : this.#shadow(entry, [...sharing.keys()]);
      if (by !== undefined) {
        findings.push({ rule: 'mask/shadowed', entry, by });
        continue;
      }
      // A mask that never wins asks for no listing.
      if (kind === 'mask' && this.#prefix === '' && beginsWithAnything(whole.nfa)) {
        findings.push({ rule: 'mask/unbounded', entry });
      }
      for (const [first, witness] of sharing) {
        if (this.#entries[first]!.kind === 'exclude') continue;
        if (overlaps >= this.#most) {
          this.#complete = false;
          break;
        }
        const fair = this.#fairWitness(first, entry, witness, [...sharing.keys()]);
        if (fair === undefined) continue;
        findings.push({ rule: 'mask/overlap', first, second: entry, witness: fair });
        overlaps += 1;
      }
      winners.push(entry);
    }
    return { findings, complete: this.#complete && this.#budget.left > 0 };
  }

  /** The earlier entries that share keys with this one, each with a shortest such key. */
  #sharing(entry: number, earlier: readonly number[]): ReadonlyMap<number, string> {
    const sharing = new Map<number, string>();
    for (const first of earlier) {
      const witness = this.#overlaps.witness(this.#masks[first]!, this.#masks[entry]!);
      if (witness !== undefined) sharing.set(first, witness);
    }
    return sharing;
  }

  /** Whether some key is this entry's for certain: a proof that it is not shadowed, mostly at once. */
  #winsSample(entry: number): boolean {
    if (this.#budget.left <= 0) return false;
    const key = sampleKey(treeOf(this.#entries[entry]!.mask).elements);
    return key?.startsWith(this.#prefix) === true && key !== '' && this.#winnerOf(key) === entry;
  }

  #winnerOf(key: string): number {
    const bytes = new TextEncoder().encode(key);
    const before = this.#set.work;
    const winner = this.#matcher.match(bytes, 0, bytes.length);
    this.#budget.left -= WORK_A_MEMBER * (this.#set.work - before);
    return winner;
  }

  /** Enough of the earlier entries to take all that this one takes; undefined where they do not, or where it is not known. */
  #shadow(entry: number, earlier: readonly number[]): readonly number[] | undefined {
    const covers = (by: readonly number[]): boolean => {
      if (by.length === 0) return false;
      const share = { left: Math.min(PROOF_WORK, this.#budget.left) };
      const before = share.left;
      const answer = findBeyond(
        [this.#masks[entry]!.whole],
        by.map((one) => this.#masks[one]!.whole),
        this.#prefix !== '',
        share,
      );
      this.#budget.left -= before - share.left;
      if (answer.kind === 'undecided') this.#complete = false;
      return answer.kind === 'none';
    };
    const text = this.#entries[entry]!.mask.text;
    const same = earlier.find((one) => this.#entries[one]!.mask.text === text);
    if (same !== undefined) return [same];
    if (!covers(earlier)) return undefined;
    if (earlier.length > MOST_REDUCED) return earlier;
    return earlier.reduce<readonly number[]>((by, one) => {
      const fewer = by.filter((other) => other !== one);
      return covers(fewer) ? fewer : by;
    }, earlier);
  }

  /** A key of both that the first of them wins: with an entry before both, the shortest one may be that entry's. */
  #fairWitness(
    first: number,
    second: number,
    shortest: string,
    sharing: readonly number[],
  ): string | undefined {
    const isFair = (key: string) =>
      key.startsWith(this.#prefix) &&
      this.#winnerOf(key) === first &&
      this.#dates.takes(second, key);
    if (isFair(shortest)) return this.#dates.readable(shortest, [first, second], isFair);
    const before = sharing.filter((one) => one < first);
    const answer = findBeyond(
      [this.#masks[first]!.whole, this.#masks[second]!.whole],
      before.map((one) => this.#masks[one]!.whole),
      this.#prefix !== '',
      this.#budget,
    );
    if (answer.kind === 'undecided') this.#complete = false;
    if (answer.kind !== 'key') return undefined;
    return this.#dates.readable(this.#prefix + answer.key, [first, second], isFair);
  }
}

/** The states after a text, ascending; none where no key begins with it. O(text × edges). */
function statesAfter(nfa: Nfa, text: string): readonly number[] {
  let states: readonly number[] = [0];
  for (const char of text) {
    const point = char.codePointAt(0)!;
    const next = new Set<number>();
    for (const state of states) {
      for (let edge = nfa.firstEdge[state]!; edge < nfa.firstEdge[state + 1]!; edge++) {
        if (contains(nfa.sets[nfa.edgeSet[edge]!]!, point)) next.add(nfa.edgeTarget[edge]!);
      }
    }
    states = [...next].sort((a, b) => a - b);
  }
  return states;
}

/** Letters, digits and what is beyond ASCII: a first character that may be any of these may be anything. */
const ANYTHING = Array.from('aZ0_é😀', (char) => char.codePointAt(0)!);

function beginsWithAnything(nfa: Nfa): boolean {
  return ANYTHING.every((point) => {
    for (let edge = 0; edge < nfa.firstEdge[1]!; edge++) {
      if (contains(nfa.sets[nfa.edgeSet[edge]!]!, point)) return true;
    }
    return false;
  });
}
