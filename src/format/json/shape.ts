import type { FieldType } from '../../catalogue/index.ts';
import { OverBudget, type ReadField } from '../format.ts';
import { typesOf } from '../scalar-kinds.ts';

/** Levels of nesting that are told apart; what lies deeper is one field. */
const MAX_DEPTH = 32;
/** Distinct names of a file, at every level. */
const MAX_NAMES = 25_000;
/** UTF-16 units of a dotted path, and of all together. */
const MAX_PATH = 4096;
const ALL_PATHS = 4 * 1024 * 1024;

/** The names and scalar kinds seen at one place of a file's values; the elements of a list are at the place of the list. */
export class Shape {
  readonly #kinds = new Set<FieldType>();
  readonly #children = new Map<string, Shape>();
  readonly #depth: number;
  readonly #count: { names: number; paths: number };

  constructor(depth = 0, count = { names: 0, paths: 0 }) {
    this.#depth = depth;
    this.#count = count;
  }

  /** Nothing was seen here but null, and empty objects and lists. */
  get isEmpty(): boolean {
    return this.#kinds.size === 0 && this.#children.size === 0;
  }

  see(kind: FieldType): void {
    this.#kinds.add(kind);
  }

  /** The place of a name in the objects seen here; absent where that would be too deep. Throws `OverBudget` past 25,000 names. */
  child(name: string): Shape | undefined {
    const known = this.#children.get(name);
    if (known !== undefined) return known;
    if (this.#depth >= MAX_DEPTH) return undefined;
    if (this.#count.names >= MAX_NAMES) throw new OverBudget('names');
    this.#count.names++;
    const made = new Shape(this.#depth + 1, this.#count);
    this.#children.set(name, made);
    return made;
  }

  /**
   * The fields below this place, by dotted paths in order of first appearance. A place that holds only objects is no field itself;
   * one that holds nothing but null, or empty objects or lists, is a string that contradicts no type.
   */
  fields(): readonly ReadField[] {
    const fields: ReadField[] = [];
    let column = 0;
    for (const [name, shape] of this.#children) {
      column++;
      const blank = name.trim() === '';
      const start = fields.length;
      shape.#collect(blank ? `column_${column}` : name, fields);
      if (!blank) continue;
      for (let i = start; i < fields.length; i++) fields[i] = { ...fields[i]!, generated: true };
    }
    return fields;
  }

  #collect(path: string, fields: ReadField[]): void {
    this.#count.paths += path.length;
    if (path.length > MAX_PATH || this.#count.paths > ALL_PATHS) throw new OverBudget('names');
    if (this.#kinds.size > 0 || this.#children.size === 0) {
      fields.push({ name: path, ...typesOf(this.#kinds) });
    }
    for (const [name, shape] of this.#children) shape.#collect(`${path}.${name}`, fields);
  }
}
