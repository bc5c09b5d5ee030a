import { alphabet, type Bytes, byteWidth, sequenceEdge } from './byte-facts.ts';
import { type Element, elementExpr } from './element.ts';
import { type Expr, sequence, text, widthOf } from './expr.ts';

const SLASH = 0x2f;
const SIDES = ['first', 'last'] as const;

/** Some bytes beyond a place found before, or before it. */
export interface Place {
  readonly found: number;
  readonly offset: number;
}

/** Finds a place, from another one and never past a third. */
export type Step = {
  readonly from: Place;
  readonly limit: Place;
  /** Towards the key's end. */
  readonly up: boolean;
  /** Which place it finds; a search, the first of them. */
  readonly finds: number;
} & (
  | { readonly kind: 'until'; readonly byte: number }
  | { readonly kind: 'while'; readonly set: Bytes }
  | { readonly kind: 'characters'; readonly count: number }
  /** Between `from` and `limit`; the bounds of an expression with slot k are found as places 2k and 2k + 1. */
  | { readonly kind: 'search'; readonly exprs: readonly Expr[]; readonly slots: readonly number[] }
);

const KEY_START: Place = { found: 0, offset: 0 };
const KEY_END: Place = { found: 1, offset: 0 };

/** How to find some elements: places 0 and 1 are the key's bounds, and each step finds the next, or the next few. */
export interface Placement {
  readonly steps: readonly Step[];
  /** Start and end of each wanted element. */
  readonly bounds: readonly (readonly [Place, Place])[];
  /** Places found in all, the key's bounds among them. */
  readonly places: number;
}

/** An expression in a row of them. */
interface Item {
  readonly expr: Expr;
  /** Its place in the answer; -1 for nowhere. */
  readonly slot: number;
  /** What it is made of, if that is looked for once it is found. */
  readonly inner: readonly Item[];
}

/**
 * Plans how to find wanted elements (their indexes, ascending) in keys that the mask takes, leftmost-longest: each element, from
 * the left, is as long as it can be with the rest still matching.
 *
 * Elements of fixed width are peeled from both ends and cost nothing: they are offsets. An element is peeled by a scan if it can only
 * end in one place: if no byte that the next ones begin with occurs in it, it reaches exactly to the first byte that does
 * not occur in it. What is left, if it is one element, is that one. Otherwise segments help: one that matches no `/` reaches from
 * slash to slash, whatever is in it, so segments are found first, and elements within theirs. What is left then is
 * searched (`LongestMatch`).
 */
export function placeElements(elements: readonly Element[], wanted: readonly number[]): Placement {
  const items = elements.map(
    (element, i): Item => ({ expr: elementExpr(element), slot: wanted.indexOf(i), inner: [] }),
  );
  const flat = new Planner(wanted.length);
  flat.place(items, KEY_START, KEY_END);
  if (flat.steps.every(({ kind }) => kind !== 'search')) return flat;
  const bySegment = new Planner(wanted.length);
  bySegment.place(segmentsOf(elements, items), KEY_START, KEY_END);
  return bySegment;
}

/** The ends of a row not yet peeled. */
interface Ends {
  readonly first: Place;
  readonly last: Place;
}

type Side = keyof Ends;

class Planner implements Placement {
  readonly steps: Step[] = [];
  readonly bounds: [Place, Place][];
  places = 2;

  constructor(wanted: number) {
    this.bounds = Array.from({ length: wanted }, () => [KEY_START, KEY_END]);
  }

  /** Places the wanted items of a row that lies between two places. */
  place(items: readonly Item[], low: Place, high: Place): void {
    let row = items;
    let ends: Ends = { first: low, last: high };
    for (;;) {
      const fromFirst = row.findIndex(isWanted);
      if (fromFirst < 0) return;
      if (row.length === 1) {
        this.#found(row[0]!, ends);
        return;
      }
      const fromLast = row.length - 1 - row.findLastIndex(isWanted);
      const [near, far] = fromFirst <= fromLast ? SIDES : SIDES.toReversed();
      const peeled =
        skipOver(row, 'first', ends) ??
        skipOver(row, 'last', ends) ??
        this.#scanOver(row, near!, ends) ??
        this.#scanOver(row, far!, ends);
      if (peeled === undefined) {
        this.#search(row, ends);
        return;
      }
      const { place, side } = peeled;
      if (side === 'first') {
        this.#found(row[0]!, { first: ends.first, last: place });
        row = row.slice(1);
      } else {
        this.#found(row.at(-1)!, { first: place, last: ends.last });
        row = row.slice(0, -1);
      }
      ends = { ...ends, [side]: place };
    }
  }

  #found({ inner, slot }: Item, { first, last }: Ends): void {
    if (slot >= 0) this.bounds[slot] = [first, last];
    this.place(inner, first, last);
  }

  /** Peels the outermost item of a side, if its other end is certain. */
  #scanOver(row: readonly Item[], side: Side, ends: Ends): Peeled | undefined {
    const exprs = row.map(({ expr }) => expr);
    const expr = side === 'first' ? exprs.shift()! : exprs.pop()!;
    const up = side === 'first';
    const way = { limit: ends[up ? 'last' : 'first'], up, finds: this.places };
    const width = widthOf(expr);
    if (width.min === width.max) {
      return this.#scan(side, { kind: 'characters', count: width.min, from: ends[side], ...way });
    }
    const next = new Uint8Array(256);
    sequenceEdge(exprs, side, next);
    const set = alphabet(expr);
    if (set.some((inSet, byte) => inSet === 1 && next[byte] === 1)) return undefined;
    // It has so many bytes at least, and none of them ends it.
    const from = beyond(ends[side], side, byteWidth(expr).min);
    const byte = next.indexOf(1);
    // Mostly a slash.
    if (next.indexOf(1, byte + 1) < 0) {
      return this.#scan(side, { kind: 'until', byte, from, ...way });
    }
    return this.#scan(side, { kind: 'while', set, from, ...way });
  }

  #scan(side: Side, step: Step): Peeled {
    this.steps.push(step);
    this.places += 1;
    return { side, place: { found: step.finds, offset: 0 } };
  }

  #search(row: readonly Item[], { first, last }: Ends): void {
    // Slot k of the search is found at places 2k and 2k + 1 beyond an even one.
    this.places += this.places % 2;
    const begin = this.places;
    const wanted = row.filter(isWanted);
    this.steps.push({
      kind: 'search',
      from: first,
      limit: last,
      up: true,
      finds: begin,
      exprs: row.map(({ expr }) => expr),
      slots: row.map((item) => (isWanted(item) ? begin / 2 + wanted.indexOf(item) : -1)),
    });
    this.places += 2 * wanted.length;
    wanted.forEach((item, i) => {
      const found = begin + 2 * i;
      this.#found(item, { first: { found, offset: 0 }, last: { found: found + 1, offset: 0 } });
    });
  }
}

interface Peeled {
  readonly side: Side;
  readonly place: Place;
}

/** Peels the outermost item of a side, if it has a fixed number of bytes. */
function skipOver(row: readonly Item[], side: Side, ends: Ends): Peeled | undefined {
  const { max, min } = byteWidth((side === 'first' ? row[0]! : row.at(-1)!).expr);
  if (min !== max) return undefined;
  return { side, place: beyond(ends[side], side, min) };
}

/** So many bytes from an end into the row. */
const beyond = ({ found, offset }: Place, side: Side, bytes: number): Place => ({
  found,
  offset: side === 'first' ? offset + bytes : offset - bytes,
});

const isWanted = ({ inner, slot }: Item): boolean => slot >= 0 || inner.some(isWanted);

/**
 * The elements by segment: an item a segment that matches no `/`, made of its elements, and an item for each slash between. Elements
 * of other segments stay as they are.
 */
function segmentsOf(elements: readonly Element[], items: readonly Item[]): readonly Item[] {
  const rows: Item[][] = [[]];
  const slash: Item = { expr: text('/'), slot: -1, inner: [] };
  elements.forEach((element, i) => {
    if (element.kind === 'segments') {
      // It brings its own slash.
      rows.push([items[i]!], []);
    } else if (element.kind === 'literal') {
      element.text.split('/').forEach((piece, place) => {
        if (place > 0) rows.push([slash], []);
        if (piece !== '') rows.at(-1)!.push({ expr: text(piece), slot: -1, inner: [] });
      });
    } else {
      rows.at(-1)!.push(items[i]!);
    }
  });
  return rows.flatMap((row) => {
    const isClosed = row.every(({ expr }) => alphabet(expr)[SLASH] === 0);
    if (!isClosed || row.length < 2) return row;
    return [{ expr: sequence(...row.map(({ expr }) => expr)), slot: -1, inner: row }];
  });
}
