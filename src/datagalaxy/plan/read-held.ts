import type { ObjectKind } from '../../catalogue/index.ts';
import type { Api } from '../api/api.ts';
import { type HeldObject, heldObjects } from '../api/held.ts';
import type { Target } from '../api/target.ts';
import { Bitmap } from '../model/bitmap.ts';
import type { Mapping } from '../model/mapping.ts';
import { heldHash, NAME_BIT } from '../model/own-values.ts';
import type { Wanted } from './index-wanted.ts';
import { type Move, movedNames, possibleMoves, type Rename } from './moves.ts';
import { OrphanCollector, type Orphans } from './orphans.ts';

export interface ReadOptions {
  readonly api: Api;
  readonly target: Target;
  readonly mapping: Mapping;
  readonly wanted: Wanted;
  readonly moves: readonly Move[];
  /** Encoded names of sources that are ours even if nothing is wanted in them: what a bucket held that is empty now. */
  readonly sourceNames: readonly string[];
  /** Orphans to keep; the others are counted. */
  readonly maxOrphans: number;
  /** Ask for attributes even where none is configured: `status` is one. */
  readonly withStatus: boolean;
  /** Updates whose old values are kept, to be shown. */
  readonly maxShown: number;
  readonly onObjects: (count: number) => void;
}

/** The workspace beside what is wanted. */
export interface Held {
  readonly seen: Bitmap;
  readonly changed: Bitmap;
  readonly count: number;
  readonly keptNames: ReadonlyMap<number, string>;
  readonly renames: readonly Rename[];
  readonly orphans: Orphans;
  readonly sourceIds: readonly string[];
  /** The name to show of sources that nothing is wanted in any more, by their technical name. */
  readonly sourceNames: ReadonlyMap<string, string>;
  readonly revived: number;
  /** What the first changed objects hold: name, then the values of their attributes. */
  readonly before: ReadonlyMap<number, readonly unknown[]>;
}

/** Reads all that the workspace holds below our sources. One request a page; memory does not grow with unchanged fields. */
export async function readHeld(options: ReadOptions): Promise<Held> {
  const reader = new Reader(options);
  const { api, target, mapping, wanted } = options;
  const withAttributes = (kind: ObjectKind): boolean =>
    options.withStatus || mapping.attributeNames[kind].length > 0;
  const ids: string[] = [];
  const sourceNames = new Map<string, string>();
  for await (const page of heldObjects(
    api,
    target,
    'source',
    undefined,
    withAttributes('source'),
  )) {
    for (const object of page) {
      const [name = '', ...more] = object.names;
      if (more.length > 0 || object.types[0] !== mapping.types.source) continue;
      const isWanted = wanted.sources.has(name);
      if (!isWanted && !options.sourceNames.includes(name)) continue;
      ids.push(object.id);
      // A source is never an orphan: what people set up for a bucket outlives its files.
      if (isWanted) reader.take(object);
      else sourceNames.set(name, object.name);
    }
  }
  for (const id of ids) {
    for (const kind of ['directory', 'file', 'field'] as const) {
      const pages = heldObjects(api, target, kind, id, withAttributes(kind));
      await reader.takeAll(kind, pages);
    }
  }
  return { ...reader.finish(), sourceIds: ids, sourceNames };
}

class Reader {
  private readonly options: ReadOptions;
  private readonly seen = new Bitmap();
  private readonly changed = new Bitmap();
  private readonly keptNames = new Map<number, string>();
  private readonly before = new Map<number, readonly unknown[]>();
  private readonly orphans: OrphanCollector;
  private readonly renames: Rename[] = [];
  private count = 0;
  private revived = 0;

  constructor(options: ReadOptions) {
    this.options = options;
    this.orphans = new OrphanCollector(options.maxOrphans);
  }

  /** A kind with moves is looked at as a whole first: whether one takes place depends on all of it. */
  async takeAll(
    kind: 'directory' | 'file' | 'field',
    pages: AsyncIterable<readonly HeldObject[]>,
  ): Promise<void> {
    const waiting: HeldObject[] = [];
    const hasMoves = this.options.moves.some((move) => move.kind === kind);
    for await (const page of pages) {
      if (hasMoves) waiting.push(...page);
      else for (const object of page) this.take(object);
      this.options.onObjects(page.length);
    }
    if (kind === 'field' || !hasMoves) return;
    const { moves, mapping } = this.options;
    this.renames.push(
      ...possibleMoves(moves, kind, waiting, this.renames, mapping, (kind, names) =>
        this.isWanted(kind, names),
      ),
    );
    for (const object of waiting) this.take(object);
  }

  take(object: HeldObject): void {
    const { mapping, wanted } = this.options;
    const { types } = object;
    if (types.length !== object.names.length) {
      this.orphans.addForeign(object.names);
      return;
    }
    const names = movedNames(object, this.renames, mapping.types);
    let place = wanted.root;
    let parent = wanted.root;
    for (let i = 0; i < names.length; i++) {
      parent = place;
      place = place.child(types[i] as string, names[i] as string);
    }
    const i = wanted.index.find(place);
    if (i !== -1) this.compare(i, object);
    else if (!this.isOurs(object)) this.orphans.addForeign(names);
    else {
      this.count += 1;
      const inUnread = object.kind === 'field' && wanted.unread.has(wanted.index.find(parent));
      if (!inUnread) this.orphans.add(object, names);
    }
  }

  finish(): Omit<Held, 'sourceIds' | 'sourceNames'> {
    const { seen, changed, count, keptNames, renames, revived, before } = this;
    const orphans = this.orphans.finish();
    return { seen, changed, count, keptNames, renames, orphans, revived, before };
  }

  private compare(i: number, object: HeldObject): void {
    // A list that shifts while it is read may show an object twice.
    if (this.seen.has(i)) return;
    const { mapping, wanted, maxShown } = this.options;
    const attributes = mapping.attributeNames[object.kind];
    this.seen.add(i);
    this.count += 1;
    if (object.attribute('status') === 'Obsolete') this.revived += 1;
    const { mask, hash } = wanted.index.own(i);
    const heldAt = (at: number): unknown => object.attribute(attributes[at] as string);
    const isChanged = heldHash(mask, object.name, heldAt) !== hash;
    if (isChanged) {
      this.changed.add(i);
      if (this.before.size < maxShown) {
        this.before.set(i, [object.name, ...attributes.map((_, at) => heldAt(at))]);
      }
    }
    const isSent = isChanged || object.kind !== 'field';
    const isNamed = (mask & NAME_BIT) === 0 && object.name !== object.names.at(-1);
    if (isSent && isNamed) this.keptNames.set(i, object.name);
  }

  /** Of a type that we make, in places that we make. */
  private isOurs({ kind, types }: HeldObject): boolean {
    const names = this.options.mapping.types;
    const above = kind === 'field' ? types.slice(1, -2) : types.slice(1, -1);
    return (
      types[0] === names.source &&
      types.at(-1) === names[kind] &&
      (kind !== 'field' || types.at(-2) === names.file) &&
      above.every((type) => type === names.directory)
    );
  }

  private isWanted(kind: ObjectKind, names: readonly string[]): boolean {
    const { mapping, wanted } = this.options;
    let place = wanted.root;
    for (const [i, name] of names.entries()) {
      const type = i === 0 ? 'source' : i === names.length - 1 ? kind : 'directory';
      place = place.child(mapping.types[type], name);
    }
    return wanted.index.find(place) !== -1;
  }
}
