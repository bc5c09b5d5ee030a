import type { ObjectKind } from '../../catalogue/index.ts';
import type { HeldObject } from '../api/held.ts';
import { placeKey } from './plan.ts';

/** An object of ours in the workspace that the snapshot no longer has. */
export interface Orphan {
  readonly id: string;
  readonly kind: ObjectKind & ('directory' | 'file' | 'field');
  /** Encoded, from the source down, after renames. */
  readonly names: readonly string[];
  readonly name: string;
  /** Its parent is no orphan. Deleting it deletes what lies below. */
  readonly isRoot: boolean;
  readonly isObsolete: boolean;
}

export interface Orphans {
  /** All of them, those that are not kept in `list` included. */
  readonly count: number;
  /** Those that lie in, or are, an orphan that also holds objects of other types: they are let be. */
  readonly guarded: number;
  /** The others, at most as many as were asked for, in the order of the lists: directories, files, fields. */
  readonly list: readonly Orphan[];
}

/** Collects orphans while the workspace is read: directories, then files, then fields. O(orphans that are kept) memory. */
export class OrphanCollector {
  private readonly limit: number;
  private readonly orphans: Orphan[] = [];
  private readonly counts = new Map<string, number>();
  /** The root of every orphaned directory and file, by `placeKey`. */
  private readonly roots = new Map<string, string>();
  /** Directories that hold objects which are not ours. */
  private readonly foreign = new Set<string>();

  constructor(limit: number) {
    this.limit = limit;
  }

  add(object: HeldObject, names: readonly string[]): void {
    const kind = object.kind as Orphan['kind'];
    const place = placeKey(names, kind === 'file');
    const parentRoot = this.roots.get(placeKey(names.slice(0, -1), kind === 'field'));
    const root = parentRoot ?? place;
    if (kind !== 'field') this.roots.set(place, root);
    this.counts.set(root, (this.counts.get(root) ?? 0) + 1);
    if (this.orphans.length >= this.limit) return;
    this.orphans.push({
      id: object.id,
      kind,
      names,
      name: object.name,
      isRoot: parentRoot === undefined,
      isObsolete: object.attribute('status') === 'Obsolete',
    });
  }

  /** Notes an object of another type: what holds it is not deleted. */
  addForeign(names: readonly string[]): void {
    for (let length = names.length - 1; length > 0; length--) {
      const above = names.slice(0, length);
      this.foreign.add(placeKey(above, false)).add(placeKey(above, true));
    }
  }

  finish(): Orphans {
    let count = 0;
    let guarded = 0;
    for (const [root, size] of this.counts) {
      count += size;
      if (this.foreign.has(root)) guarded += size;
    }
    return {
      count,
      guarded,
      list: guarded === 0 ? this.orphans : this.orphans.filter((orphan) => !this.isGuarded(orphan)),
    };
  }

  private isGuarded({ kind, names }: Orphan): boolean {
    const place = placeKey(kind === 'field' ? names.slice(0, -1) : names, kind !== 'directory');
    const root = this.roots.get(place);
    return root !== undefined && this.foreign.has(root);
  }
}
