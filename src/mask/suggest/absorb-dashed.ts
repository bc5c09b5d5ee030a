import { BEYOND, BIG, PUNCTUATION, SMALL } from './byte-kind.ts';
import { type Cell, groupBy, joinedCell, mergeRows, type Part, type Row } from './row.ts';
import { MOST_RUNS, partKeys, type Run, replaceRuns, runsOf } from './runs.ts';

/** Ids shorter than this are not looked for among names with dashes. */
const SURE_LENGTH = 8;
/** Bytes of base64 that separate elsewhere. */
const BASE64 = new Set(['-', '_']);
/** Of so many characters of base64 one separates. */
const CHARS_A_DASH = 32;
/** Share of the ids that must have no dash, where by chance as many would. */
const MOSTLY = 0.25;

/** An id of one length in a row, and the parts around it. */
interface Place {
  readonly row: Row;
  readonly at: number;
  readonly length: number;
  readonly before: string;
  readonly after: string;
}

/** Parts of a row that stand where others have an id of the same length. */
interface Twin {
  readonly row: Row;
  readonly run: Run;
}

/**
 * Puts rows into a row with an id of one length: of base64 ids some have dashes, and read like names or like several ids.
 * Smaller rows first, so that one whose other id has a dash is whole before it is put into a larger one.
 * O(rows × parts²) where few rows have the same parts before an id.
 */
export function absorbDashed(rows: readonly Row[]): readonly Row[] {
  const places = rows.flatMap(placesOf).sort((a, b) => a.row.count - b.row.count);
  if (places.length === 0) return rows;
  const twins = twinsOf(rows, places);
  const current = new Map(rows.map((row) => [row, row]));
  for (const place of places) {
    const own = current.get(place.row);
    const like = (twins.get(place) ?? []).filter(({ row }) => current.has(row));
    if (own === undefined || like.length === 0) continue;
    const others = like.map(({ row }) => current.get(row)!);
    const count = others.reduce((sum, one) => sum + one.count, own.count);
    if (own.count < MOSTLY * count * shareWithoutDash(place.length)) continue;
    for (const { row } of like) current.delete(row);
    const widened = like.map(({ run }, i) => withId(others[i]!, run));
    current.set(place.row, mergeRows([own, ...widened]));
  }
  return [...current.values()];
}

/** 1 for ids so short that most have none. */
const shareWithoutDash = (length: number): number =>
  Math.min(1, 2 * (1 - 1 / CHARS_A_DASH) ** length);

function placesOf(row: Row): readonly Place[] {
  if (runsOf(row).length > MOST_RUNS) return [];
  const keys = partKeys(row);
  return row.parts.flatMap((part, at) => {
    if (!isIds(part)) return [];
    const before = keys.slice(0, at).join('\0');
    return [{ row, at, length: part.maxLength, before, after: keys.slice(at + 1).join('\0') }];
  });
}

/** Of small and of capital letters: others are not base64, and what has dashes beside them is something else. */
const isIds = (part: Part): part is Cell =>
  part.kind === 'mixed' &&
  (part.kinds & SMALL) !== 0 &&
  (part.kinds & BIG) !== 0 &&
  part.only === undefined &&
  part.minLength >= SURE_LENGTH &&
  part.minLength === part.maxLength;

/** What other rows have where a place has an id. */
function twinsOf(
  rows: readonly Row[],
  places: readonly Place[],
): ReadonlyMap<Place, readonly Twin[]> {
  const byBefore = new Map(
    groupBy(places, ({ before }) => before).map((group) => [group[0]!.before, group]),
  );
  const twins = new Map<Place, Twin[]>(places.map((place) => [place, []]));
  for (const row of rows) {
    if (runsOf(row).length > MOST_RUNS) continue;
    const keys = partKeys(row);
    for (let start = 0; start < keys.length; start++) {
      for (const place of byBefore.get(keys.slice(0, start).join('\0')) ?? []) {
        if (place.row === row) continue;
        const end = endOfId(row, start, place.length);
        if (end < 0 || keys.slice(end).join('\0') !== place.after) continue;
        twins.get(place)!.push({ row, run: { start, end } });
      }
    }
  }
  return twins;
}

/** Where letters, digits and dashes of a length end that begin at a part; -1 where they do not end with a part. */
function endOfId({ parts }: Row, start: number, length: number): number {
  let left = length;
  for (let i = start; i < parts.length; i++) {
    const part = parts[i]!;
    if (!couldBeId(part)) return -1;
    const { minLength, maxLength } =
      part.kind === 'text' ? { minLength: part.text.length, maxLength: part.text.length } : part;
    left -= maxLength;
    if (minLength !== maxLength || left < 0) return -1;
    if (left === 0) return i + 1;
  }
  return -1;
}

const couldBeId = (part: Part): boolean => {
  if (part.kind === 'text') return BASE64.has(part.text) || /^[A-Za-z0-9]+$/.test(part.text);
  return (
    (part.kind === 'mixed' || part.kind === 'digits') && (part.kinds & (BEYOND | PUNCTUATION)) === 0
  );
};

const withId = (row: Row, run: Run): Row =>
  replaceRuns(row, [run], ({ start, end }) => ({
    ...joinedCell('mixed', row.parts.slice(start, end)),
    only: undefined,
  }));
