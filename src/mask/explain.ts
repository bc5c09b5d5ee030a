import { treeOf } from './mask-tree.ts';
import type { Capture, MaskSet } from './mask-types.ts';
import { stopOf } from './stop.ts';

/** What one entry of a mask list makes of a key. */
export type EntryVerdict =
  /** The first entry that takes the key. */
  | { readonly kind: 'wins'; readonly entry: number }
  /** Takes it too, but comes later. */
  | { readonly kind: 'too-late'; readonly entry: number }
  | {
      readonly kind: 'stops';
      readonly entry: number;
      /** Where the key stopped being the beginning of what the entry takes (`stopOf`): UTF-16 units into the key. */
      readonly offset: number;
      /** The segment of the key that holds that place, from 1. */
      readonly segment: number;
      /** The place in that segment, in characters, from 1. */
      readonly character: number;
      /** What was there: one character, or the empty text at the key's end. */
      readonly found: string;
      /** What could have stood there: `digit`, `"/"`, `month 01-12`, `end of key`. At least one. */
      readonly expected: readonly string[];
    };

export interface KeyExplanation {
  /** Index of the winner, -1 where no entry takes the key. */
  readonly winner: number;
  /** Of the winner; empty where there is none. */
  readonly captures: readonly Capture[];
  /** Identity of the dataset where a mask wins. */
  readonly dataset?: string;
  /** One for every entry, in order. */
  readonly verdicts: readonly EntryVerdict[];
}

/** Says what every entry makes of a key (without the leading `/`). O(entries × length × states). */
export function explainKey(set: MaskSet, key: string): KeyExplanation {
  const bytes = new TextEncoder().encode(key);
  const winner = set.matcher().match(bytes, 0, bytes.length);
  const verdicts = set.entries.map(({ mask }, entry): EntryVerdict => {
    if (entry === winner) return { kind: 'wins', entry };
    const stop = stopOf(treeOf(mask), key);
    if (stop === undefined) return { kind: 'too-late', entry };
    return { kind: 'stops', entry, ...placeOf(key, stop.offset), expected: stop.expected };
  });
  if (winner < 0) return { winner, captures: [], verdicts };
  const captures = set.captures(winner, bytes) ?? [];
  const isMask = set.entries[winner]!.kind === 'mask';
  return {
    winner,
    captures,
    ...(isMask && { dataset: set.datasetOf(winner, bytes) }),
    verdicts,
  };
}

function placeOf(key: string, offset: number) {
  const before = key.slice(0, offset);
  const segments = before.split('/');
  const point = key.codePointAt(offset);
  return {
    offset,
    segment: segments.length,
    character: Array.from(segments.at(-1)!).length + 1,
    found: point === undefined ? '' : String.fromCodePoint(point),
  };
}
