import type { FindingArgs } from '../../catalogue/index.ts';
import { isAssumed } from './detect.ts';
import type { Features } from './dialect-features.ts';
import type { Weights } from './model.ts';
import type { TextReading } from './read-text.ts';
import { MODEL } from './weights.ts';

/** Reasons given for a belief: the features that weighed most. */
const REASONS = 6;
/** Why the dialect and the header are what they are, for `inspect --explain`. Names of features and numbers only, no data. */
export function explain(read: TextReading, encodingBecause: string): FindingArgs {
  const { attempts, confidence, header } = read.detection;
  const best = attempts[0]!;
  return {
    encoding: encodingBecause,
    candidates: attempts.map((one) => ({
      ...one.dialect,
      score: rounded(one.score),
      width: one.table.width,
      reasons: reasons(one.features, MODEL.dialect),
    })),
    confidence: rounded(confidence),
    comments: best.table.comments + read.skipped,
    preamble: best.table.preamble,
    header: {
      present: header.present,
      because: header.because,
      assumed: isAssumed(header),
      score: rounded(header.score),
      reasons: reasons(header.features, MODEL.header),
    },
    rows: read.rows,
  };
}

function reasons(features: Features, weights: Weights) {
  return Object.keys(features)
    .map((feature) => ({ feature, points: rounded(features[feature]! * (weights[feature] ?? 0)) }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, REASONS);
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
