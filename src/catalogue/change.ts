import type { DirectoryEntry, FileEntry } from './entry.ts';
import type { Field, FieldType } from './field.ts';
import type { BucketName, CataloguePath } from './names.ts';

/** `config`: the mask or the options of that file changed too; `data`: only the lake did. */
export type ChangeCause = 'data' | 'config';

interface ChangeOf {
  readonly bucket: BucketName;
  readonly path: CataloguePath;
  readonly cause: ChangeCause;
}

/** A field with its place in its file, counted from 0. */
export interface PlacedField extends Field {
  readonly index: number;
}

/** One difference between two snapshots (SPEC 6). `before` is the base, `after` the head. */
export type Change =
  | (ChangeOf & { readonly kind: 'file/added'; readonly after: FileEntry })
  | (ChangeOf & { readonly kind: 'file/removed'; readonly before: FileEntry })
  | (ChangeOf & { readonly kind: 'directory/added'; readonly after: DirectoryEntry })
  | (ChangeOf & { readonly kind: 'directory/removed'; readonly before: DirectoryEntry })
  | (ChangeOf & {
      /** `added` at the end, `inserted` before a field that the base had too. */
      readonly kind: 'field/added' | 'field/inserted';
      readonly field: string;
      readonly after: PlacedField;
      /** The removed field this one may be a new name of. */
      readonly possibleRename?: string;
    })
  | (ChangeOf & {
      readonly kind: 'field/removed';
      readonly field: string;
      readonly before: PlacedField;
      /** The added field that may be its new name. */
      readonly possibleRename?: string;
    })
  | (ChangeOf & {
      readonly kind: 'field/reordered';
      /** Names of the fields that both sides have, in the base's order and in the head's. */
      readonly before: readonly string[];
      readonly after: readonly string[];
      /** `permutation[i]` is the place in `before` of `after[i]`. */
      readonly permutation: readonly number[];
    })
  | (ChangeOf & {
      readonly kind: 'field/renamed-case' | 'field/renamed-space';
      /** The head's name. */
      readonly field: string;
      readonly before: PlacedField;
      readonly after: PlacedField;
    })
  | (ChangeOf & {
      readonly kind: 'field/type-widened' | 'field/type-narrowed';
      readonly field: string;
      readonly before: FieldType;
      readonly after: FieldType;
    })
  | (ChangeOf & {
      readonly kind:
        | 'file/delimiter-changed'
        | 'file/encoding-changed'
        | 'file/compression-changed'
        | 'file/format-changed';
      readonly before: string | null;
      readonly after: string | null;
    })
  | (ChangeOf & {
      readonly kind: 'file/header-gained' | 'file/header-lost';
      readonly before: boolean;
      readonly after: boolean;
    });

export type ChangeKind = Change['kind'];
