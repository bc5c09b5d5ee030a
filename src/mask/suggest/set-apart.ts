import { analyseMasks, type MaskFinding } from '../analyse.ts';
import type { MaskEntryInput } from '../mask-types.ts';
import { parseMask } from '../parse-mask.ts';
import type { TokenTable } from '../tokens.ts';
import type { Fit } from './mask-text.ts';

/** A mask that can be written more narrowly. */
export interface Fitted {
  readonly fit: Fit;
  readonly maskOf: (fit: Fit) => string;
}

const RANK: Readonly<Record<Fit, number>> = { loose: 0, roomy: 1, tight: 2 };

/** Fits for two masks that share keys, the least narrow first: a tight one takes no longer number than those seen. */
const PAIRS: readonly (readonly [Fit, Fit])[] = [
  ['roomy', 'loose'],
  ['loose', 'roomy'],
  ['roomy', 'roomy'],
  ['tight', 'loose'],
  ['loose', 'tight'],
  ['tight', 'roomy'],
  ['roomy', 'tight'],
  ['tight', 'tight'],
];

/** Pairs of edges that the search for shared keys may look at. */
const MOST_WORK = 10_000_000;

/**
 * Narrower fits, by index, for masks that share a key with another, so that they do not. None for a pair that shares keys
 * however it is written. O(analysis of the masks).
 */
export function narrowerFits(
  masks: readonly Fitted[],
  tokens: TokenTable,
): ReadonlyMap<number, Fit> {
  const fits = new Map<number, Fit>();
  const fitOf = (i: number): Fit => fits.get(i) ?? masks[i]!.fit;
  const written = masks.map(({ fit, maskOf }) => maskOf(fit));
  for (const finding of sharingOf(written, tokens) ?? []) {
    if (finding.rule !== 'mask/overlap') continue;
    const { first, second } = finding;
    const apart = PAIRS.map(
      ([a, b]) => [narrower(a, fitOf(first)), narrower(b, fitOf(second))] as const,
    ).find(([a, b]) => {
      const pair = [masks[first]!.maskOf(a), masks[second]!.maskOf(b)];
      return sharingOf(pair, tokens)?.length === 0;
    });
    if (apart === undefined) continue;
    fits.set(first, apart[0]);
    fits.set(second, apart[1]);
  }
  for (const [i, fit] of fits) if (fit === masks[i]!.fit) fits.delete(i);
  return fits;
}

const narrower = (a: Fit, b: Fit): Fit => (RANK[a] > RANK[b] ? a : b);

/** The pairs that share keys; undefined where one is no mask, as with a redefined type that has no lengths. */
function sharingOf(
  masks: readonly string[],
  tokens: TokenTable,
): readonly MaskFinding[] | undefined {
  const entries: MaskEntryInput[] = [];
  for (const text of masks) {
    const { mask } = parseMask(text, tokens);
    if (mask === undefined) return undefined;
    entries.push({ kind: 'mask', mask });
  }
  return analyseMasks(entries, { work: MOST_WORK }).findings.filter(
    ({ rule }) => rule === 'mask/overlap' || rule === 'mask/shadowed',
  );
}
