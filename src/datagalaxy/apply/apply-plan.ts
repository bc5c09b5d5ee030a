import {
  type EntryStream,
  OBJECT_KINDS,
  type PushProgress,
  UserError,
} from '../../catalogue/index.ts';
import { type Api, jsonBody } from '../api/api.ts';
import { requireTypes } from '../api/types.ts';
import type { Mapping } from '../model/mapping.ts';
import { walk } from '../model/walk.ts';
import { COLLECTIONS } from '../model/wanted.ts';
import { WalkDigest } from '../plan/index-wanted.ts';
import type { Plan } from '../plan/plan.ts';
import { deleteOrphans, markObsolete } from './handle-orphans.ts';
import { wantedItem } from './items.ts';
import { type ImportCounts, TreeSender } from './sender.ts';

export type OrphanPolicy = 'keep' | 'obsolete' | 'delete';

export interface ApplyRequest {
  readonly api: Api;
  readonly plan: Plan;
  readonly mapping: Mapping;
  /** The same entries that the plan was made of; they are walked once. */
  readonly entries: () => EntryStream;
  readonly orphans: OrphanPolicy;
  /** Objects before this number have been sent by a run that was interrupted. */
  readonly sentBefore: number;
  /** All objects before that number are in the workspace: told after each import, and waited for. */
  readonly onSent: (before: number) => Promise<void>;
  readonly onProgress?: (progress: PushProgress) => void;
}

/** What a push did, by the server's own counts. */
export interface Applied extends Readonly<ImportCounts> {
  readonly renamed: number;
  readonly obsolete: number;
  readonly orphansDeleted: number;
}

/**
 * Carries out a plan: renames, imports, then orphans. Each request has the same effect twice as once, so that whatever
 * breaks off can be begun again. Throws `datagalaxy/snapshot-changed` when the entries are no longer those of the plan.
 */
export async function applyPlan(request: ApplyRequest): Promise<Applied> {
  const { api, plan, mapping, orphans } = request;
  for (const { kind, id, to, name } of plan.renames) {
    await api.told({
      method: 'PUT',
      path: `${COLLECTIONS[kind]}/${plan.target.versionId}/${encodeURIComponent(id)}`,
      body: jsonBody({ technicalName: to.at(-1), ...(name === undefined ? {} : { name }) }),
    });
  }
  const counts = await sendNeeded(request).catch(async (error: unknown) => {
    // A type that the tenant does not have is refused in words of its own: ask for those that it has.
    if (error instanceof UserError && error.id === 'datagalaxy/refused') {
      await requireTypes(api, mapping.types, OBJECT_KINDS);
    }
    throw error;
  });
  request.onProgress?.({ stage: 'orphans', done: 0, requests: api.requests });
  const obsolete = orphans === 'obsolete' ? await markObsolete(api, plan, mapping) : 0;
  const orphansDeleted = orphans === 'delete' ? await deleteOrphans(api, plan) : 0;
  return { ...counts, renamed: plan.renames.length, obsolete, orphansDeleted };
}

async function sendNeeded(request: ApplyRequest): Promise<ImportCounts> {
  const { api, plan, mapping, entries, sentBefore, onSent } = request;
  const sender = new TreeSender(api, plan.target);
  if (plan.needed.count === 0) return sender.counts;
  const digest = new WalkDigest(mapping);
  let done = 0;
  for await (const chunk of walk(entries(), mapping)) {
    digest.add(chunk);
    for (const object of chunk) {
      const { index, kind } = object;
      const isNeeded = plan.needed.has(index);
      if (isNeeded) done += 1;
      const isSent = isNeeded && index >= sentBefore;
      if (kind === 'field' && !isSent) continue;
      const item = wantedItem(object, plan.keptNames.get(index), mapping);
      if (kind !== 'field') sender.enter(item);
      if (!isSent || !(await sender.add(item))) continue;
      await onSent(index);
      const total = plan.needed.count;
      request.onProgress?.({ stage: 'sending', done, total, requests: api.requests });
    }
  }
  // Before the last import: what was named by number would be somebody else's name.
  if (digest.finish() !== plan.digest) throw new UserError('datagalaxy/snapshot-changed');
  await sender.flush();
  await onSent(plan.wanted);
  return sender.counts;
}
