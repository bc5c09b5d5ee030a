import { type ByteSource, OverBudget } from '../format/index.ts';
import type { ObjectIdentity, ObjectStore } from '../s3/index.ts';

/**
 * One object as a byte source. Every range is read from the very object that was listed (If-Match), and all ranges together
 * stay below `maxBytes`.
 */
export class StoreSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  bytesRead = 0;
  private readonly store: ObjectStore;
  private readonly object: ObjectIdentity;
  private readonly maxBytes: number;
  private readonly signal: AbortSignal;

  constructor(store: ObjectStore, object: ObjectIdentity, maxBytes: number, signal: AbortSignal) {
    this.name = object.key;
    this.size = object.size;
    this.store = store;
    this.object = object;
    this.maxBytes = maxBytes;
    this.signal = signal;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(length, Math.max(0, this.size - offset));
    if (wanted <= 0) return new Uint8Array(0);
    if (this.bytesRead + wanted > this.maxBytes) throw new OverBudget();
    const { key, etag } = this.object;
    const request = { key, offset, length: wanted, ...(etag === '' ? {} : { etag }) };
    const { bytes } = await this.store.read(request, this.signal);
    this.bytesRead += bytes.length;
    return bytes;
  }
}
