import { cpuUsage } from 'node:process';
import {
  analyseMasks,
  type CompiledMasks,
  compileMasks,
  type MaskEntryInput,
  type Matcher,
  parseMask,
} from '../src/mask/index.ts';
import { LAKES, type Lake, type LakeKind, lakeMasks, makeLake, sampleOf } from './matching-lake.ts';
import { PEERS } from './matching-peers.ts';

const KEYS = 1_000_000;
const PAGE = 1000;
const TEAMS = [10, 100, 1000] as const;
/** Of everything that is warm, ours and peers alike, the best of as many rounds counts. */
const ROUNDS = 7;

/** CPU nanoseconds a key, or what the column says. */
interface Measured {
  readonly kind: LakeKind;
  readonly teams: number;
  readonly compileMs: number;
  readonly cold: number;
  readonly warm: number;
  readonly notResumed: number;
  /** On keys that end unlike their neighbours. */
  readonly unlike: number;
  /** For a matching key. */
  readonly captures: number;
  /** Matching keys, of one. */
  readonly share: number;
  readonly instants: number;
  readonly states: number;
  readonly bytes: number;
  readonly peers: readonly { readonly name: string; readonly ns: number; readonly keys: number }[];
}

/** CPU time of this process, in milliseconds: on a shared machine it is steadier than the clock on the wall. The sum is exact, its parts are sampled. */
function cpuMs(): number {
  const { system, user } = cpuUsage();
  return (system + user) / 1000;
}

/** What is done with the matching keys of a page, once it is matched: those from `from` to `to`. */
type Reading = (lake: Lake, winners: Int32Array, from: number, to: number) => void;

/** Runs one pass over the lake page by page; the winners of all keys. Nanoseconds a key. */
function pass(matcher: Matcher, lake: Lake, winners: Int32Array, read?: Reading): number {
  const start = cpuMs();
  for (let from = 0; from < lake.count; from += PAGE) {
    const count = Math.min(PAGE, lake.count - from);
    const offsets = lake.offsets.subarray(from, from + count + 1);
    matcher.matchPage(lake.bytes, offsets, count, winners.subarray(from, from + count));
    read?.(lake, winners, from, from + count);
  }
  return ((cpuMs() - start) * 1e6) / lake.count;
}

/** A loop of its own for each thing read, so that neither pays for being called like the other. */
function capturesOf(set: CompiledMasks): Reading {
  const bounds = new Int32Array(16);
  return (lake, winners, from, to) => {
    for (let i = from; i < to; i++) {
      const winner = winners[i]!;
      if (winner < 0) continue;
      set.captureReader(winner).bounds(lake.bytes, lake.offsets[i]!, lake.offsets[i + 1]!, bounds);
    }
  };
}

function instantsOf(set: CompiledMasks): Reading {
  return (lake, winners, from, to) => {
    for (let i = from; i < to; i++) {
      const winner = winners[i]!;
      if (winner >= 0) set.instantOf(winner, lake.bytes, lake.offsets[i]!, lake.offsets[i + 1]!);
    }
  };
}

/**
 * The best of some rounds for each of some measurements, taken in turn: the machine is shared and only slows, for a while at a time, so
 * that what is compared must not be measured one after the other.
 */
function bestOf(
  rounds: number,
  runs: Readonly<Record<string, () => number>>,
): Readonly<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, run());
    }
  }
  return best;
}

function compiled(masks: readonly string[]): { readonly set: CompiledMasks; readonly ms: number } {
  const start = cpuMs();
  const entries = masks.map((text): MaskEntryInput => {
    const { mask } = parseMask(text);
    if (mask === undefined) throw new Error(`${text} does not parse`);
    return { kind: 'mask', mask };
  });
  const set = compileMasks(entries);
  return { set, ms: cpuMs() - start };
}

function measure(kind: LakeKind, teams: number, lake: Lake, unlikeLake: Lake): Measured {
  const masks = lakeMasks(kind, teams);
  const winners = new Int32Array(lake.count);
  // The code is warm before the first measured pass; the tables that are measured cold are new ones each time.
  pass(compiled(masks.slice(0, 10)).set.matcher(), lake, winners);
  const { set } = compiled(masks);
  pass(set.matcher(), lake, winners);
  const matched = winners.reduce((sum, winner) => sum + (winner < 0 ? 0 : 1), 0);
  let fresh = set;
  const peers = PEERS.map(({ keys, make, name }) => {
    const find = make(masks, kind);
    const { keys: sample, numbers } = sampleOf(lake, keys(teams));
    sample.forEach((key, i) => {
      if (find(key) !== winners[numbers[i]!]) throw new Error(`${name} sorts ${key} otherwise`);
    });
    const run = () => {
      const start = cpuMs();
      for (const key of sample) find(key);
      return ((cpuMs() - start) * 1e6) / sample.length;
    };
    return { name, run, keys: sample.length };
  });
  const unlikeWinners = new Int32Array(lake.count);
  const [captures, instants] = [capturesOf(set), instantsOf(set)];
  const found = bestOf(ROUNDS, {
    compileMs: () => {
      const { ms, set } = compiled(masks);
      fresh = set;
      return ms;
    },
    cold: () => pass(fresh.matcher(), lake, winners),
    warm: () => pass(set.matcher(), lake, winners),
    ...Object.fromEntries(peers.map(({ name, run }) => [name, run])),
    notResumed: () => pass(set.matcher({ resume: false }), lake, winners),
    unlike: () => pass(set.matcher(), unlikeLake, unlikeWinners),
    withCaptures: () => pass(set.matcher(), lake, winners, captures),
    withInstants: () => pass(set.matcher(), lake, winners, instants),
  });
  const share = matched / lake.count;
  const warm = found['warm']!;
  const { bytes, states } = set.size;
  return {
    kind,
    teams,
    compileMs: found['compileMs']!,
    cold: found['cold']!,
    warm,
    notResumed: found['notResumed']!,
    unlike: found['unlike']!,
    captures: (found['withCaptures']! - warm) / share,
    share,
    instants: (found['withInstants']! - warm) / share,
    states,
    bytes,
    peers: peers.map(({ name, keys }) => ({ name, ns: found[name]!, keys })),
  };
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const times = (value: number): string => `${value < 10 ? value.toFixed(1) : whole(value)} ×`;

function report(rows: readonly Measured[], analysisMs: number): string {
  const out = [
    '1,000,000 keys in byte order, 61 to 74 characters, 70 % matching; one thread; pages of 1,000 keys. CPU nanoseconds a key.',
    'Neighbouring names end alike (`-of-00010.csv.gz`), as those of one write do; "ends unlike" has a hash there, of varying length.',
    '',
    '| masks | beginning with | RegExp loop | alternation | picomatch | ours, not resumed | ours, ends unlike | ours, cold | **ours** | captures a match | instant a match |',
    '|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
  ];
  for (const row of rows) {
    const cells = [
      row.teams,
      row.kind,
      ...row.peers.map(({ ns }) => whole(ns)),
      ...[row.notResumed, row.unlike, row.cold].map(whole),
      `**${whole(row.warm)}**`,
      whole(row.captures),
      whole(row.instants),
    ];
    out.push(`| ${cells.join(' | ')} |`);
  }
  out.push(
    '',
    '| masks | beginning with | faster than the loop | than the alternation | than picomatch | than not resumed | cold to warm | captures of all matches to the pass | compile ms | states | table bytes |',
    '|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
  );
  for (const row of rows) {
    const cells = [
      row.teams,
      row.kind,
      ...row.peers.map(({ ns }) => times(ns / row.warm)),
      times(row.notResumed / row.warm),
      times(row.cold / row.warm),
      ((row.share * row.captures) / row.warm).toFixed(2),
      whole(row.compileMs),
      whole(row.states),
      whole(row.bytes),
    ];
    out.push(`| ${cells.join(' | ')} |`);
  }
  for (const kind of LAKES) {
    const ours = rows.filter((row) => row.kind === kind).map(({ warm }) => warm);
    const growth = (ours.at(-1) ?? 0) / (ours[0] ?? 1);
    out.push(
      '',
      `From 10 to 1,000 masks beginning with a ${kind}: ${growth.toFixed(2)} times the cost a key.`,
    );
  }
  out.push(
    '',
    `Analysis of 1,000 masks with leading wildcards: ${(analysisMs / 1000).toFixed(1)} s.`,
    '',
    `Each figure is the best of ${ROUNDS} rounds that measure all in turn, after one that compares what is found key by key. Captures and instants are read page by page as the keys are matched; what they cost is what such a pass takes longer. Peers know no calendar, are given strings where ours is given bytes, and are measured on evenly spread keys where all would take minutes: ${[
      ...new Set(
        rows.flatMap(({ peers, teams }) =>
          peers.map(({ keys, name }) => `${name} at ${teams}: ${whole(keys)}`),
        ),
      ),
    ].join('; ')}.`,
  );
  return out.join('\n');
}

/** Measures matching beside its peers, in this process (`compiled.ts` says how). About two minutes; Markdown. */
function run(): string {
  const rows: Measured[] = [];
  for (const teams of TEAMS) {
    const lake = makeLake(teams, KEYS);
    const unlike = makeLake(teams, KEYS, 'unlike');
    for (const kind of LAKES) rows.push(measure(kind, teams, lake, unlike));
  }
  rows.sort((a, b) => LAKES.indexOf(a.kind) - LAKES.indexOf(b.kind) || a.teams - b.teams);
  const { set } = compiled(lakeMasks('wildcard', 1000));
  const start = cpuMs();
  analyseMasks(set.entries);
  return report(rows, cpuMs() - start);
}

console.log(run());
