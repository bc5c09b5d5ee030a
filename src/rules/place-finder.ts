import type { Location } from '../catalogue/index.ts';
import type { Config, RuleSetting } from '../config/index.ts';
import { directoryMasks, matchesPathOf, parseMask, parseTokens } from '../mask/index.ts';

/** What the configuration says of a file or directory: the line that makes it, and the rules of that line. */
export interface ConfiguredPlace {
  readonly location: Location;
  readonly rules: readonly RuleSetting[];
}

export type PlaceFinder = (place: {
  readonly bucket: string;
  readonly path: string;
}) => ConfiguredPlace | undefined;

/**
 * Finds the mask that makes the entry at a place; where none does, the bucket's line, since a thing that is gone has no line of
 * its own. Undefined for a bucket that is not configured. O(1) a call for a mask without separators, else O(masks of the bucket
 * that separate).
 */
export function placeFinder({ buckets, tokens }: Pick<Config, 'buckets' | 'tokens'>): PlaceFinder {
  const patterns = new Map([...tokens].map(([name, { pattern }]) => [name, pattern]));
  const table = parseTokens(patterns).tokens;
  const byBucket = new Map<string, BucketPlaces>();
  for (const { name, location, masks } of buckets) {
    // A bucket may stand more than once, with another prefix each time.
    const places: BucketPlaces = byBucket.get(name) ?? {
      location,
      exact: new Map(),
      separating: [],
    };
    byBucket.set(name, places);
    for (const entry of masks) {
      if (entry.kind === 'exclude') continue;
      const { mask } = parseMask(entry.text, table);
      for (const made of mask === undefined ? [] : [mask, ...directoryMasks(mask)]) {
        if (made.hasSeparators) {
          places.separating.push({ matches: (path) => matchesPathOf(made, path), place: entry });
        } else if (!places.exact.has(made.text)) places.exact.set(made.text, entry);
      }
    }
  }
  return ({ bucket, path }) => {
    const places = byBucket.get(bucket);
    if (places === undefined) return undefined;
    return (
      places.exact.get(path) ??
      places.separating.find(({ matches }) => matches(path))?.place ?? {
        location: places.location,
        rules: [],
      }
    );
  };
}

interface BucketPlaces {
  readonly location: Location;
  readonly exact: Map<string, ConfiguredPlace>;
  readonly separating: { matches: (path: string) => boolean; place: ConfiguredPlace }[];
}
