import { UserError } from '../catalogue/index.ts';
import type { ListAnswer } from './list-page.ts';
import type { ListRequest, ObjectPage, PageData } from './object-store.ts';

/** One request of a listing. `pages` of it were received before: a failure then leaves it incomplete. */
export type FetchPage = (
  request: ListRequest,
  continuation: { readonly token: string | undefined; readonly pages: number },
  signal: AbortSignal,
) => Promise<ListAnswer>;

export interface ListingBounds {
  readonly bucket: string;
  /** Directory buckets list in no order. */
  readonly ordered: boolean;
  /** Pages in a row without a key or prefix. S3 may send some after mass deletions. */
  readonly maxEmptyPages: number;
  readonly maxPages: number;
}

/**
 * Follows the continuation tokens, one request for each page the reader asks for: a reader that leaves early, or goes on somewhere
 * else, costs nothing more. Every page must move on: another token, and keys after
 * the last page's in UTF-8 byte order. What does not is `s3/incomplete-listing`, so the loop ends: there are finitely
 * many keys of at most 1,024 bytes, empty pages are counted, and pages are bounded in any case.
 */
export async function* followListing(
  fetchPage: FetchPage,
  request: ListRequest,
  bounds: ListingBounds,
  signal: AbortSignal,
): AsyncGenerator<ObjectPage, void, undefined> {
  const progress = new Progress(request, bounds);
  let token: string | undefined;
  let pages = 0;
  do {
    const answer = await fetchPage(request, { token, pages }, signal);
    pages += 1;
    progress.check(answer, token, pages);
    token = answer.token;
    yield { ...answer.page, hasMore: token !== undefined };
  } while (token !== undefined);
}

/** Holds the greatest key so far. */
class Progress {
  private readonly bounds: ListingBounds;
  private readonly prefix: string;
  private last: Buffer;
  private emptyPages = 0;
  private objects = 0;

  constructor(request: ListRequest, bounds: ListingBounds) {
    this.bounds = bounds;
    this.prefix = request.prefix;
    // StartAfter is exclusive, so the first page must be after it as a second page must be after the first.
    this.last = Buffer.from(request.startAfter ?? '');
  }

  check({ page, token }: ListAnswer, sentToken: string | undefined, pages: number): void {
    if (token !== undefined && token === sentToken) throw this.stuck('repeated-token', pages);
    if (pages > this.bounds.maxPages) throw this.stuck('too-many-pages', pages);
    const empty = page.count === 0 && page.commonPrefixes.length === 0;
    this.objects += page.count;
    this.emptyPages = empty ? this.emptyPages + 1 : 0;
    if (this.emptyPages > this.bounds.maxEmptyPages) throw this.stuck('endless-empty-pages', pages);
    if (empty || !this.bounds.ordered) return;
    const [first, last] = extremes(page);
    if (
      Buffer.compare(first, this.last) <= 0 &&
      this.last.length > 0 &&
      !this.holdsStart(first, pages)
    ) {
      throw this.stuck('no-advance', pages);
    }
    if (Buffer.compare(last, this.last) > 0) this.last = last;
  }

  /** A directory that StartAfter lies in comes first, although its name is before StartAfter: keys in it come after. */
  private holdsStart(first: Buffer, pages: number): boolean {
    return pages === 1 && first.equals(this.last.subarray(0, first.length));
  }

  private stuck(reason: string, pages: number): UserError {
    const { bucket } = this.bounds;
    return new UserError('s3/incomplete-listing', {
      bucket,
      prefix: this.prefix,
      reason,
      pages,
      objects: this.objects,
    });
  }
}

/** Least and greatest of a page's first and last key and common prefix, copied: the page is the reader's. */
function extremes(page: PageData): [Buffer, Buffer] {
  const { count, commonPrefixes } = page;
  const candidates: Buffer[] = [];
  if (count > 0) {
    candidates.push(keyBytes(page, 0), keyBytes(page, count - 1));
  }
  if (commonPrefixes.length > 0) {
    candidates.push(Buffer.from(commonPrefixes[0]!), Buffer.from(commonPrefixes.at(-1)!));
  }
  candidates.sort(Buffer.compare);
  return [candidates[0]!, candidates.at(-1)!];
}

const keyBytes = (page: PageData, index: number): Buffer =>
  Buffer.from(page.keys.slice(page.keyOffsets[index]!, page.keyOffsets[index + 1]!));
