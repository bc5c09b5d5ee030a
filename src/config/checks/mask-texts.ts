import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile, placeAt } from '../parsed-file.ts';
import { maskPointers } from './references.ts';

/**
 * A comment that was meant as the rest of the mask: `/a/x #1.csv` is `/a/x` to YAML. Either the `#` touches what follows,
 * or what follows ends like a file name or holds what only masks hold.
 */
const CUT_OFF =
  /^[ \t]+(#(?:\S[^\r\n]*|[ \t][^\r\n]*(?:[*{}/]|\.[A-Za-z0-9]{1,7}[ \t]*$)[^\r\n]*))/m;

/** Masks without quotes that a `#` cut short. */
export function unquotedMasks(file: ParsedFile): Observation[] {
  return maskPointers(file).flatMap((pointer) => {
    const place = placeAt(file, pointer);
    if (place?.scalar?.style !== 'plain') return [];
    const [start, end] = place.value;
    const lineEnd = file.source.text.slice(end).search(/[\r\n]|$/) + end;
    const comment = CUT_OFF.exec(file.source.text.slice(end, lineEnd))?.[1];
    if (comment === undefined) return [];
    const args = { mask: place.scalar.raw, rest: comment.trimEnd() };
    return [observe(file, 'config/unquoted-mask', pointer, args, { span: [start, lineEnd] })];
  });
}
