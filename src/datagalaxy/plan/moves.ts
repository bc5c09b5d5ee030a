import { type ObjectKind, UserError } from '../../catalogue/index.ts';
import type { DataGalaxyConfig } from '../../config/index.ts';
import type { HeldObject } from '../api/held.ts';
import type { Mapping } from '../model/mapping.ts';
import { encodeName } from '../model/names.ts';
import { segmentsOf } from '../model/walk.ts';

/** A rename that the configuration asks for: the last name changes, what is around it stays. */
export interface Move {
  readonly kind: ObjectKind & ('directory' | 'file');
  /** Encoded names from the source down. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** A move whose object was found in the workspace. */
export interface Rename extends Move {
  readonly id: string;
  /** The name to show, where it has to follow: people had not given it another. */
  readonly name?: string;
}

/** The configured moves as places. Throws `datagalaxy/bad-move`. */
export function movesOf(
  moved: DataGalaxyConfig['moved'],
  mapping: Mapping,
  buckets: readonly string[],
): readonly Move[] {
  return moved.map(({ bucket = buckets.length === 1 ? buckets[0] : undefined, from, to }) => {
    const wrong = (reason: string): UserError =>
      new UserError('datagalaxy/bad-move', { from, to, reason, buckets });
    if (bucket === undefined) throw wrong('no-bucket');
    if (from.endsWith('/') !== to.endsWith('/')) throw wrong('kind');
    const kind = from.endsWith('/') ? 'directory' : 'file';
    const head = mapping.source === undefined ? [bucket] : [mapping.source, bucket];
    const place = (path: string): string[] => [...head.map(encodeName), ...segmentsOf(path, kind)];
    const [before, after] = [place(from), place(to)];
    const above = (names: readonly string[]): string => names.slice(0, -1).join('\\');
    if (above(before) !== above(after)) throw wrong('directory');
    if (before.at(-1) === after.at(-1)) throw wrong('same');
    return { kind, from: before, to: after };
  });
}

/** The names of an object after the renames of what it is or lies in, in their order. */
export function movedNames(
  { names, types }: Pick<HeldObject, 'names' | 'types'>,
  moves: readonly Move[],
  typeOf: Mapping['types'],
): readonly string[] {
  let result = names;
  for (const { kind, from, to } of moves) {
    const last = from.length - 1;
    if (types[last] !== typeOf[kind] || !from.every((name, i) => result[i] === name)) continue;
    result = [...result.slice(0, last), to[last] as string, ...result.slice(last + 1)];
  }
  return result;
}

/**
 * Which moves of a kind take place: the old name is held and no longer wanted, the new one wanted and not yet held. In order,
 * each on what those before it made. O(moves × objects).
 */
export function possibleMoves(
  moves: readonly Move[],
  kind: Move['kind'],
  held: readonly HeldObject[],
  taken: readonly Move[],
  mapping: Mapping,
  isWanted: (kind: ObjectKind, names: readonly string[]) => boolean,
): readonly Rename[] {
  const renames: Rename[] = [];
  for (const move of moves) {
    if (move.kind !== kind) continue;
    if (!isWanted(kind, move.to) || isWanted(kind, move.from)) continue;
    const places = held.map((object) => ({
      object,
      place: movedNames(object, [...taken, ...renames], mapping.types).join('\\'),
    }));
    if (places.some(({ place }) => place === move.to.join('\\'))) continue;
    const found = places.find(({ place }) => place === move.from.join('\\'))?.object;
    if (found === undefined) continue;
    const follows = found.name === found.names.at(-1);
    renames.push({
      ...move,
      id: found.id,
      ...(follows ? { name: move.to.at(-1) as string } : {}),
    });
  }
  return renames;
}
