import type { Entry, EntryStream, FileEntry } from '../catalogue/index.ts';

/** A snapshot held in memory, for a run that needs its files by their place. */
export class BaseSnapshot {
  readonly entries: readonly Entry[];
  private readonly files = new Map<string, Map<string, FileEntry>>();

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
    for (const entry of entries) {
      if (entry.kind !== 'file') continue;
      let ofBucket = this.files.get(entry.bucket);
      if (ofBucket === undefined) {
        ofBucket = new Map();
        this.files.set(entry.bucket, ofBucket);
      }
      ofBucket.set(entry.path, entry);
    }
  }

  static async read(entries: EntryStream): Promise<BaseSnapshot> {
    const all: Entry[] = [];
    for await (const entry of entries) all.push(entry);
    return new BaseSnapshot(all);
  }

  readonly file = (bucket: string, path: string): FileEntry | undefined =>
    this.files.get(bucket)?.get(path);
}
