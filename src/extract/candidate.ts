import type { ObjectPage } from '../s3/index.ts';

/** An object that may stand for its file. `key` are UTF-8 bytes. */
export interface Candidate {
  readonly key: Uint8Array;
  /** Greatest captured date in milliseconds, -Infinity without one. */
  readonly instant: number;
  /** LastModified in milliseconds. */
  readonly modified: number;
  readonly size: number;
  readonly etag: string;
  readonly archived: boolean;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
export const keyText = (bytes: Uint8Array): string => decoder.decode(bytes);

/**
 * Order of object `i` of a page against a candidate: negative when the object is the better representative. Total, so the
 * choice does not depend on the order of arrival. SPEC 3.4: the greatest captured date, then the latest LastModified, then
 * the greatest key (`oldest`: the least of each). An object without bytes has no fields to show: it comes after all others.
 */
function compareToCandidate(
  page: ObjectPage,
  i: number,
  instant: number,
  other: Candidate,
  sign: 1 | -1,
): number {
  const size = page.sizes[i] as number;
  if (size > 0 !== other.size > 0) return size > 0 ? -1 : 1;
  if (instant !== other.instant) return instant > other.instant ? -sign : sign;
  const modified = page.modified[i] as number;
  if (modified !== other.modified) return modified > other.modified ? -sign : sign;
  const key = page.keys.subarray(page.keyOffsets[i], page.keyOffsets[i + 1]);
  return -sign * Buffer.compare(key, other.key);
}

/**
 * The best few candidates of one file, best first. `offer` is O(capacity) and makes nothing for an object that is not among
 * them, so its memory does not grow with the number of objects.
 */
export class Candidates {
  readonly best: Candidate[] = [];
  private readonly capacity: number;
  private readonly sign: 1 | -1;

  constructor(take: 'newest' | 'oldest', capacity: number) {
    this.sign = take === 'newest' ? 1 : -1;
    this.capacity = capacity;
  }

  offer(page: ObjectPage, i: number, instant: number): void {
    let place = this.best.length;
    while (
      place > 0 &&
      compareToCandidate(page, i, instant, this.best[place - 1] as Candidate, this.sign) < 0
    ) {
      place -= 1;
    }
    if (place >= this.capacity) return;
    const etag = page.etags.subarray(page.etagOffsets[i], page.etagOffsets[i + 1]);
    this.best.splice(place, 0, {
      // A copy: a view would keep the whole page alive.
      key: page.keys.slice(page.keyOffsets[i], page.keyOffsets[i + 1]),
      instant,
      modified: page.modified[i] as number,
      size: page.sizes[i] as number,
      etag: keyText(etag),
      archived: page.storageClasses[i] === 1,
    });
    if (this.best.length > this.capacity) this.best.pop();
  }
}
