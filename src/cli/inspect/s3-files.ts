import { bucketName, s3Key, UserError } from '../../catalogue/index.ts';
import type { BucketConfig, Config } from '../../config/index.ts';
import { compileBucket, StoreSource, tokensOf } from '../../extract/index.ts';
import type { ByteSource, CsvOptions } from '../../format/index.ts';
import type { ObjectStore } from '../../s3/index.ts';
import { openStore } from '../../s3/index.ts';
import type { Io } from '../io.ts';

/** An object named on the command line, ready to be read the way a run would read it. */
export interface S3File {
  readonly source: ByteSource;
  readonly csv: CsvOptions;
}

/** Opens `s3://bucket/key` with what the configuration says of that bucket, one store a bucket. */
export class S3Files {
  private readonly stores = new Map<string, Promise<ObjectStore>>();
  private readonly configOf: (bucket: string) => Promise<Config>;
  private readonly io: Io;

  /** `configOf` gives the configuration to use for a bucket, its first bucket being that one. */
  constructor(configOf: (bucket: string) => Promise<Config>, io: Io) {
    this.configOf = configOf;
    this.io = io;
  }

  async open(uri: string): Promise<S3File> {
    const [, name = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/su.exec(uri) ?? [];
    if (name === '') {
      throw new UserError('usage/flag', {
        flag: 's3://',
        reason: 'form',
        example: 's3://acme-lake/orders/2024.csv',
      });
    }
    const config = await this.configOf(name);
    const bucket = config.buckets.find((one) => one.name === bucketName(name)) as BucketConfig;
    const store = await this.storeOf(bucket);
    const wanted = s3Key(key);
    for await (const page of store.list({ prefix: key }, this.io.signal)) {
      if (page.count === 0) continue;
      const found = Buffer.from(page.keys.subarray(page.keyOffsets[0], page.keyOffsets[1]));
      if (!found.equals(Buffer.from(key))) break;
      const etag = page.etags.subarray(page.etagOffsets[0], page.etagOffsets[1]);
      const object = { key: wanted, size: page.sizes[0] ?? 0, etag: Buffer.from(etag).toString() };
      const source = new StoreSource(store, object, bucket.read.maxBytes, this.io.signal);
      return { source, csv: csvOptionsOf(config, bucket, key) };
    }
    throw new UserError('s3/no-such-key', { bucket: name, key });
  }

  async close(): Promise<void> {
    for (const store of await Promise.allSettled(this.stores.values())) {
      if (store.status === 'fulfilled') store.value.close();
    }
  }

  private storeOf(bucket: BucketConfig): Promise<ObjectStore> {
    const known = this.stores.get(bucket.name) ?? openStore(bucket, { env: this.io.env });
    this.stores.set(bucket.name, known);
    return known;
  }
}

/** The options of the mask that takes the key, else the bucket's. */
function csvOptionsOf(config: Config, bucket: BucketConfig, key: string): CsvOptions {
  const { set } = compileBucket(bucket, tokensOf(config));
  const bytes = Buffer.from(key);
  const entry = bucket.masks[set.matcher().match(bytes, 0, bytes.length)];
  return entry?.kind === 'mask' ? entry.csv : bucket.csv;
}
