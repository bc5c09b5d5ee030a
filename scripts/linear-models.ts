import type { Weights } from '../src/format/csv/model.ts';

export type Vector = Readonly<Record<string, number>>;

/** One choice among candidates, and the places of those that are right. */
export interface Choice {
  readonly candidates: readonly Vector[];
  readonly right: readonly number[];
}

/** Softmax over each file's candidates, the right ones taken together; L2. Full-batch gradient with momentum. */
export function trainChoice(choices: readonly Choice[], ridge: number): Weights {
  return descend(
    choices.flatMap((choice) => choice.candidates),
    choices.length,
    ridge,
    (score, addGradient) => {
      for (const { candidates: vectors, right } of choices) {
        const scores = vectors.map(score);
        const top = Math.max(...scores);
        const chances = scores.map((one) => Math.exp(one - top));
        const all = chances.reduce((sum, one) => sum + one, 0);
        const good = right.reduce((sum, index) => sum + chances[index]!, 0);
        vectors.forEach((vector, index) => {
          const chance = chances[index]! / all;
          addGradient(vector, right.includes(index) ? chance - chances[index]! / good : chance);
        });
      }
    },
  );
}

/** Logistic regression; L2. The bias is a feature as any other. */
export function trainYesNo(
  examples: readonly { readonly features: Vector; readonly present: boolean }[],
  ridge: number,
): Weights {
  const biased = examples.map((one) => ({ ...one, features: { bias: 1, ...one.features } }));
  return descend(
    biased.map((one) => one.features),
    biased.length,
    ridge,
    (score, addGradient) => {
      for (const { features, present } of biased) {
        addGradient(features, 1 / (1 + Math.exp(-score(features))) - (present ? 1 : 0));
      }
    },
  );
}

const STEPS = 500;

function descend(
  vectors: readonly Vector[],
  count: number,
  ridge: number,
  epoch: (
    score: (vector: Vector) => number,
    addGradient: (vector: Vector, error: number) => void,
  ) => void,
): Weights {
  const names = [...new Set(vectors.flatMap((vector) => Object.keys(vector)))].sort();
  const place = new Map(names.map((name, index) => [name, index]));
  const weights = new Float64Array(names.length);
  const moment = new Float64Array(names.length);
  const square = new Float64Array(names.length);
  const packed = new Map(
    vectors.map((vector) => {
      const used = Object.keys(vector).filter((name) => vector[name] !== 0);
      const at = Int32Array.from(used, (name) => place.get(name)!);
      return [vector, { at, values: Float64Array.from(used, (name) => vector[name]!) }];
    }),
  );
  for (let step = 1; step <= STEPS; step++) {
    const gradient = weights.map((weight) => weight * ridge);
    epoch(
      (vector) => {
        const { at, values } = packed.get(vector)!;
        let sum = 0;
        for (let index = 0; index < at.length; index++)
          sum += weights[at[index]!]! * values[index]!;
        return sum;
      },
      (vector, error) => {
        const { at, values } = packed.get(vector)!;
        for (let index = 0; index < at.length; index++) {
          gradient[at[index]!]! += (error * values[index]!) / count;
        }
      },
    );
    const rate = 0.1 / (1 + step / 100);
    for (let index = 0; index < weights.length; index++) {
      moment[index] = 0.9 * moment[index]! + 0.1 * gradient[index]!;
      square[index] = 0.999 * square[index]! + 0.001 * gradient[index]! ** 2;
      const mean = moment[index]! / (1 - 0.9 ** step);
      const spread = Math.sqrt(square[index]! / (1 - 0.999 ** step));
      weights[index]! -= (rate * mean) / (spread + 1e-8);
    }
  }
  return Object.fromEntries(names.map((name, index) => [name, Number(weights[index]!.toFixed(3))]));
}
