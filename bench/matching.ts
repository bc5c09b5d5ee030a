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
const ROUNDS = 9;
const PEER_PARTS = 100;
/** Parts between what two runs measure in one turn. */
const APART = 37;

/** Nanoseconds a key, or what the column says. */
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

const nanoseconds = (): number => Number(process.hrtime.bigint());

/** Something measured, in parts of well under a millisecond or a few. */
interface Run {
  readonly parts: number;
  readonly part: (k: number) => void;
}

/** What is done with the matching keys of a page, once it is matched: those from `from` to `to`. */
type Reading = (lake: Lake, winners: Int32Array, from: number, to: number) => void;

/** A pass over the lake, page by page: the winners of all keys, and what is read of the matching ones. */
function passOf(matcher: () => Matcher, lake: Lake, winners: Int32Array, read?: Reading): Run {
  return {
    parts: Math.ceil(lake.count / PAGE),
    part: (k) => {
      const from = k * PAGE;
      const count = Math.min(PAGE, lake.count - from);
      const offsets = lake.offsets.subarray(from, from + count + 1);
      matcher().matchPage(lake.bytes, offsets, count, winners.subarray(from, from + count));
      read?.(lake, winners, from, from + count);
    },
  };
}

function runAll({ part, parts }: Run): void {
  for (let k = 0; k < parts; k++) part(k);
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
 * Nanoseconds of each run: the sum of the best times of its parts, of some rounds. The machine is shared and slows for a while at a time, so
 * what is compared is measured by turns, part by part, and what is short is less often slowed.
 */
function bestOf(
  rounds: number,
  runs: Readonly<Record<string, Run>>,
): Readonly<Record<string, number>> {
  const all = Object.entries(runs).map(([name, run]) => {
    return { name, run, best: new Float64Array(run.parts).fill(Number.POSITIVE_INFINITY) };
  });
  const parts = Math.max(...all.map(({ run }) => run.parts));
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < parts; k++) {
      all.forEach(({ best, run }, i) => {
        if (k >= run.parts) return;
        // No run is where another has just been: it would find the keys in the nearest cache and the branches foreseen.
        const part = (k + i * APART) % run.parts;
        const start = nanoseconds();
        run.part(part);
        best[part] = Math.min(best[part]!, nanoseconds() - start);
      });
    }
  }
  return Object.fromEntries(all.map(({ best, name }) => [name, best.reduce((a, b) => a + b)]));
}

function compiled(masks: readonly string[]): CompiledMasks {
  const entries = masks.map((text): MaskEntryInput => {
    const { mask } = parseMask(text);
    if (mask === undefined) throw new Error(`${text} does not parse`);
    return { kind: 'mask', mask };
  });
  return compileMasks(entries);
}

function measure(kind: LakeKind, teams: number, lake: Lake, unlikeLake: Lake): Measured {
  const masks = lakeMasks(kind, teams);
  const winners = new Int32Array(lake.count);
  // The code is warm before the first measured pass; the tables that are measured cold are new ones each time.
  const small = compiled(masks.slice(0, 10)).matcher();
  runAll(passOf(() => small, lake, winners));
  const set = compiled(masks);
  let fresh = set.matcher();
  const [resuming, alone] = [set.matcher(), set.matcher({ resume: false })];
  const warmPass = passOf(() => resuming, lake, winners);
  runAll(warmPass);
  const share = winners.reduce((sum, winner) => sum + (winner < 0 ? 0 : 1), 0) / lake.count;
  const peers = PEERS.map(({ keys, make, name }) => {
    const find = make(masks, kind);
    const { keys: sample, numbers } = sampleOf(lake, keys(teams));
    sample.forEach((key, i) => {
      if (find(key) !== winners[numbers[i]!]) throw new Error(`${name} sorts ${key} otherwise`);
    });
    const size = Math.ceil(sample.length / PEER_PARTS);
    const part = (k: number) => {
      for (const key of sample.slice(k * size, (k + 1) * size)) find(key);
    };
    return { name, run: { parts: PEER_PARTS, part }, keys: sample.length };
  });
  const unlikeWinners = new Int32Array(lake.count);
  const nanos = bestOf(ROUNDS, {
    compile: {
      parts: 1,
      part: () => {
        fresh = compiled(masks).matcher();
      },
    },
    cold: passOf(() => fresh, lake, winners),
    warm: warmPass,
    ...Object.fromEntries(peers.map(({ name, run }) => [name, run])),
    notResumed: passOf(() => alone, lake, winners),
    unlike: passOf(() => resuming, unlikeLake, unlikeWinners),
    withCaptures: passOf(() => resuming, lake, winners, capturesOf(set)),
    withInstants: passOf(() => resuming, lake, winners, instantsOf(set)),
  });
  const perKey = (name: string): number => nanos[name]! / lake.count;
  const { bytes, states } = set.size;
  return {
    kind,
    teams,
    compileMs: nanos['compile']! / 1e6,
    cold: perKey('cold'),
    warm: perKey('warm'),
    notResumed: perKey('notResumed'),
    unlike: perKey('unlike'),
    captures: (perKey('withCaptures') - perKey('warm')) / share,
    share,
    instants: (perKey('withInstants') - perKey('warm')) / share,
    states,
    bytes,
    peers: peers.map(({ name, keys }) => ({ name, ns: nanos[name]! / keys, keys })),
  };
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const times = (value: number): string => `${value < 10 ? value.toFixed(1) : whole(value)} ×`;

function report(rows: readonly Measured[], analysisMs: number): string {
  const out = [
    '1,000,000 keys in byte order, 61 to 74 characters, 70 % matching; one thread; pages of 1,000 keys. Nanoseconds a key.',
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
    `Each figure is the sum of the best times of its parts (a page of ours, a hundredth of the keys of a peer) in ${ROUNDS} rounds that measure all by turns, part by part, after one that compares what is found key by key. Captures and instants are read page by page as the keys are matched; what they cost is what such a pass takes longer. Peers know no calendar, are given strings where ours is given bytes, and are measured on evenly spread keys where all would take minutes: ${[
      ...new Set(
        rows.flatMap(({ peers, teams }) =>
          peers.map(({ keys, name }) => `${name} at ${teams}: ${whole(keys)}`),
        ),
      ),
    ].join('; ')}.`,
  );
  return out.join('\n');
}

/** Measures matching beside its peers, in this process (`compiled.ts` says how). Some minutes; Markdown. */
function run(): string {
  const rows: Measured[] = [];
  for (const teams of TEAMS) {
    const lake = makeLake(teams, KEYS);
    const unlike = makeLake(teams, KEYS, 'unlike');
    for (const kind of LAKES) rows.push(measure(kind, teams, lake, unlike));
  }
  rows.sort((a, b) => LAKES.indexOf(a.kind) - LAKES.indexOf(b.kind) || a.teams - b.teams);
  const set = compiled(lakeMasks('wildcard', 1000));
  const start = nanoseconds();
  analyseMasks(set.entries);
  return report(rows, (nanoseconds() - start) / 1e6);
}

console.log(run());
