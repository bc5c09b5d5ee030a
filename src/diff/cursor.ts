import { compareEntries, type Entry, type EntryStream } from '../catalogue/index.ts';

/** One side of a merge: the entry that comes next, without taking it. */
export class Cursor {
  /** Undefined at the end. */
  current: Entry | undefined;
  readonly #iterator: AsyncIterator<Entry> | Iterator<Entry>;

  private constructor(stream: EntryStream) {
    this.#iterator =
      Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream[Symbol.iterator]();
  }

  static async open(stream: EntryStream): Promise<Cursor> {
    const cursor = new Cursor(stream);
    await cursor.advance();
    return cursor;
  }

  /** Throws when the stream breaks its promise of order, on which the merge stands. */
  async advance(): Promise<void> {
    const last = this.current;
    const next = await this.#iterator.next();
    this.current = next.done ? undefined : next.value;
    if (
      last !== undefined &&
      this.current !== undefined &&
      compareEntries(last, this.current) >= 0
    ) {
      throw new Error(`entries out of order: ${last.path} before ${this.current.path}`);
    }
  }

  /** Lets go of the source early. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}
