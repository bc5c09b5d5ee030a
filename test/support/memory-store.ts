import { createHash } from 'node:crypto';
import { UserError, type UserErrorId } from '../../src/catalogue/index.ts';
import type { ObjectPage, ObjectStore, PageData, ReadAnswer } from '../../src/s3/index.ts';

/** One object of a test lake. */
export interface LakeObject {
  readonly body?: string | Uint8Array;
  /** Size to list where no body matters. */
  readonly size?: number;
  readonly modified?: number;
  readonly archived?: boolean;
}
export type Lake = Readonly<Record<string, LakeObject | string>>;

export interface MemoryStoreOptions {
  readonly pageSize?: number;
  /** Milliseconds to wait before request number `n` is answered. */
  readonly delay?: (n: number) => number;
  /** A failure for the read of a key, asked before each read. */
  readonly readFailure?: (key: string, attempt: number) => UserErrorId | undefined;
  readonly listFailure?: (page: number) => UserErrorId | undefined;
}

/** A bucket in memory, in UTF-8 byte order, behind the same contract as the real one. */
export class MemoryStore implements ObjectStore {
  readonly counters = { listRequests: 0, getRequests: 0, bytesRead: 0 };
  readonly listedPrefixes: string[] = [];
  readonly reads: string[] = [];
  closed = false;
  private requests = 0;
  private readonly attempts = new Map<string, number>();
  private readonly options: MemoryStoreOptions;
  objects: Map<string, Required<Pick<LakeObject, 'size' | 'modified'>> & LakeObject>;

  constructor(lake: Lake, options: MemoryStoreOptions = {}) {
    this.options = options;
    this.objects = new Map(
      Object.entries(lake).map(([key, value]) => {
        const object = typeof value === 'string' ? { body: value } : value;
        const size = object.size ?? Buffer.byteLength(object.body ?? '');
        return [key, { modified: 0, ...object, size }];
      }),
    );
  }

  private etag(key: string): string {
    const object = this.objects.get(key);
    return createHash('md5')
      .update(object?.body ?? `${object?.size}`)
      .digest('hex');
  }

  private async answer(signal: AbortSignal): Promise<void> {
    this.requests += 1;
    const wait = this.options.delay?.(this.requests) ?? 0;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted) throw new UserError('run/interrupted');
  }

  async *list(
    request: {
      readonly prefix: string;
      readonly startAfter?: string;
      readonly delimiter?: '/';
    },
    signal: AbortSignal,
  ): AsyncIterable<ObjectPage> {
    this.listedPrefixes.push(request.prefix);
    const after = request.startAfter === undefined ? undefined : Buffer.from(request.startAfter);
    const keys = [...this.objects.keys()]
      .map((key) => Buffer.from(key))
      .filter((key) =>
        key.subarray(0, Buffer.byteLength(request.prefix)).equals(Buffer.from(request.prefix)),
      )
      .filter((key) => after === undefined || Buffer.compare(key, after) > 0)
      .sort(Buffer.compare);
    const items = itemsOf(
      keys.map((key) => key.toString()),
      request.prefix,
      request.delimiter,
    );
    const pageSize = this.options.pageSize ?? 1_000;
    for (let from = 0, page = 0; page === 0 || from < items.length; from += pageSize, page += 1) {
      await this.answer(signal);
      this.counters.listRequests += 1;
      const failure = this.options.listFailure?.(page);
      if (failure !== undefined) throw new UserError(failure, { bucket: 'harbour' });
      const slice = items.slice(from, from + pageSize);
      yield {
        ...this.page(slice.filter((item) => item.key !== undefined).map((item) => item.key)),
        commonPrefixes: slice.flatMap((item) => (item.prefix === undefined ? [] : [item.prefix])),
        hasMore: from + pageSize < items.length,
      };
    }
  }

  private page(keys: readonly string[]): PageData {
    const columns = (texts: readonly string[]): [Uint8Array, Uint32Array] => {
      const parts = texts.map((text) => Buffer.from(text));
      let end = 0;
      return [
        Buffer.concat(parts),
        Uint32Array.from([0, ...parts.map((part) => (end += part.length))]),
      ];
    };
    const [keyBytes, keyOffsets] = columns(keys);
    const [etags, etagOffsets] = columns(keys.map((key) => this.etag(key)));
    const of = <T>(value: (object: NonNullable<ReturnType<typeof this.objects.get>>) => T): T[] =>
      keys.map((key) => value(this.objects.get(key)!));
    return {
      count: keys.length,
      keys: keyBytes,
      keyOffsets,
      sizes: Float64Array.from(of(({ size }) => size)),
      modified: Float64Array.from(of(({ modified }) => modified)),
      etags,
      etagOffsets,
      storageClasses: Uint8Array.from(of(({ archived }) => (archived === true ? 1 : 0))),
      commonPrefixes: [],
    };
  }

  async read(
    request: {
      readonly key: string;
      readonly offset: number;
      readonly length: number;
      readonly etag?: string;
    },
    signal: AbortSignal,
  ): Promise<ReadAnswer> {
    await this.answer(signal);
    this.counters.getRequests += 1;
    this.reads.push(request.key);
    const attempt = (this.attempts.get(request.key) ?? 0) + 1;
    this.attempts.set(request.key, attempt);
    const failure = this.options.readFailure?.(request.key, attempt);
    if (failure !== undefined) throw new UserError(failure, { key: request.key });
    const object = this.objects.get(request.key);
    if (object === undefined) throw new UserError('s3/no-such-key', { key: request.key });
    const etag = this.etag(request.key);
    if (request.etag !== undefined && request.etag !== etag) {
      throw new UserError('s3/changed', { key: request.key });
    }
    const body = Buffer.from(object.body ?? '');
    const bytes = body.subarray(request.offset, request.offset + request.length);
    this.counters.bytesRead += bytes.length;
    return { bytes, objectSize: body.length, etag };
  }

  close(): void {
    this.closed = true;
  }
}

type Item =
  | { readonly key: string; readonly prefix?: never }
  | { readonly key?: never; readonly prefix: string };

/** Keys, and with a delimiter what is below it as one prefix, in the keys' order. */
function itemsOf(keys: readonly string[], prefix: string, delimiter: '/' | undefined): Item[] {
  if (delimiter === undefined) return keys.map((key) => ({ key }));
  const items: Item[] = [];
  for (const key of keys) {
    const end = key.indexOf(delimiter, prefix.length);
    if (end === -1) items.push({ key });
    else if (items.at(-1)?.prefix !== key.slice(0, end + 1)) {
      items.push({ prefix: key.slice(0, end + 1) });
    }
  }
  return items;
}
