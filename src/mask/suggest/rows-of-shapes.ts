import { BEYOND } from './byte-kind.ts';
import { KeyReader } from './key-reader.ts';
import { type Cell, type Part, type Row, type Text, textsOf } from './row.ts';
import { compareBytes, FACTS, type Shape } from './shape-table.ts';
import { DATE, DIGITS, GUID, LOCALE, MIXED, REGION, VALUE } from './slot-kinds.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const KINDS: ReadonlyMap<number, Cell['kind']> = new Map([
  [DIGITS, 'digits'],
  [MIXED, 'mixed'],
  [GUID, 'guid'],
  [DATE, 'date'],
  [VALUE, 'value'],
  [REGION, 'region'],
  [LOCALE, 'locale'],
]);

/** One row a shape, in the order of their signatures. O(shapes × length). */
export function rowsOfShapes(shapes: readonly Shape[]): readonly Row[] {
  const reader = new KeyReader();
  // Each text is one part, however often it stands in the rows.
  const texts = new Map<string, Text>();
  const textPart = (text: string): Text => {
    const part: Text = texts.get(text) ?? { kind: 'text', text };
    texts.set(text, part);
    return part;
  };
  return [...shapes]
    .sort((a, b) => compareBytes(a.signature, b.signature))
    .map((shape) => ({
      parts: partsOf(shape, reader, (text) => textsOf(text).map(textPart)),
      count: shape.count,
      keys: shape.examples(),
      namedRows: [],
    }));
}

/** The example is read again: it has the text between the slots, and the value of each slot that has only one. */
function partsOf(
  { least, facts }: Shape,
  reader: KeyReader,
  textParts: (text: string) => readonly Text[],
): readonly Part[] {
  const read = reader.read(least);
  if (read === undefined) throw new Error('an example of a shape was read before');
  const parts: Part[] = [];
  const text = (start: number, end: number): string => decoder.decode(least.subarray(start, end));
  let at = 0;
  for (let slot = 0; slot < read.slots; slot++) {
    const start = read.start[slot]!;
    const end = read.end[slot]!;
    parts.push(...textParts(text(at, start)));
    at = end;
    const of = FACTS * slot;
    const kind = KINDS.get(read.kind[slot]!)!;
    const isSingle = facts[of] === facts[of + 1];
    const [minLength, maxLength, kinds] = [facts[of + 2]!, facts[of + 3]!, facts[of + 4]!];
    // Beyond a double's exact digits the value is a hash.
    const isNumber = kind === 'digits' && maxLength <= 15;
    parts.push({
      kind,
      layout: kind === 'date' ? read.layout[slot]! : -1,
      only: isSingle ? text(start, end) : undefined,
      min: isNumber ? facts[of]! : 0,
      max: isNumber ? facts[of + 1]! : Number.POSITIVE_INFINITY,
      // Bytes are at least as many as characters, and at most four times.
      minLength: (kinds & BEYOND) === 0 ? minLength : Math.ceil(minLength / 4),
      maxLength,
      kinds,
      readings: facts[of + 5]!,
      minTail: facts[of + 6]!,
      maxTail: facts[of + 7]!,
    });
  }
  parts.push(...textParts(text(at, least.length)));
  return parts;
}
