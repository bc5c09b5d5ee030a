import { UserError } from '../catalogue/index.ts';
import { KeyShapes, type Matcher } from '../mask/index.ts';
import type { ObjectPage, ObjectStore } from '../s3/index.ts';
import type { BucketMasks } from './bucket-masks.ts';
import { keyText } from './candidate.ts';
import { FileGroup } from './file-group.ts';
import { isUnordered, type KeyRange } from './key-ranges.ts';
import { listLive } from './list-live.ts';

const SLASH = 0x2f;

/**
 * Sorts the objects of one bucket into files, directories and ignored keys. Pages may come from several cursors in any order:
 * the result is the same. Memory grows with the number of files found, never with the number of objects.
 */
export class BucketScan {
  readonly masks: BucketMasks;
  readonly files = new Map<string, FileGroup>();
  readonly directories = new Set<string>();
  readonly unmatched = new KeyShapes();
  objectsListed = 0;
  bytesListed = 0;
  private readonly maxFiles: number;
  /** Files of masks that do not separate, by the mask's index: no string is made to find them. */
  private readonly fileOfEntry: (FileGroup | undefined)[] = [];
  private directoryMatcher: Matcher | undefined;

  constructor(masks: BucketMasks, maxFiles: number) {
    this.masks = masks;
    this.maxFiles = maxFiles;
  }

  /**
   * Lists one range to its end, or as far as masks can reach where unmatched keys are of no interest. Every page is classified
   * where it lies and let go. Gives the ranges that were found worth a cursor of their own.
   */
  async scan(
    store: ObjectStore,
    range: KeyRange,
    signal: AbortSignal,
    onPage: () => void,
  ): Promise<readonly KeyRange[]> {
    const matcher = this.masks.set.matcher();
    let winners = new Int32Array(1_000);
    const classify = (page: ObjectPage): void => {
      if (winners.length < page.count) winners = new Int32Array(page.count);
      matcher.matchPage(page.keys, page.keyOffsets, page.count, winners);
      // From the page's end: of keys in byte order the last is mostly the newest, and what comes after is let go at once.
      for (let i = page.count - 1; i >= 0; i -= 1) this.classify(page, i, winners[i] as number);
      onPage();
    };
    if (this.masks.bucket.unmatched !== 'ignore' || isUnordered(this.masks)) {
      for await (const page of store.list({ prefix: range.prefix }, signal)) classify(page);
      return [];
    }
    const pages = listLive(store, this.masks.set, range, signal);
    for (;;) {
      const step = await pages.next();
      if (step.done === true) return step.value;
      classify(step.value);
    }
  }

  private classify(page: ObjectPage, i: number, winner: number): void {
    this.objectsListed += 1;
    const size = page.sizes[i] as number;
    this.bytesListed += size;
    if (size === 0 && page.keys[(page.keyOffsets[i + 1] as number) - 1] === SLASH) {
      this.classifyMarker(keyBytes(page, i));
      return;
    }
    const entry = this.masks.bucket.masks[winner];
    if (entry?.kind === 'exclude') return;
    if (entry !== undefined) {
      const start = page.keyOffsets[i] as number;
      const end = page.keyOffsets[i + 1] as number;
      const instant = this.masks.set.entries[winner]?.mask.hasInstant
        ? this.masks.set.instantOf(winner, page.keys, start, end)
        : Number.NEGATIVE_INFINITY;
      this.offer(this.groupOf(page, i, winner), page, i, instant);
      return;
    }
    if (this.masks.bucket.unmatched !== 'list') this.unmatched.add(keyBytes(page, i));
    else {
      const group = this.group(`/${keyText(keyBytes(page, i))}`, undefined);
      this.offer(group, page, i, Number.NEGATIVE_INFINITY);
    }
  }

  private offer(group: FileGroup, page: ObjectPage, i: number, instant: number): void {
    group.objects += 1;
    group.candidates.offer(page, i, instant);
  }

  /** The file that entry `winner`, a mask, gives to the object. */
  private groupOf(page: ObjectPage, i: number, winner: number): FileGroup {
    const known = this.fileOfEntry[winner];
    if (known !== undefined) return known;
    const [start, end] = [page.keyOffsets[i] as number, page.keyOffsets[i + 1] as number];
    const path = this.masks.set.datasetOf(winner, page.keys, start, end);
    const entry = this.masks.bucket.masks[winner];
    const group = this.group(path, entry?.kind === 'mask' ? entry : undefined);
    if (!this.masks.set.entries[winner]?.mask.hasSeparators) this.fileOfEntry[winner] = group;
    return group;
  }

  private group(path: string, mask: FileGroup['mask']): FileGroup {
    let group = this.files.get(path);
    if (group === undefined) {
      this.checkBound();
      group = new FileGroup(path, this.masks.bucket, mask);
      this.files.set(path, group);
    }
    return group;
  }

  /**
   * A folder marker: the directory of a mask keeps the mask's text (a new day's folder is no news); a marker elsewhere is a
   * directory of its own where unmatched keys are listed, an ignored key where they are not.
   */
  private classifyMarker(key: Uint8Array): void {
    const set = this.masks.directories();
    this.directoryMatcher ??= set.matcher();
    const winner = this.directoryMatcher.match(key, 0, key.length);
    const entry = set.entries[winner];
    if (entry?.kind === 'exclude') return;
    if (entry !== undefined) this.addDirectory(set.datasetOf(winner, key));
    else if (this.masks.bucket.unmatched === 'list') this.addDirectory(`/${keyText(key)}`);
    else this.unmatched.add(key);
  }

  private addDirectory(path: string): void {
    if (this.directories.has(path)) return;
    this.checkBound();
    this.directories.add(path);
  }

  private checkBound(): void {
    if (this.files.size + this.directories.size < this.maxFiles) return;
    throw new UserError('run/too-many-files', {
      bucket: this.masks.bucket.name,
      limit: this.maxFiles,
    });
  }
}

function keyBytes(page: ObjectPage, i: number): Uint8Array {
  return page.keys.subarray(page.keyOffsets[i], page.keyOffsets[i + 1]);
}
