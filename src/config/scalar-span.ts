import type { SourceText, Span } from './source-text.ts';
import type { Place } from './tree.ts';

/** Characters that an escape of a double-quoted scalar stands for, by the letter after the backslash (YAML 1.2, 5.7). */
const HEX_DIGITS = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * Where a piece of a string value stands in the source, so that a caret points into the quotes. Offsets are into the raw
 * value (before variables). Where the value does not map one to one (block scalars, folded lines): the whole scalar.
 * O(length of the scalar).
 */
export function scalarSpan(source: SourceText, place: Place, [start, end]: Span): Span {
  const [from, to] = place.value;
  const offsets = place.scalar && offsetsOf(source.text.slice(from, to), place.scalar);
  if (offsets === undefined || end > offsets.length - 1) return place.value;
  return [from + (offsets[start] ?? 0), from + (offsets[end] ?? to - from)];
}

/** For each UTF-16 unit of the value, and for its end, the offset in the scalar's source; undefined where lines are folded. */
function offsetsOf(
  text: string,
  { style, raw }: NonNullable<Place['scalar']>,
): readonly number[] | undefined {
  if (style === 'block' || /[\r\n]/.test(text)) return undefined;
  const offsets: number[] = [];
  const last = style === 'plain' ? text.length : text.length - 1;
  let i = style === 'plain' ? 0 : 1;
  while (i < last) {
    if (style === 'single' && text[i] === "'") {
      offsets.push(i);
      i += 2;
    } else if (style === 'double' && text[i] === '\\') {
      const digits = HEX_DIGITS.get(text[i + 1] ?? '') ?? 0;
      const width = 2 + digits;
      // Above U+FFFF an escape stands for two units.
      const units = digits === 8 && Number.parseInt(text.slice(i + 2, i + 10), 16) > 0xffff ? 2 : 1;
      for (let unit = 0; unit < units; unit += 1) offsets.push(i);
      i += width;
    } else {
      offsets.push(i);
      i += 1;
    }
  }
  offsets.push(last);
  return offsets.length === raw.length + 1 ? offsets : undefined;
}
