import { compileMasks } from '../mask-set.ts';
import type { Mask, MaskEntryInput } from '../mask-types.ts';
import { parseMask } from '../parse-mask.ts';
import type { TokenTable } from '../tokens.ts';
import { unite } from './absorb.ts';
import { type Fit, maskText, Variety } from './mask-text.ts';
import type { Row } from './row.ts';
import { narrowerFits } from './set-apart.ts';

/** A row with its mask. */
export interface Proposal {
  readonly row: Row;
  readonly mask: string;
}

interface Draft {
  row: Row;
  fit: Fit;
}

interface Written extends Proposal {
  readonly draft: Draft;
  readonly maskOf: (fit: Fit) => string;
}

/** Rounds of mending masks that take each other's keys. Each round tightens, takes apart or unites something. */
const MOST_ROUNDS = 12;

/**
 * The masks of the largest rows, proved on all keys that were kept: each takes the keys of its own row and no other key. Where
 * one takes more it is tightened; then a mask of names is taken apart; then the other row is joined to it, if all of that is
 * taken. What cannot be mended is left out. Masks that could both take a key not seen yet are then narrowed until they do
 * not, where that helps. O(rounds × (keys × length + analysis of the masks)).
 */
export function prove(
  rows: readonly Row[],
  limit: number,
  tokens: TokenTable,
): readonly Proposal[] {
  let drafts: Draft[] = rows.map((row) => ({ row, fit: 'loose' }));
  for (let round = 0; ; round++) {
    const written = writtenOf(drafts);
    const shown = written.slice(0, limit);
    const faults = faultsOf(shown, written, tokens);
    if (faults.size > 0) {
      if (round === MOST_ROUNDS) return shown.filter((_, i) => !faults.has(i));
      drafts = mended(written, faults);
    } else if (round === MOST_ROUNDS || !setApart(shown, tokens)) return shown;
  }
}

/** The largest first. */
function writtenOf(drafts: readonly Draft[]): readonly Written[] {
  const variety = new Variety(drafts.map(({ row }) => row));
  return drafts
    .map((draft): Written => {
      const { row } = draft;
      const maskOf = (fit: Fit): string => maskText(row, fit, variety.of(row));
      return { draft, row, mask: maskOf(draft.fit), maskOf };
    })
    .sort((a, b) => b.row.count - a.row.count || (a.mask < b.mask ? -1 : 1));
}

/** Narrows the masks that share keys; false where there is nothing to narrow. */
function setApart(shown: readonly Written[], tokens: TokenTable): boolean {
  const fits = narrowerFits(
    shown.map(({ draft, maskOf }) => ({ fit: draft.fit, maskOf })),
    tokens,
  );
  for (const [i, fit] of fits) shown[i]!.draft.fit = fit;
  return fits.size > 0;
}

/** What is wrong with a mask: `taken` are the rows, by index, some or all of whose keys it takes and should not. */
interface Fault {
  readonly isBroken: boolean;
  readonly taken: ReadonlyMap<number, number>;
}

/**
 * The faults of masks by their index. A key that two masks take has a first and a last taker, found in one pass each over an
 * automaton of all masks and one of them in reverse.
 */
function faultsOf(
  shown: readonly Proposal[],
  written: readonly Proposal[],
  tokens: TokenTable,
): ReadonlyMap<number, Fault> {
  const faults = new Map<number, { isBroken: boolean; taken: Map<number, number> }>();
  const faultOf = (i: number): { isBroken: boolean; taken: Map<number, number> } => {
    const fault = faults.get(i) ?? { isBroken: false, taken: new Map<number, number>() };
    faults.set(i, fault);
    return fault;
  };
  const parsed = shown.map(({ mask }) => parseMask(mask, tokens).mask);
  const indexes = shown.flatMap((_, i) => (parsed[i] === undefined ? [] : [i]));
  for (const [i, mask] of parsed.entries()) if (mask === undefined) faultOf(i).isBroken = true;
  const entries = indexes.map((i): MaskEntryInput => ({ kind: 'mask', mask: parsed[i] as Mask }));
  const forward = compileMasks(entries).matcher();
  const backward = compileMasks([...entries].reverse()).matcher();
  for (const [owner, { row }] of written.entries()) {
    for (const key of row.keys) {
      const first = forward.match(key, 0, key.length);
      if (first < 0) {
        if (owner < shown.length) faultOf(owner).isBroken = true;
        continue;
      }
      const last = entries.length - 1 - backward.match(key, 0, key.length);
      for (const taker of new Set([indexes[first]!, indexes[last]!])) {
        if (taker === owner) continue;
        const { taken } = faultOf(taker);
        taken.set(owner, (taken.get(owner) ?? 0) + 1);
      }
    }
  }
  return faults;
}

function mended(written: readonly Written[], faults: ReadonlyMap<number, Fault>): Draft[] {
  const gone = new Set<number>();
  const added: Draft[] = [];
  // The largest rows first: they take in the smaller ones.
  for (const [i, { isBroken, taken }] of [...faults].sort(([a], [b]) => a - b)) {
    if (gone.has(i)) continue;
    const { draft, row } = written[i]!;
    if (draft.fit !== 'tight') draft.fit = 'tight';
    else if (row.namedRows.length > 0) {
      gone.add(i);
      added.push(...row.namedRows.map((one): Draft => ({ row: one, fit: 'loose' })));
    } else if (isBroken) gone.add(i);
    else {
      const before = draft.row;
      let isStuck = false;
      for (const [owner, count] of taken) {
        if (gone.has(owner)) continue;
        const joined = joinedRow(draft.row, written[owner]!.row, count);
        if (joined === undefined) isStuck = true;
        else {
          gone.add(owner);
          draft.row = joined;
        }
      }
      if (isStuck && draft.row === before) gone.add(i);
    }
  }
  return [...written.flatMap(({ draft }, i) => (gone.has(i) ? [] : [draft])), ...added];
}

/** Both rows as one; undefined where they have nothing in common and some of the other's keys are not taken. */
function joinedRow(row: Row, other: Row, taken: number): Row | undefined {
  const united = unite(row, other);
  if (united !== undefined || taken < other.keys.length) return united;
  return { ...row, count: row.count + other.count, keys: [...row.keys, ...other.keys] };
}
