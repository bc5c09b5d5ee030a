import { compareEntries, type Entry, type EntryStream } from '../catalogue/index.ts';

/** The buckets that a run is about: with `--bucket`, that one; what a snapshot says of others is none of its business. */
export class BucketScope {
  private readonly only: string | undefined;

  constructor(options: Readonly<Record<string, unknown>>) {
    const { bucket } = options;
    this.only = typeof bucket === 'string' ? bucket : undefined;
  }

  /** The entries of these buckets, in their order. */
  async *within(entries: EntryStream): AsyncGenerator<Entry> {
    for await (const entry of entries) if (this.holds(entry)) yield entry;
  }

  /** The entries to write: those of these buckets as they were found, those of others as they were. In snapshot order. */
  merged(found: readonly Entry[], known: readonly Entry[]): readonly Entry[] {
    if (this.only === undefined) return found;
    return [...found, ...known.filter((entry) => !this.holds(entry))].sort(compareEntries);
  }

  private holds({ bucket }: Entry): boolean {
    return this.only === undefined || bucket === this.only;
  }
}
