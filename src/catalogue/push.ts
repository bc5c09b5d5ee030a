/** What the catalogue's things are in DataGalaxy: source, container, structure, field. */
export type ObjectKind = 'source' | 'directory' | 'file' | 'field';
export const OBJECT_KINDS: readonly ObjectKind[] = ['source', 'directory', 'file', 'field'];

export type ObjectCounts = Readonly<Record<ObjectKind, number>>;

/** One line of a plan to import. Paths are names from the source down, decoded. */
export type PlannedChange =
  | {
      readonly action: 'create';
      readonly kind: ObjectKind;
      readonly path: readonly string[];
      /** Of a created file, which has no lines for its fields. */
      readonly fields?: number;
    }
  | {
      readonly action: 'update';
      readonly kind: ObjectKind;
      readonly path: readonly string[];
      readonly differences: readonly {
        readonly attribute: string;
        readonly before: string;
        readonly after: string;
      }[];
    }
  | {
      readonly action: 'rename';
      readonly kind: ObjectKind;
      readonly path: readonly string[];
      readonly to: string;
    }
  | { readonly action: 'orphan'; readonly kind: ObjectKind; readonly path: readonly string[] };

/** How far a push is, for a line on a terminal. */
export interface PushProgress {
  readonly stage: 'reading' | 'sending' | 'orphans';
  readonly done: number;
  readonly total?: number;
  readonly requests: number;
}
