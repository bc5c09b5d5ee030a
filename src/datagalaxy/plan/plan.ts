import type { ObjectCounts, PlannedChange } from '../../catalogue/index.ts';
import type { Target } from '../api/target.ts';
import type { Bitmap } from '../model/bitmap.ts';
import type { Rename } from './moves.ts';
import type { Orphans } from './orphans.ts';

/** What a push would do, complete enough to be carried out while the entries are walked once more. */
export interface Plan {
  readonly target: Target;
  /** SHA-256 of the walk and of how it is sent: a plan fits no other. */
  readonly digest: string;
  /** Objects of the snapshot. */
  readonly wanted: number;
  /** Objects of ours that the workspace holds below our sources, orphans included. */
  readonly held: number;
  readonly create: ObjectCounts;
  readonly update: ObjectCounts;
  readonly unchanged: number;
  /** Numbers of the objects that have to be sent. */
  readonly needed: Bitmap;
  /** Names that people gave to objects which are sent, or stand above one that is: they are sent back as they are. */
  readonly keptNames: ReadonlyMap<number, string>;
  readonly renames: readonly Rename[];
  readonly orphans: Orphans;
  /** Ids of our sources that the workspace holds. */
  readonly sourceIds: readonly string[];
  /** The name to show of what orphans lie in, by `placeKey`. */
  readonly parentNames: ReadonlyMap<string, string>;
  /** Objects of the snapshot that somebody marked obsolete. */
  readonly revived: number;
  /** Files that could not be read for a reason that passes: their absence elsewhere proves nothing. */
  readonly incomplete: number;
  /** The first changes, for people. */
  readonly changes: readonly PlannedChange[];
  /** How many more there are. */
  readonly more: number;
}

/** A place as a key. A file may have the name of a directory beside it. */
export function placeKey(names: readonly string[], isFile: boolean): string {
  return `${names.join('\\')}${isFile ? '\0' : ''}`;
}
