import type { MaskSet } from '../mask/index.ts';
import type { ObjectPage, ObjectStore } from '../s3/index.ts';
import { keyText } from './candidate.ts';
import type { KeyRange } from './key-ranges.ts';
import { LevelCost } from './level-cost.ts';

/** S3's bound on a key, in bytes. */
const MAX_KEY_BYTES = 1_024;

/**
 * Lists a range without the directories that no mask can reach (SPEC 3.5), at the lower of two costs.
 *
 * *Flat*: pages of keys as they come. Where keys that can match come later than the end of a page, the next request starts at the first
 * that can. It never takes more requests than listing everything, and passes a dead directory at the price of the page it began on.
 *
 * *Walk*: a level where directory after directory had to be skipped is listed with a delimiter, up to 1,000 directories a
 * request. Its live directories come back as ranges of their own, so each costs a request. Whether that is less than the flat way,
 * which passes many small directories with one request, is judged by `LevelCost` page by page.
 *
 * No key that a mask takes is left out, and none is given twice: `nextLiveAfter` skips dead keys only, and a level is
 * left for good at the greatest key it can hold.
 */
export async function* listLive(
  store: ObjectStore,
  set: MaskSet,
  range: KeyRange,
  signal: AbortSignal,
): AsyncGenerator<ObjectPage, readonly KeyRange[]> {
  const found: KeyRange[] = [];
  const costs = new Map<string, LevelCost>();
  let { startAfter } = range;
  for (;;) {
    const jump = yield* listFlat(store, set, { ...range, startAfter }, signal);
    if (jump === undefined) return found;
    startAfter = jump.to;
    const level = levelOf(set, jump.from);
    if (level === undefined || !level.startsWith(range.prefix)) continue;
    const cost = costs.get(level) ?? new LevelCost(level);
    costs.set(level, cost);
    if (!cost.skippedAfter(jump.page)) continue;
    const walk = yield* walkLevel(store, set, cost, { prefix: level, startAfter }, signal);
    found.push(...walk.live);
    startAfter = walk.resumeAt ?? lastKeyBelow(level);
  }
}

/** Where a flat listing goes on: after the key `from`, the last of `page`, nothing can match up to just after `to`. */
interface Jump {
  readonly from: string;
  readonly to: string;
  readonly page: ObjectPage;
}

/** Yields pages until the range ends or later keys can be passed over. Undefined: nothing more can match in the range. */
async function* listFlat(
  store: ObjectStore,
  set: MaskSet,
  range: { readonly prefix: string; readonly startAfter: string | undefined },
  signal: AbortSignal,
): AsyncGenerator<ObjectPage, Jump | undefined> {
  for await (const page of store.list(requestOf(range), signal)) {
    yield page;
    if (!page.hasMore || page.count === 0) continue;
    const from = lastKeyOf(page);
    const to = set.seekAfter(from);
    if (to === undefined) return undefined;
    if (to !== from && Buffer.byteLength(to) <= MAX_KEY_BYTES) return { from, to, page };
  }
  return undefined;
}

/** Lists the directories of a level page by page while that pays; tells where to go on flat where it does not. */
async function* walkLevel(
  store: ObjectStore,
  set: MaskSet,
  cost: LevelCost,
  level: { readonly prefix: string; readonly startAfter: string | undefined },
  signal: AbortSignal,
): AsyncGenerator<ObjectPage, { readonly live: readonly KeyRange[]; readonly resumeAt?: string }> {
  const live: KeyRange[] = [];
  let resumeAt = level.startAfter ?? '';
  for await (const page of store.list({ ...requestOf(level), delimiter: '/' }, signal)) {
    const reachable = page.commonPrefixes.filter((prefix) => set.canMatchBelow(prefix));
    if (!cost.walkPays(page.commonPrefixes.length, reachable.length)) return { live, resumeAt };
    yield page;
    live.push(...reachable.map((prefix) => ({ prefix })));
    resumeAt = lastOf(page) ?? resumeAt;
  }
  return { live };
}

/** The greatest key a page of a level accounts for: a directory stands for every key below it. */
function lastOf(page: ObjectPage): string | undefined {
  const directory = page.commonPrefixes.at(-1);
  const below = directory === undefined ? undefined : lastKeyBelow(directory);
  if (page.count === 0) return below;
  const key = lastKeyOf(page);
  return below === undefined || Buffer.compare(Buffer.from(below), Buffer.from(key)) < 0
    ? key
    : below;
}

const lastKeyOf = (page: ObjectPage): string =>
  keyText(page.keys.subarray(page.keyOffsets[page.count - 1], page.keyOffsets[page.count]));

/** The directory that holds the dead directory of a key: the longest beginning of it, up to a slash, that can still match. */
function levelOf(set: MaskSet, key: string): string | undefined {
  let end = key.lastIndexOf('/');
  if (end === -1 || set.canMatchBelow(key.slice(0, end + 1))) return undefined;
  while (end > 0) {
    end = key.lastIndexOf('/', end - 1);
    const level = key.slice(0, end + 1);
    if (set.canMatchBelow(level)) return level;
    if (end === -1) return undefined;
  }
  return undefined;
}

/** A string that no key below the prefix comes after: U+10FFFF is the greatest character, and keys have a greatest length. */
function lastKeyBelow(prefix: string): string {
  const room = Math.max(0, MAX_KEY_BYTES - Buffer.byteLength(prefix));
  return prefix + '\u{10ffff}'.repeat(Math.floor(room / 4));
}

function requestOf(range: { readonly prefix: string; readonly startAfter: string | undefined }): {
  readonly prefix: string;
  readonly startAfter?: string;
} {
  const { prefix, startAfter } = range;
  return startAfter === undefined ? { prefix } : { prefix, startAfter };
}
