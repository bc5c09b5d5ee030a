import { createHash } from 'node:crypto';
import type { EntryStream, UnreadReason } from '../../catalogue/index.ts';
import type { Mapping } from '../model/mapping.ts';
import { wantedValues } from '../model/own-values.ts';
import { PathHash } from '../model/path-hash.ts';
import { walk } from '../model/walk.ts';
import type { WantedObject } from '../model/wanted.ts';
import { WantedIndex } from '../model/wanted-index.ts';

/** All that is wanted, findable by place. */
export interface Wanted {
  readonly index: WantedIndex;
  /** Technical names of the sources. */
  readonly sources: ReadonlySet<string>;
  /** Numbers of the files whose fields could not be read. */
  readonly unread: ReadonlySet<number>;
  /** How many of them for a reason that may pass. */
  readonly incomplete: number;
  readonly digest: string;
  readonly root: PathHash;
}

/** Of these a later look will tell the same: they do not make a snapshot incomplete. */
const LASTING: ReadonlySet<string> = new Set<UnreadReason>([
  'archived',
  'encrypted',
  'undecodable',
]);

/** One walk over the entries. O(objects) time, 22 bytes of memory each. */
export async function indexWanted(
  entries: EntryStream,
  mapping: Mapping,
  seeds: readonly [number, number],
): Promise<Wanted> {
  const index = new WantedIndex();
  const digest = new WalkDigest(mapping);
  const root = PathHash.root(seeds);
  const open: PathHash[] = [];
  const sources = new Set<string>();
  const unread = new Set<number>();
  let incomplete = 0;
  for await (const chunk of walk(entries, mapping)) {
    digest.add(chunk);
    for (const object of chunk) {
      const { depth, kind, technicalName } = object;
      const parent = depth === 0 ? root : (open[depth - 1] as PathHash);
      const place = parent.child(mapping.types[kind], technicalName);
      open[depth] = place;
      index.add(place, wantedValues(object.name, object.attributes));
      if (kind === 'source') sources.add(technicalName);
      if (object.unread === undefined) continue;
      unread.add(object.index);
      if (!LASTING.has(object.unread)) incomplete += 1;
    }
  }
  return { index, sources, unread, incomplete, digest: digest.finish(), root };
}

/** Tells whether two walks are the same, and sent in the same way. */
export class WalkDigest {
  private readonly hash = createHash('sha256');

  constructor({ types, attributeNames }: Mapping) {
    this.hash.update(JSON.stringify([types, attributeNames]));
  }

  add(chunk: readonly WantedObject[]): void {
    let text = '';
    for (const { depth, kind, technicalName, name, attributes } of chunk) {
      text += `${depth}${kind}${JSON.stringify([technicalName, name, ...attributes])}`;
    }
    this.hash.update(text);
  }

  finish(): string {
    return this.hash.digest('hex');
  }
}

/** The digest of a walk alone, to tell whether an earlier plan still fits. */
export async function walkDigest(entries: EntryStream, mapping: Mapping): Promise<string> {
  const digest = new WalkDigest(mapping);
  for await (const chunk of walk(entries, mapping)) digest.add(chunk);
  return digest.finish();
}
