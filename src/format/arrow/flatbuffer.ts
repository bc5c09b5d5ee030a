import { OverBudget } from '../format.ts';

/** More than the longest path of a field that is shown. */
const MAX_NAME = 16 * 1024;

/**
 * A table of a FlatBuffer. Its fields are found by slot number, in the order of the schema; one that is not there has its default. Nothing
 * is trusted: a place outside the buffer makes `DataView` throw a `RangeError`.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #vtable: number;
  readonly #slots: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#vtable = at - view.getInt32(at, true);
    this.#slots = (view.getUint16(this.#vtable, true) - 4) / 2;
  }

  /** The table that a buffer starts with. */
  static root(view: DataView): FlatTable {
    return new FlatTable(view, view.getUint32(0, true));
  }

  int8(slot: number, missing = 0): number {
    const at = this.#place(slot);
    return at === undefined ? missing : this.#view.getInt8(at);
  }

  int16(slot: number, missing = 0): number {
    const at = this.#place(slot);
    return at === undefined ? missing : this.#view.getInt16(at, true);
  }

  int32(slot: number, missing = 0): number {
    const at = this.#place(slot);
    return at === undefined ? missing : this.#view.getInt32(at, true);
  }

  /** Text of at most `most` bytes: many tables may point to the same long one. Throws `OverBudget` where it is longer. */
  string(slot: number, most: number = MAX_NAME): string | undefined {
    const at = this.#target(slot);
    if (at === undefined) return undefined;
    const length = this.#view.getUint32(at, true);
    const start = this.#view.byteOffset + at + 4;
    if (length > most) throw new OverBudget('string');
    if (at + 4 + length > this.#view.byteLength) throw new RangeError('string');
    return Buffer.from(this.#view.buffer, start, length).toString('utf8');
  }

  table(slot: number): FlatTable | undefined {
    const at = this.#target(slot);
    return at === undefined ? undefined : new FlatTable(this.#view, at);
  }

  /** The length of a vector, 0 where it is missing. As claimed: it may be more than there is. */
  length(slot: number): number {
    const at = this.#target(slot);
    return at === undefined ? 0 : this.#view.getUint32(at, true);
  }

  /** The table at `index` of a vector of tables. */
  element(slot: number, index: number): FlatTable {
    const vector = this.#target(slot);
    if (vector === undefined) throw new RangeError('vector');
    const at = vector + 4 + 4 * index;
    return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  #place(slot: number): number | undefined {
    if (slot >= this.#slots) return undefined;
    const offset = this.#view.getUint16(this.#vtable + 4 + 2 * slot, true);
    return offset === 0 ? undefined : this.#at + offset;
  }

  #target(slot: number): number | undefined {
    const at = this.#place(slot);
    return at === undefined ? undefined : at + this.#view.getUint32(at, true);
  }
}
