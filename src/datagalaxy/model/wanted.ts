import type { ObjectKind } from '../../catalogue/index.ts';

export type TypeNames = Readonly<Record<ObjectKind, string>>;
export type AttributeValue = string | number | boolean;

/** The path segment of the API that a kind's objects are listed and deleted by. */
export const COLLECTIONS = {
  source: 'sources',
  directory: 'containers',
  file: 'structures',
  field: 'fields',
} as const satisfies Readonly<Record<ObjectKind, string>>;

/** One object as it should be in the workspace, in the order of a walk that meets parents before children. */
export interface WantedObject {
  /** Its number in the walk, from 0. */
  readonly index: number;
  /** 0 for a source. The parent is the last object before it with a depth one less. */
  readonly depth: number;
  readonly kind: ObjectKind;
  /** Its identity under its parent, encoded. */
  readonly technicalName: string;
  /** Only where the configuration names it; else the name that people gave it stays. */
  readonly name: string | undefined;
  /** The configured attributes, by the place of their setting; undefined where the fact is not known. */
  readonly attributes: readonly (AttributeValue | undefined)[];
  /** A file whose fields could not be read this time: what the workspace knows of them stays. */
  readonly unread: string | undefined;
}
