import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile, placeAt } from '../parsed-file.ts';
import { maskPointers } from './references.ts';

/** A comment that touches its `#`, or one word that stands apart from it by one blank on either side. */
const TOUCHING = /^[ \t]+(#\S.*)$/;
const APART = /^[ \t](#[ \t]\S+)$/;
/** How the rest of a mask would go on: as a file name ends, or with what masks hold. */
const GOES_ON = /\.[A-Za-z0-9]{1,7}$|[*{}]/;
/** A mask that needs no rest: it ends as a file name does, or with a wildcard. */
const COMPLETE = /(?:\.[A-Za-z0-9]{1,7}|\*)$/;
/** Of a line that is longer, the rest is not looked at. */
const MAX_COMMENT = 1000;

/** Masks without quotes that a `#` cut short. */
export function unquotedMasks(file: ParsedFile): Observation[] {
  return maskPointers(file).flatMap((pointer) => {
    const place = placeAt(file, pointer);
    if (place?.scalar?.style !== 'plain') return [];
    const [start, end] = place.value;
    const rest = /^.*/.exec(file.source.text.slice(end, end + MAX_COMMENT))?.[0].trimEnd() ?? '';
    const cutOff = cutOffBy(place.scalar.raw, rest);
    if (cutOff === undefined) return [];
    const args = { mask: place.scalar.raw, rest: cutOff };
    const span = [start, end + rest.length] as const;
    return [observe(file, 'config/unquoted-mask', pointer, args, { span })];
  });
}

/**
 * The comment after a mask, where it was meant as the mask's rest: `/a/x #1.csv` is `/a/x` to YAML. What people say about a mask in a
 * comment is not: after a mask that needs no rest, only one word that goes on like a mask counts.
 */
function cutOffBy(mask: string, after: string): string | undefined {
  const touching = TOUCHING.exec(after)?.[1];
  const rest = touching ?? APART.exec(after)?.[1];
  if (rest === undefined) return undefined;
  if (COMPLETE.test(mask))
    return touching && /^#\S+$/.test(rest) && GOES_ON.test(rest) ? rest : undefined;
  return touching !== undefined || GOES_ON.test(rest) ? rest : undefined;
}
