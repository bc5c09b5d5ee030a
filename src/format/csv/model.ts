/** Weights by feature name. A feature without weight counts for nothing. */
export type Weights = Readonly<Record<string, number>>;

/** The two linear models of this reader; `scripts/train-csv.ts` makes them. */
export interface Model {
  readonly dialect: Weights;
  readonly header: Weights;
}

/** Weighted sum. O(features). */
export function score(features: Readonly<Record<string, number>>, weights: Weights): number {
  let sum = weights['bias'] ?? 0;
  for (const name of Object.keys(features)) sum += (weights[name] ?? 0) * features[name]!;
  return sum;
}
