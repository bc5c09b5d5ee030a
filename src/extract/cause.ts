import type { ChangeCause, ChangeKind, FileEntry } from '../catalogue/index.ts';
import type { Config } from '../config/index.ts';
import type { CsvOptions } from '../format/index.ts';
import {
  compileMasks,
  directoryMasks,
  type Mask,
  type MaskSet,
  matchesPathOf,
  parseMask,
  type TokenTable,
} from '../mask/index.ts';
import { type BucketMasks, compileBucket, tokensOf } from './bucket-masks.ts';

/** A place of the base, and what is known of the two sides there. */
export interface CauseContext {
  /** The file the base has at a place. */
  readonly before: (bucket: string, path: string) => FileEntry | undefined;
  /** All places of the base; asked once, and only when a file was added. */
  readonly basePlaces: () => Iterable<Place>;
  /** Key of the object that the head's fields come from. */
  readonly representativeOf: (bucket: string, path: string) => string | undefined;
}

/**
 * Tells whether a change comes from the configuration rather than from the lake (SPEC 6). Snapshots hold no configuration, so
 * this decides only what the current one proves:
 *
 * - a path that no mask of today's configuration can give was made under another configuration;
 * - a file whose representative was part of such a path, or was listed by itself, moved there when the configuration changed;
 * - a dialect that the configuration sets today and the base does not have was not set then, since a set value always wins.
 *
 * Whatever is not proved is `data`: a gate is never silenced by a guess.
 */
export class CauseFinder {
  private readonly bucketsByName: ReadonlyMap<string, readonly BucketMasks[]>;
  private readonly tokens: TokenTable;
  private readonly context: CauseContext;
  private readonly reached = new Map<string, boolean>();
  private strangers: ReadonlyMap<string, readonly Stranger[]> | undefined;

  constructor(config: Config, context: CauseContext) {
    this.tokens = tokensOf(config);
    this.context = context;
    const bucketsByName = new Map<string, BucketMasks[]>();
    for (const bucket of config.buckets) {
      const compiled = compileBucket(bucket, this.tokens);
      bucketsByName.set(bucket.name, [...(bucketsByName.get(bucket.name) ?? []), compiled]);
    }
    this.bucketsByName = bucketsByName;
  }

  causeOf(place: Place & { readonly kind: ChangeKind }): ChangeCause {
    const added = place.kind === 'file/added' || place.kind === 'directory/added';
    const configured = added
      ? this.movedHere(place)
      : !this.couldGive(place) || this.optionsChanged(place);
    return configured ? 'config' : 'data';
  }

  /** Whether today's configuration can make an entry at that path. */
  private couldGive({ bucket, path }: Place): boolean {
    return (this.bucketsByName.get(bucket) ?? []).some((masks) => {
      const directory = path.endsWith('/');
      const ofMask = masks.set.entries.some(
        ({ kind, mask }) =>
          kind === 'mask' &&
          (matchesPathOf(mask, path) ||
            (directory && directoryMasks(mask).some((one) => matchesPathOf(one, path)))) &&
          this.reaches(mask, masks.bucket.prefix),
      );
      return ofMask || listedByItself(masks, path);
    });
  }

  /** Whether the mask can take a key below the prefix: a narrower prefix is another configuration. */
  private reaches(mask: Mask, prefix: string): boolean {
    if (prefix === '') return true;
    const id = JSON.stringify([mask.text, prefix]);
    const known =
      this.reached.get(id) ?? compileMasks([{ kind: 'mask', mask }]).canMatchBelow(prefix);
    this.reached.set(id, known);
    return known;
  }

  /** Whether the object that stands for an added file was in the base under a path that is no longer possible. */
  private movedHere({ bucket, path: added }: Place): boolean {
    const representative = this.context.representativeOf(bucket, added);
    if (representative === undefined) return false;
    const key = Buffer.from(representative);
    return (this.strangersOf(bucket) ?? []).some(
      ({ path, set }) =>
        path === `/${representative}` || (set?.matcher().match(key, 0, key.length) ?? -1) >= 0,
    );
  }

  private strangersOf(bucket: string): readonly Stranger[] | undefined {
    if (this.strangers === undefined) {
      const strangers = new Map<string, Stranger[]>();
      for (const place of this.context.basePlaces()) {
        if (this.couldGive(place)) continue;
        const { mask } = parseMask(place.path, this.tokens);
        const set = mask === undefined ? undefined : compileMasks([{ kind: 'mask', mask }]);
        const known = strangers.get(place.bucket) ?? [];
        known.push({ path: place.path, set });
        strangers.set(place.bucket, known);
      }
      this.strangers = strangers;
    }
    return this.strangers.get(bucket);
  }

  /** Whether a dialect option set today contradicts what the base recorded. */
  private optionsChanged({ bucket, path }: Place): boolean {
    const before = this.context.before(bucket, path);
    const csv = this.optionsOf(bucket, path);
    if (csv === undefined || before?.format !== 'csv') return false;
    return (
      (csv.delimiter !== 'auto' &&
        before.delimiter !== undefined &&
        csv.delimiter !== before.delimiter) ||
      (csv.header !== 'auto' && before.header !== undefined && csv.header !== before.header) ||
      (csv.encoding !== 'auto' &&
        before.encoding !== undefined &&
        csv.encoding.toLowerCase() !== before.encoding)
    );
  }

  private optionsOf(bucket: string, path: string): CsvOptions | undefined {
    for (const masks of this.bucketsByName.get(bucket) ?? []) {
      const index = masks.set.entries.findIndex(
        ({ kind, mask }) => kind === 'mask' && matchesPathOf(mask, path),
      );
      const entry = masks.bucket.masks[index];
      if (entry?.kind === 'mask') return entry.csv;
      if (listedByItself(masks, path)) return masks.bucket.csv;
    }
    return undefined;
  }
}

interface Place {
  readonly bucket: string;
  readonly path: string;
}

/** A base path that today's configuration cannot give, read as the mask it was. */
interface Stranger {
  readonly path: string;
  readonly set: MaskSet | undefined;
}

/** A key that no mask takes, in a bucket that lists such keys, below its prefix. */
function listedByItself({ bucket, set }: BucketMasks, path: string): boolean {
  const key = path.slice(1);
  if (bucket.unmatched !== 'list' || !key.startsWith(bucket.prefix)) return false;
  const bytes = Buffer.from(key);
  return set.matcher().match(bytes, 0, bytes.length) === -1;
}
