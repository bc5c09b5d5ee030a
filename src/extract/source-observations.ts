import type { Observation } from '../catalogue/index.ts';
import type { BucketScan } from './scan-bucket.ts';

/** Shapes of ignored keys that are reported one by one; the rest is only counted. */
const MAX_SHAPES = 10;

/** What a listing says about the masks: those that took nothing, and the keys that none took. */
export function sourceObservations(scan: BucketScan): readonly Observation[] {
  const { bucket } = scan.masks;
  const used = new Set([...scan.files.values()].map((group) => group.mask));
  const idle = bucket.masks.flatMap((mask): readonly Observation[] =>
    mask.kind === 'exclude' || used.has(mask)
      ? []
      : [
          {
            rule: 'source/mask-without-files',
            subject: { bucket: bucket.name, path: mask.text },
            args: {},
            location: mask.location,
          },
        ],
  );
  const shapes = scan.unmatched.top(MAX_SHAPES, scan.masks.tokens);
  const named = shapes.reduce((total, { count }) => total + count, 0);
  // Findings stand in the order of their paths.
  const lastMask = shapes
    .map(({ mask }) => mask)
    .sort()
    .at(-1);
  return [
    ...idle,
    ...shapes.map(
      ({ mask, count, example }): Observation => ({
        rule: 'source/unmatched-keys',
        subject: { bucket: bucket.name, path: mask },
        args: { policy: bucket.unmatched },
        volatile: {
          count,
          example,
          // Keys of shapes beyond the reported ones, told with the last.
          ...(mask === lastMask && scan.unmatched.total > named
            ? { more: scan.unmatched.total - named }
            : {}),
        },
        location: bucket.location,
      }),
    ),
  ];
}
