import type { ObjectPage } from '../s3/index.ts';

/** Skips of dead directories of one level before it is first looked at as a whole. */
const SKIPS_BEFORE_WALK = 3;
const SLASH = 0x2f;

/**
 * What a level costs to list flat, from the pages that ended in a dead directory of it, and so whether to walk it.
 *
 * A page that touched `n` directories stands for the request that the flat way spends on `n` directories of this level: one
 * where they are large, hundreds where they are small. Walking spends a request on each live directory instead. A
 * large live directory costs its pages both ways, and counts on neither side. Looks that do not pay come at doubling
 * distances: `k` skips lose at most log2(k) requests to them.
 */
export class LevelCost {
  private readonly level: Buffer;
  private skips = 0;
  private touched = 0;
  private nextLook = SKIPS_BEFORE_WALK;

  constructor(level: string) {
    this.level = Buffer.from(level);
  }

  /** Counts a page that ended in a dead directory of this level. True: it is time to look at the level as a whole. O(keys). */
  skippedAfter(page: ObjectPage): boolean {
    this.skips += 1;
    this.touched += directoriesOf(page, this.level);
    if (this.skips < this.nextLook) return false;
    this.nextLook = 2 * this.skips;
    return true;
  }

  /** Whether `live` requests, one a live directory, are fewer than the flat way spends on as many directories as a page shows. */
  walkPays(directories: number, live: number): boolean {
    return live * this.touched < directories * this.skips;
  }
}

/** Directories just below a level that the keys of a page lie in. Keys are in byte order, so one directory's are together. */
function directoriesOf(page: ObjectPage, level: Uint8Array): number {
  let found = 0;
  let last: Uint8Array | undefined;
  for (let i = 0; i < page.count; i += 1) {
    const key = page.keys.subarray(page.keyOffsets[i], page.keyOffsets[i + 1]);
    if (last !== undefined && startsWith(key, last)) continue;
    const end = key.indexOf(SLASH, level.length);
    if (end === -1 || !startsWith(key, level)) continue;
    last = key.subarray(0, end + 1);
    found += 1;
  }
  return found;
}

const startsWith = (key: Uint8Array, beginning: Uint8Array): boolean =>
  key.length >= beginning.length && beginning.every((byte, i) => key[i] === byte);
