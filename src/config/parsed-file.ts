import type { FindingArgs, Location, Observation, Related, RuleId } from '../catalogue/index.ts';
import { displayKey, parentOf } from './pointer.ts';
import { locate, type SourceText, type Span } from './source-text.ts';
import type { Place, Plain, Tree } from './tree.ts';

/** A document read, its variables replaced, not validated yet. What every check works on. */
export interface ParsedFile {
  readonly source: SourceText;
  readonly tree: Tree;
}

/** One check: facts about the document, in any order. It copes with any shape and never throws. */
export type Check = (file: ParsedFile) => Observation[];

export function placeAt(file: ParsedFile, pointer: string): Place | undefined {
  return file.tree.places.get(pointer);
}

/** The location of a value: the whole of a scalar, else its key, else its first line. */
export function valueLocation(file: ParsedFile, pointer: string): Location {
  const place = placeAt(file, pointer);
  if (place === undefined) return keyLocation(file, parentOf(pointer));
  return locate(file.source, place.scalar || !place.key ? place.value : place.key);
}

/** The location of the key that holds a value; in a list, of the value itself. */
export function keyLocation(file: ParsedFile, pointer: string): Location {
  const place = placeAt(file, pointer);
  if (place === undefined && pointer !== '') return keyLocation(file, parentOf(pointer));
  return locate(file.source, place?.key ?? place?.value ?? [0, 1]);
}

/** An observation about the value (or the key) at `pointer`. */
export function observe(
  file: ParsedFile,
  rule: RuleId,
  pointer: string,
  args: FindingArgs,
  at: { readonly part?: 'key' | 'value'; readonly span?: Span; readonly related?: Related[] } = {},
): Observation {
  const location = at.span
    ? locate(file.source, at.span)
    : at.part === 'key'
      ? keyLocation(file, pointer)
      : valueLocation(file, pointer);
  const key = displayKey(pointer);
  return {
    rule,
    subject: key === '' ? {} : { key },
    args,
    location,
    ...(at.related && { related: at.related }),
  };
}

/** A value's text as the file has it, for messages: never what a variable held. */
export function shownText(file: ParsedFile, pointer: string, value: Plain): string | undefined {
  if (typeof value === 'string') return placeAt(file, pointer)?.scalar?.raw ?? value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
