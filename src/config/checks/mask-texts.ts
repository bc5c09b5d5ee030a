import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile, placeAt } from '../parsed-file.ts';
import { maskPointers } from './references.ts';

/**
 * A comment that was meant as the rest of the mask: `/a/x #1.csv` is `/a/x` to YAML. Either the `#` touches what follows, or
 * one space stands before it and what follows ends like a file name or holds what masks hold.
 */
const CUT_OFF = /^(?:[ \t]+(#\S.*)|[ \t](#[ \t].*(?:[*{}/]|\.[A-Za-z0-9]{1,7}[ \t]*$).*))/;
/** Of a line that is longer, the rest is not looked at. */
const MAX_COMMENT = 1000;

/** Masks without quotes that a `#` cut short. */
export function unquotedMasks(file: ParsedFile): Observation[] {
  return maskPointers(file).flatMap((pointer) => {
    const place = placeAt(file, pointer);
    if (place?.scalar?.style !== 'plain') return [];
    const [start, end] = place.value;
    const rest = /^.*/.exec(file.source.text.slice(end, end + MAX_COMMENT))?.[0].trimEnd() ?? '';
    const cutOff = CUT_OFF.exec(rest);
    if (cutOff === null) return [];
    const args = { mask: place.scalar.raw, rest: cutOff[1] ?? cutOff[2] };
    const span = [start, end + rest.length] as const;
    return [observe(file, 'config/unquoted-mask', pointer, args, { span })];
  });
}
