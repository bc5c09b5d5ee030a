import {
  type EntryStream,
  OBJECT_KINDS,
  type ObjectKind,
  type PlannedChange,
  type PushProgress,
} from '../../catalogue/index.ts';
import type { Api } from '../api/api.ts';
import type { Target } from '../api/target.ts';
import { requireTypes } from '../api/types.ts';
import { Bitmap } from '../model/bitmap.ts';
import type { Mapping } from '../model/mapping.ts';
import { decodeName } from '../model/names.ts';
import { canonical } from '../model/own-values.ts';
import { walk } from '../model/walk.ts';
import type { WantedObject } from '../model/wanted.ts';
import { indexWanted } from './index-wanted.ts';
import type { Move } from './moves.ts';
import { type Plan, placeKey } from './plan.ts';
import { type Held, readHeld } from './read-held.ts';

export interface PlanRequest {
  readonly api: Api;
  readonly target: Target;
  readonly mapping: Mapping;
  /** Opens the snapshot; it is walked twice. */
  readonly entries: () => EntryStream;
  readonly moves: readonly Move[];
  /** Sources that are ours even if the snapshot has nothing in them, encoded. */
  readonly sourceNames: readonly string[];
  /** Orphans to keep in the plan: as many as may be handled. */
  readonly maxOrphans: number;
  readonly withStatus: boolean;
  /** Ask whether the tenant has the types of what is created: for a plan alone, since an import tells it anyway. */
  readonly checkTypes: boolean;
  /** Lines for people. */
  readonly maxShown: number;
  readonly seeds: readonly [number, number];
  readonly onProgress?: (progress: PushProgress) => void;
}

/**
 * Compares the snapshot with the workspace and changes nothing. Requests: one for each page of what the workspace holds, and
 * with `checkTypes` one for each kind that has to be created. O(objects) time; some 25 bytes of memory for each, whatever their names.
 */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  const { api, target, mapping, entries, maxShown } = request;
  const wanted = await indexWanted(entries(), mapping, request.seeds);
  let read = 0;
  const held = await readHeld({
    ...request,
    wanted,
    onObjects: (count) => {
      read += count;
      request.onProgress?.({ stage: 'reading', done: read, requests: api.requests });
    },
  });
  const drafted = await draft(request, held, maxShown);
  const missing = OBJECT_KINDS.filter((kind) => drafted.create[kind] > 0);
  if (request.checkTypes) await requireTypes(api, mapping.types, missing);
  return {
    target,
    digest: wanted.digest,
    wanted: wanted.index.size,
    held: held.count,
    unchanged: held.seen.count - held.changed.count,
    keptNames: held.keptNames,
    renames: held.renames,
    orphans: held.orphans,
    sourceIds: held.sourceIds,
    revived: held.revived,
    incomplete: wanted.incomplete,
    ...drafted,
  };
}

type Drafted = Pick<Plan, 'create' | 'update' | 'needed' | 'parentNames' | 'changes' | 'more'>;

/** The second walk: what is needed becomes lines and counts. */
async function draft(request: PlanRequest, held: Held, maxShown: number): Promise<Drafted> {
  const { mapping, entries } = request;
  const create = zeros();
  const update = zeros();
  const needed = new Bitmap();
  const lines = new Lines(maxShown);
  const open: string[] = [];
  const parents = new Set(
    held.orphans.list
      .filter(({ isRoot }) => isRoot)
      .flatMap(({ kind, names }) =>
        names.slice(1).map((_, i) => {
          const isFile = kind === 'field' && i === names.length - 2;
          return placeKey(names.slice(0, i + 1), isFile);
        }),
      ),
  );
  const parentNames = new Map(held.sourceNames);
  let sourceToTouch = -1;
  for (const { kind, from, to } of held.renames) {
    const path = from.map(decodeName);
    lines.add({ action: 'rename', kind, path, to: decodeName(to.at(-1) as string) });
  }
  for await (const chunk of walk(entries(), mapping)) {
    for (const object of chunk) {
      const { index, depth, kind, technicalName } = object;
      open.length = depth;
      open.push(technicalName);
      if (parents.size > 0 && kind !== 'field') {
        const place = placeKey(open, kind === 'file');
        const name = object.name ?? held.keptNames.get(index) ?? technicalName;
        if (parents.has(place)) parentNames.set(place, name);
      }
      // The API refuses a source without children: one that changed alone is sent with its first.
      if (index === sourceToTouch) needed.add(index);
      if (!held.seen.has(index)) {
        create[kind] += 1;
        needed.add(index);
        lines.created(kind, open, chunk, object);
      } else if (held.changed.has(index)) {
        update[kind] += 1;
        needed.add(index);
        lines.add({
          action: 'update',
          kind,
          path: open.map(decodeName),
          differences: differences(object, held.before.get(index), mapping),
        });
        if (kind === 'source') sourceToTouch = index + 1;
      }
    }
  }
  for (const { kind, names, isRoot } of held.orphans.list) {
    if (isRoot) lines.add({ action: 'orphan', kind, path: names.map(decodeName) });
  }
  return { create, update, needed, parentNames, changes: lines.changes, more: lines.more };
}

/** The first lines of a plan; the others are counted. */
class Lines {
  readonly changes: PlannedChange[] = [];
  more = 0;
  private readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  add(change: PlannedChange): void {
    if (this.changes.length < this.max) this.changes.push(change);
    else this.more += 1;
  }

  /** A created file tells how many fields it has; these have no lines of their own. */
  created(
    kind: ObjectKind,
    path: readonly string[],
    chunk: readonly WantedObject[],
    object: WantedObject,
  ): void {
    const isFile = kind === 'file';
    if (kind === 'field' && this.createdFile === chunk) return;
    if (isFile) this.createdFile = chunk;
    this.add({
      action: 'create',
      kind,
      path: path.map(decodeName),
      ...(isFile ? { fields: chunk.length - 1 - chunk.indexOf(object) } : {}),
    });
  }

  /** The chunk, which is an entry's, whose file is new. */
  private createdFile: readonly WantedObject[] | undefined;
}

function differences(
  { kind, name, attributes }: WantedObject,
  before: readonly unknown[] | undefined,
  mapping: Mapping,
): { readonly attribute: string; readonly before: string; readonly after: string }[] {
  if (before === undefined) return [];
  const labels = ['name', ...mapping.attributeNames[kind]];
  return [name, ...attributes].flatMap((value, i) => {
    const [old, after] = [canonical(before[i]), canonical(value)];
    if (value === undefined || old === after) return [];
    return [{ attribute: labels[i] as string, before: old, after }];
  });
}

const zeros = (): Record<ObjectKind, number> => ({ source: 0, directory: 0, file: 0, field: 0 });
