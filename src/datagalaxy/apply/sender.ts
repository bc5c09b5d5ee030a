import { type Api, CallFailed } from '../api/api.ts';
import { isFields, malformed } from '../api/pages.ts';
import type { Target } from '../api/target.ts';
import { Batch, type BatchItem, batchItem } from './batch.ts';

/** What the server says that imports did, all added up. */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  /** Import requests that were answered with success. */
  imports: number;
  /** Objects that were sent and not counted by the server, or the reverse: names that it takes for one. */
  uncounted: number;
}

/** A large import that is lost so often is tried in halves: a gateway may be less patient than the API. */
const LOST_BEFORE_SPLIT = 3;
/** Batches of fewer objects are not lost for their size. */
const LARGE = 1_000;

/**
 * Gathers objects, in the order of a walk, into import requests as large as allowed, each with stubs of the ancestors that its
 * first object lies in, and sends them. Requests: the total of objects and stubs over `maxObjects`, rounded up, or that of
 * bytes; one more for each further source.
 */
export class TreeSender {
  readonly counts: ImportCounts = {
    created: 0,
    updated: 0,
    unchanged: 0,
    deleted: 0,
    imports: 0,
    uncounted: 0,
  };
  private readonly api: Api;
  private readonly target: Target;
  private maxObjects: number;
  private maxBytes: number;
  private batch = new Batch();
  /** The open ancestors by depth, and which of them stand in the batch. */
  private open: BatchItem[] = [];
  private present: boolean[] = [];

  constructor(api: Api, target: Target) {
    this.api = api;
    this.target = target;
    this.maxObjects = api.limits.maxObjects;
    this.maxBytes = api.limits.maxBytes;
  }

  /** The next object of the walk that others may lie in. */
  enter(item: BatchItem): void {
    this.open.length = item.depth;
    this.present.length = item.depth;
    this.open.push(item);
    this.present.push(false);
  }

  /** Adds an object below those that were entered, or the last of them. True: what was added before it has been sent. */
  async add(item: BatchItem): Promise<boolean> {
    const isSent = this.isFull(item);
    if (isSent) await this.flush();
    for (let depth = 0; depth < item.depth; depth++) {
      if (this.present[depth] !== true) {
        this.batch.add(batchItem(depth, (this.open[depth] as BatchItem).stub));
      }
      this.present[depth] = true;
    }
    this.batch.add(item);
    if (this.open.length > item.depth) this.present[item.depth] = true;
    return isSent;
  }

  async flush(): Promise<void> {
    const { batch } = this;
    this.batch = new Batch();
    this.present.fill(false);
    if (batch.items.length > 0) await this.send(batch);
  }

  /** One source a request, and no more than the API takes. */
  private isFull(item: BatchItem): boolean {
    const { items, bytes } = this.batch;
    if (items.length === 0) return false;
    if (item.depth === 0 || this.present[0] !== true) return true;
    let count = items.length + 1;
    let size = bytes + item.bytes;
    for (let depth = 0; depth < item.depth; depth++) {
      if (this.present[depth] === true) continue;
      count += 1;
      size += (this.open[depth] as BatchItem).bytes;
    }
    return count > this.maxObjects || size > this.maxBytes;
  }

  private async send(batch: Batch): Promise<void> {
    const size = batch.items.length;
    try {
      const answer = await this.api.call({
        method: 'POST',
        path: `sources/bulktree/${this.target.versionId}`,
        body: batch.body(),
        goOn: (failure, attempts) =>
          !(failure.unsure && size > LARGE && attempts >= LOST_BEFORE_SPLIT),
      });
      this.count(answer, size);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      const isTooLarge = error.failure.status === 413;
      const isLost = error.failure.again && error.failure.unsure && size > LARGE;
      const halves = isTooLarge || isLost ? batch.split() : undefined;
      if (halves === undefined) throw error.toUserError();
      // Those to come are no larger than what may pass.
      this.maxObjects = Math.min(this.maxObjects, Math.ceil(size / 2));
      this.maxBytes = Math.min(this.maxBytes, Math.ceil(batch.bytes / 2));
      for (const half of halves) await this.send(half);
    }
  }

  private count(answer: unknown, sent: number): void {
    if (!isFields(answer)) throw malformed(this.api, 'no-counts');
    const number = (name: string): number => {
      const value = answer[name];
      return typeof value === 'number' && Number.isFinite(value) ? value : 0;
    };
    const { counts } = this;
    counts.imports += 1;
    for (const name of ['created', 'updated', 'unchanged', 'deleted'] as const) {
      counts[name] += number(name);
    }
    if (typeof answer['total'] === 'number') counts.uncounted += Math.abs(sent - answer['total']);
  }
}
