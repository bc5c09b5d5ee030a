import type { Config, MaskEntry, RuleSetting } from '../config/index.ts';
import type { RuleLevels } from './level-of.ts';

type MaskWithRules = MaskEntry & { readonly kind: 'mask' };

/**
 * Finds the `rules:` of the mask that makes the file at a place. A file's path is its mask's text, with a value for each `{{…}}`;
 * values hold no `/`. O(masks of the bucket that separate) a call.
 */
export function maskSettings({
  buckets,
}: Pick<Config, 'buckets'>): NonNullable<RuleLevels['settingsAt']> {
  const byBucket = new Map(
    buckets.map(({ name }) => {
      // A bucket may stand more than once, with another prefix each time.
      const masks = buckets
        .filter((bucket) => bucket.name === name)
        .flatMap((bucket) => bucket.masks);
      const real = masks.filter((mask): mask is MaskWithRules => mask.kind === 'mask');
      const texts = new Map<string, readonly RuleSetting[]>();
      for (const { text, rules } of real) if (!texts.has(text)) texts.set(text, rules);
      const separating = real
        .filter(({ text }) => text.includes('{{'))
        .map(({ text, rules }) => ({ matches: datasetPattern(text), rules }));
      return [name as string, { texts, separating }];
    }),
  );
  return ({ bucket, path }) => {
    const masks = byBucket.get(bucket);
    if (masks === undefined) return [];
    const exact = masks.texts.get(path);
    return exact ?? masks.separating.find(({ matches }) => matches.test(path))?.rules ?? [];
  };
}

/** The mask's text with anything but `/` in the place of each `{{…}}`. */
function datasetPattern(text: string): RegExp {
  const parts = text
    .split(/\{\{.*?\}\}/s)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`, 's');
}
