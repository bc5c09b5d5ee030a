import { mergeNumbers } from './merge-numbers.ts';
import { MOST_NAMES } from './merge-words.ts';
import { type Cell, cellOf, groupBy, isSeparator, type Part, type Row } from './row.ts';
import { keyWithHoles, partKeys, type Run, replaceRuns } from './runs.ts';
import { segmentsOf } from './segments.ts';

/** Of a row: where a segment's name stands. For the last segment that is what comes before its extension. */
interface Named {
  readonly row: Row;
  readonly name: Run;
  /** The name, and the places where it comes again. */
  readonly places: readonly Run[];
}

/**
 * Merges rows that differ in the name of one segment, where there are many and the names are words of any number
 * (`orders`, `order_items`); segment by segment from the left. A name that comes again in its key is one place.
 * O(segments × rows × parts²).
 */
export function mergeSegments(rows: readonly Row[]): readonly Row[] {
  const longest = rows.reduce((most, row) => Math.max(most, segmentsOf(row).length), 0);
  let current = rows;
  for (let index = 0; index < longest; index++) current = mergeAt(current, index);
  return current;
}

function mergeAt(rows: readonly Row[], index: number): readonly Row[] {
  const done: Row[] = [];
  const named: (Named & { readonly key: string })[] = [];
  for (const row of rows) {
    const name = segmentsOf(row)[index];
    if (name === undefined || !(isLiteral(row, name) || isNamed(row, name))) {
      done.push(row);
      continue;
    }
    const places = isNamed(row, name) ? namedPlaces(row) : placesOf(row, name);
    const key = keyWithHoles(row, partKeys(row), () => true, places, '\ud8ff');
    named.push({ row, name, places, key });
  }
  for (const group of groupBy(named, ({ key }) => key)) {
    // Names that were merged before take those that have come since.
    const isKnown = group.some(({ row, name }) => isNamed(row, name));
    if (group.length <= (isKnown ? 1 : MOST_NAMES)) done.push(...group.map(({ row }) => row));
    else done.push(...mergeNumbers(group.map(generalised)));
  }
  return done;
}

/** Where the text of a name stands in its row, from separator to separator: there, and perhaps again. */
function placesOf({ parts }: Row, name: Run): readonly Run[] {
  const places: Run[] = [];
  const width = name.end - name.start;
  const isEdge = (at: number): boolean => at < 0 || at >= parts.length || isSeparator(parts[at]);
  for (let start = 0; start + width <= parts.length; start++) {
    const end = start + width;
    if (start !== name.start && !(isEdge(start - 1) && isEdge(end) && isSame(parts, name, start))) {
      continue;
    }
    places.push({ start, end });
    start = end - 1;
  }
  return places;
}

function isSame(parts: readonly Part[], { start, end }: Run, other: number): boolean {
  for (let i = start; i < end; i++) {
    const [part, twin] = [parts[i]!, parts[other + i - start]!];
    if (part.kind !== 'text' || twin.kind !== 'text' || part.text !== twin.text) return false;
  }
  return true;
}

/** Words and what separates them: nothing that varies, no `name=value`, and not empty. */
function isLiteral({ parts }: Row, { start, end }: Run): boolean {
  let words = 0;
  for (let i = start; i < end; i++) {
    const part = parts[i]!;
    if (part.kind !== 'text' || part.text === '=') return false;
    if (part.text.length > 1) words += 1;
  }
  return words > 0;
}

const isNamed = ({ parts }: Row, { start, end }: Run): boolean =>
  end - start === 1 && parts[start]!.kind === 'name';

const namedPlaces = ({ parts }: Row): readonly Run[] =>
  parts.flatMap(({ kind }, at) =>
    kind === 'name' || kind === 'echo' ? [{ start: at, end: at + 1 }] : [],
  );

function generalised({ row, name, places }: Named): Row {
  if (isNamed(row, name)) return row;
  const texts = row.parts
    .slice(name.start, name.end)
    .map((part) => (part.kind === 'text' ? part.text : ''));
  const cell: Cell = { ...cellOf('name', texts.join('')), only: undefined };
  const [first] = places;
  const wide = replaceRuns(row, places, (place) =>
    place === first ? cell : { ...cell, kind: 'echo' },
  );
  return { ...wide, namedRows: [row] };
}
