import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type EntryStream, type PushProgress, UserError } from '../catalogue/index.ts';
import type { DataGalaxyConfig } from '../config/index.ts';
import type { Api } from './api/api.ts';
import { findTarget } from './api/target.ts';
import { type Applied, applyPlan, type OrphanPolicy } from './apply/apply-plan.ts';
import { type Interrupted, Journal } from './apply/journal.ts';
import { type LockOptions, takeLock } from './apply/lock.ts';
import { stateDirectory } from './apply/state-directory.ts';
import { type Mapping, mappingOf } from './model/mapping.ts';
import { encodeName } from './model/names.ts';
import { walkDigest } from './plan/index-wanted.ts';
import { makePlan } from './plan/make-plan.ts';
import { movesOf } from './plan/moves.ts';
import type { Plan } from './plan/plan.ts';

/** Orphans that one run can mark or delete; each is kept in memory. */
const MAX_ORPHANS = 250_000;
const MAX_SHOWN = 1_000;

/** What is needed to write, beside what is needed to plan. */
export interface ApplyOptions {
  /** Directory of the configuration: the journal and the lock live in `.datagalaxy/` there. */
  readonly directory: string;
  readonly pid: number;
  readonly isAlive: LockOptions['isAlive'];
  /** Milliseconds since 1970. */
  readonly today: () => number;
  /**
   * Asked before orphans are deleted. `resumed`: the number that was confirmed for a run which did not finish with the same
   * ones. Throws what stops the run.
   */
  readonly confirm: (count: number, resumed: number | undefined) => Promise<void>;
}

export interface PushRequest {
  readonly api: Api;
  readonly workspace: string;
  readonly config: DataGalaxyConfig;
  /** Names of the configured buckets. */
  readonly buckets: readonly string[];
  /** Opens the snapshot anew each time. */
  readonly entries: () => EntryStream;
  readonly orphans: OrphanPolicy;
  /** Most orphans that may be marked or deleted: a number, or a share of what the workspace holds. */
  readonly maxOrphans: { readonly count: number } | { readonly share: number };
  /** Without it nothing is written, here or there. */
  readonly apply?: ApplyOptions;
  /** Told before anything is written. `resumed`: the rest of an interrupted run. */
  readonly onPlan: (plan: Plan, resumed: boolean) => Promise<void>;
  readonly onProgress?: (progress: PushProgress) => void;
}

export interface PushOutcome {
  readonly plan: Plan;
  readonly applied?: Applied;
  readonly requests: number;
}

/**
 * Brings the workspace in step with the snapshot, or tells what that would take. Memory: some 25 bytes an object, one import
 * request, and the orphans. Every `UserError` leaves a state that the same call continues from.
 */
export async function push(request: PushRequest): Promise<PushOutcome> {
  const { api, config, apply } = request;
  const mapping = mappingOf(config);
  const target = await findTarget(api, request.workspace, config.version);
  if (apply === undefined) {
    const plan = await freshPlan(request, mapping, target);
    await request.onPlan(plan, false);
    return { plan, requests: api.requests };
  }
  const directory = await stateDirectory(apply.directory);
  const key = Journal.keyOf([config.url, target.versionId, config.source]);
  const release = await takeLock({ ...apply, file: join(directory, `push-${key}.lock`) });
  try {
    const journal = new Journal(directory, key, apply.today);
    const before = await journal.read();
    const resumed = await continued(request, mapping, before);
    const plan = resumed?.plan ?? (await freshPlan(request, mapping, target));
    await request.onPlan(plan, resumed !== undefined);
    const confirmed = await guardOrphans(request, apply, plan, before);
    if (isEmpty(plan, request.orphans)) {
      await journal.end();
      return { plan, requests: api.requests };
    }
    if ((await walkDigest(request.entries(), mapping)) !== plan.digest) {
      throw new UserError('datagalaxy/snapshot-changed');
    }
    if (resumed === undefined) await journal.begin(plan, request.orphans, confirmed);
    const applied = await applyPlan({
      ...request,
      plan,
      mapping,
      sentBefore: resumed?.sentBefore ?? 0,
      onSent: (index) => journal.sent(index),
    });
    await journal.end();
    return { plan, applied, requests: api.requests };
  } finally {
    await release();
  }
}

function freshPlan(request: PushRequest, mapping: Mapping, target: Plan['target']): Promise<Plan> {
  const { orphans, config, buckets } = request;
  const seeds = randomBytes(8);
  return makePlan({
    ...request,
    target,
    mapping,
    moves: movesOf(config.moved, mapping, buckets),
    sourceNames: (config.source === undefined ? buckets : [config.source]).map(encodeName),
    maxOrphans: orphans === 'keep' ? MAX_SHOWN : MAX_ORPHANS,
    withStatus: orphans === 'obsolete',
    checkTypes: request.apply === undefined,
    maxShown: MAX_SHOWN,
    seeds: [seeds.readInt32LE(0), seeds.readInt32LE(4)],
  });
}

/**
 * The run to continue: of the same snapshot, sent in the same way. One that handles orphans is planned anew, since they may
 * have come back to use in the meantime.
 */
async function continued(
  { orphans, entries }: PushRequest,
  mapping: Mapping,
  before: Interrupted | undefined,
): Promise<Interrupted | undefined> {
  if (before === undefined || orphans !== 'keep' || before.orphans !== 'keep') return undefined;
  return (await walkDigest(entries(), mapping)) === before.plan.digest ? before : undefined;
}

/** All that must hold before an orphan is touched. Gives what was confirmed, for the journal. */
async function guardOrphans(
  request: PushRequest,
  apply: ApplyOptions,
  { orphans, held, incomplete }: Plan,
  before: Interrupted | undefined,
): Promise<{ readonly ids: readonly string[]; readonly count: number }> {
  const count = orphans.count - orphans.guarded;
  if (request.orphans === 'keep' || count === 0) return { ids: [], count: 0 };
  if (incomplete > 0) throw new UserError('datagalaxy/incomplete-snapshot', { files: incomplete });
  const { maxOrphans } = request;
  const limit = 'count' in maxOrphans ? maxOrphans.count : Math.floor(held * maxOrphans.share);
  if (count > limit || count > orphans.list.length) {
    throw new UserError('datagalaxy/too-many-orphans', {
      count,
      limit: Math.min(limit, MAX_ORPHANS),
      held,
    });
  }
  if (request.orphans === 'obsolete') return { ids: [], count: 0 };
  const ids = orphans.list.map(({ id }) => id);
  const known = before?.confirmed;
  const isRest = known !== undefined && ids.every((id) => known.ids.has(id));
  await apply.confirm(count, isRest ? known.count : undefined);
  // The rest of a confirmed deletion stays known under the number that it was confirmed with.
  return isRest ? { ids: [...known.ids], count: known.count } : { ids, count };
}

function isEmpty({ needed, renames, orphans }: Plan, policy: OrphanPolicy): boolean {
  const todo =
    policy === 'delete'
      ? orphans.list.length
      : policy === 'obsolete'
        ? orphans.list.filter(({ isObsolete }) => !isObsolete).length
        : 0;
  return needed.count === 0 && renames.length === 0 && todo === 0;
}
