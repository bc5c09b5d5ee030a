import { createHash } from 'node:crypto';

export interface StoredObject {
  readonly key: string;
  /** UTF-8 of the key: what S3 orders by. JavaScript's own order differs beyond the BMP. */
  readonly keyBytes: Buffer;
  readonly body: Buffer;
  /** MD5 of the body, without quotes. */
  readonly etag: string;
  readonly modified: Date;
}

/** One bucket in memory. Writing is O(1); the first listing after a write sorts, O(n log n). */
export class Bucket {
  readonly name: string;
  readonly region: string | undefined;
  /** Anyone may list and read it, without signing. */
  readonly isPublic: boolean;
  private readonly objects = new Map<string, StoredObject>();
  private sorted: readonly StoredObject[] | undefined;

  constructor(name: string, region: string | undefined, isPublic: boolean) {
    this.name = name;
    this.region = region;
    this.isPublic = isPublic;
  }

  get(key: string): StoredObject | undefined {
    return this.objects.get(key);
  }

  put(key: string, body: Uint8Array, modified: Date): StoredObject {
    const object = {
      key,
      keyBytes: Buffer.from(key),
      body: Buffer.from(body),
      etag: createHash('md5').update(body).digest('hex'),
      modified,
    };
    this.objects.set(key, object);
    this.sorted = undefined;
    return object;
  }

  delete(key: string): boolean {
    this.sorted = undefined;
    return this.objects.delete(key);
  }

  /** All objects in UTF-8 byte order of their keys. */
  inOrder(): readonly StoredObject[] {
    this.sorted ??= [...this.objects.values()].sort((a, b) =>
      Buffer.compare(a.keyBytes, b.keyBytes),
    );
    return this.sorted;
  }
}
