import type { ObjectKind } from '../../catalogue/index.ts';
import { type Api, CallFailed, jsonBody } from '../api/api.ts';
import { heldObjects } from '../api/held.ts';
import { isFields } from '../api/pages.ts';
import type { Target } from '../api/target.ts';
import type { Mapping } from '../model/mapping.ts';
import { COLLECTIONS } from '../model/wanted.ts';
import type { Orphan } from '../plan/orphans.ts';
import { type Plan, placeKey } from '../plan/plan.ts';
import { heldItem } from './items.ts';
import { TreeSender } from './sender.ts';

/** Marks orphans obsolete, all that are not yet. Their names, and those of what they lie in, are sent as they are. */
export async function markObsolete(api: Api, plan: Plan, mapping: Mapping): Promise<number> {
  const todo = plan.orphans.list.filter(({ isObsolete }) => !isObsolete);
  const names = new Map(plan.parentNames);
  for (const { kind, names: path, name } of plan.orphans.list) {
    names.set(placeKey(path, kind === 'file'), name);
  }
  const sender = new TreeSender(api, plan.target);
  let open: readonly string[] = [];
  for (const { orphan, steps } of inWalkOrder(todo)) {
    let shared = 0;
    while (shared < steps.length - 1 && shared < open.length && steps[shared] === open[shared]) {
      shared += 1;
    }
    for (let depth = shared; depth < steps.length; depth++) {
      const technicalName = orphan.names[depth] as string;
      const place = steps.slice(0, depth + 1).join('\\');
      const isLast = depth === steps.length - 1;
      const kind = isLast ? orphan.kind : kindAt(orphan.kind, depth, steps.length);
      const shown = { name: names.get(place) ?? technicalName, technicalName };
      if (isLast) shown.name = orphan.name;
      const item = heldItem(depth, kind, shown, mapping, isLast);
      sender.enter(item);
      if (isLast) await sender.add(item);
    }
    open = steps;
  }
  await sender.flush();
  return todo.length;
}

/**
 * Orphans so that what lies in another follows it, and one directory's stay together. A file's step ends in a mark, so that
 * those in a file and those in a directory of the same name do not mix.
 */
function inWalkOrder(
  orphans: readonly Orphan[],
): readonly { readonly orphan: Orphan; readonly steps: readonly string[] }[] {
  const marked = orphans.map((orphan) => {
    const file = orphan.kind === 'file' ? -1 : orphan.kind === 'field' ? -2 : 0;
    const steps = [...orphan.names];
    if (file !== 0) steps[steps.length + file] += '\0';
    return { orphan, steps };
  });
  return marked.sort((a, b) => {
    for (let i = 0; i < a.steps.length && i < b.steps.length; i++) {
      const [left, right] = [a.steps[i] as string, b.steps[i] as string];
      if (left !== right) return left < right ? -1 : 1;
    }
    return a.steps.length - b.steps.length;
  });
}

function kindAt(leaf: ObjectKind, depth: number, length: number): ObjectKind {
  if (depth === 0) return 'source';
  return leaf === 'field' && depth === length - 2 ? 'file' : 'directory';
}

/** Statuses that a list of ids may be refused with because some of them are gone. */
const MAYBE_GONE = new Set([400, 404, 409, 410, 422]);

/**
 * Deletes orphans by the ids of those that lie in no other; what lies in them goes with them. Fields first. Ids that somebody
 * else has deleted, or that we had before an answer was lost, are no failure.
 */
export async function deleteOrphans(api: Api, plan: Plan): Promise<number> {
  let deleted = 0;
  for (const kind of ['field', 'file', 'directory'] as const) {
    const ids = plan.orphans.list
      .filter((orphan) => orphan.isRoot && orphan.kind === kind)
      .map(({ id }) => id);
    for (let at = 0; at < ids.length; at += api.limits.maxDeletes) {
      const some = ids.slice(at, at + api.limits.maxDeletes);
      deleted += await deleteThese(api, plan, kind, some);
    }
  }
  return deleted;
}

async function deleteThese(
  api: Api,
  { target, sourceIds }: Plan,
  kind: 'field' | 'file' | 'directory',
  ids: readonly string[],
): Promise<number> {
  const path = `${COLLECTIONS[kind]}/bulk/${target.versionId}`;
  const attempt = async (these: readonly string[]): Promise<number> => {
    const answer = await api.call({ method: 'DELETE', path, body: jsonBody(these) });
    const count = isFields(answer) ? answer['totalDeleted'] : undefined;
    return typeof count === 'number' ? count : these.length;
  };
  try {
    return await attempt(ids);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (!MAYBE_GONE.has(error.failure.status ?? 0)) throw error.toUserError();
    const left = await stillThere(api, target, sourceIds, kind, ids);
    if (left.length === ids.length) throw error.toUserError();
    try {
      return left.length === 0 ? 0 : await attempt(left);
    } catch (again) {
      throw again instanceof CallFailed ? again.toUserError() : again;
    }
  }
}

async function stillThere(
  api: Api,
  target: Target,
  sourceIds: readonly string[],
  kind: ObjectKind,
  ids: readonly string[],
): Promise<readonly string[]> {
  const wanted = new Set(ids);
  const left: string[] = [];
  for (const sourceId of sourceIds) {
    for await (const page of heldObjects(api, target, kind, sourceId, false)) {
      for (const { id } of page) if (wanted.has(id)) left.push(id);
    }
  }
  return left;
}
