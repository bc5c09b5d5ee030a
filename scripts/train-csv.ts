// Trains the two linear models of the CSV reader and writes them to src/format/csv/weights.ts.
//   node --import tsx scripts/train-csv.ts CORPUS [--dry-run] [--errors]
// CORPUS is a directory with `truth.jsonl` (see bench/corpus.ts). Nothing is random: the same corpus gives the same weights.
import { writeFileSync } from 'node:fs';
import { type Answer, type CorpusFile, judge, loadCorpus, type Verdict } from '../bench/corpus.ts';
import { candidates } from '../src/format/csv/candidates.ts';
import { attempt, SECOND } from '../src/format/csv/detect.ts';
import { headerFeatures } from '../src/format/csv/header-features.ts';
import type { Model, Weights } from '../src/format/csv/model.ts';
import { readText } from '../src/format/csv/read-text.ts';
import { decodeText } from '../src/format/encoding.ts';

type Vector = Readonly<Record<string, number>>;

/** One choice among candidates, and the places of those that are right. */
interface Choice {
  readonly candidates: readonly Vector[];
  readonly right: readonly number[];
}

interface Example {
  readonly file: CorpusFile;
  readonly text: string;
  readonly choice?: Choice;
  readonly header?: { readonly features: Vector; readonly present: boolean };
}

const NO_MODEL: Model = { dialect: {}, header: {} };

function exampleOf(file: CorpusFile): Example {
  const { truth } = file;
  const { text } = decodeText(file.bytes, 'auto');
  const attempts = candidates(text, {}).map((one) =>
    attempt(text, one, SECOND, file.complete, {}, NO_MODEL),
  );
  const right = attempts.flatMap(({ dialect, scan }, index) => {
    if (dialect.delimiter !== truth.delimiter) return [];
    const quoteless = truth.quotechar === '' && scan.closed === 0;
    return quoteless || dialect.quote === truth.quotechar ? [index] : [];
  });
  const choice = { candidates: attempts.map((one) => one.features), right };
  const best = attempts[right[0] ?? -1];
  const first = best?.table.rows[0];
  const trueRow = truth.column_names?.map((name) => name.trim()).join('\n');
  const found = first?.cells.map((cell) => cell.trim()).join('\n');
  const judged =
    best !== undefined && truth.has_header !== null && (!truth.has_header || found === trueRow);
  return {
    file,
    text,
    ...(right.length > 0 && right.length < attempts.length ? { choice } : {}),
    ...(judged
      ? {
          header: {
            features: headerFeatures(best.table.rows, best.table.width),
            present: truth.has_header === true,
          },
        }
      : {}),
  };
}

/** Softmax over each file's candidates, the right ones taken together; L2. Full-batch gradient with momentum. */
function trainDialect(choices: readonly Choice[], ridge: number): Weights {
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

function trainHeader(
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

const RIDGE = {
  dialect: Number(process.env['RD'] ?? 0.002),
  header: Number(process.env['RH'] ?? 0.003),
};

function train(examples: readonly Example[]): Model {
  return {
    dialect: trainDialect(
      examples.flatMap((one) => one.choice ?? []),
      RIDGE.dialect,
    ),
    header: trainHeader(
      examples.flatMap((one) => one.header ?? []),
      RIDGE.header,
    ),
  };
}

interface Scores {
  readonly delimiter: number;
  readonly header: number;
  readonly schema: number;
  readonly semicolon: number;
  readonly files: number;
}

async function answerOf(example: Example, model: Model): Promise<Answer> {
  const { reading } = await readText(example.text, example.file.complete, {}, model);
  return {
    delimiter: reading.delimiter,
    header: reading.header,
    names: reading.fields.map((field) => field.name),
  };
}

async function evaluate(
  examples: readonly Example[],
  model: Model,
  onError?: (example: Example, verdict: Verdict, answer: Answer) => void,
): Promise<Scores> {
  const verdicts: { readonly verdict: Verdict; readonly semicolon: boolean }[] = [];
  for (const example of examples) {
    const answer = await answerOf(example, model);
    const verdict = judge(example.file, answer);
    verdicts.push({ verdict, semicolon: example.file.truth.delimiter === ';' });
    if (!verdict.delimiter || verdict.schema === false) onError?.(example, verdict, answer);
  }
  const share = (of: readonly (boolean | undefined)[]) => {
    const judged = of.filter((one) => one !== undefined);
    return judged.length === 0 ? Number.NaN : (100 * judged.filter(Boolean).length) / judged.length;
  };
  return {
    delimiter: share(verdicts.map((one) => one.verdict.delimiter)),
    header: share(verdicts.map((one) => one.verdict.header)),
    schema: share(verdicts.map((one) => one.verdict.schema)),
    semicolon: share(verdicts.filter((one) => one.semicolon).map((one) => one.verdict.schema)),
    files: verdicts.length,
  };
}

/** Folds of whole repositories (files of one source resemble each other), or of single files, each as even as can be. */
function folds(
  examples: readonly Example[],
  count: number,
  by: 'repository' | 'file',
): readonly (readonly Example[])[] {
  const result: Example[][] = Array.from({ length: count }, () => []);
  if (by === 'file') {
    examples.forEach((example, index) => {
      result[(index * 7) % count]!.push(example);
    });
    return result;
  }
  const groups = new Map<string, Example[]>();
  for (const example of examples) {
    const repository = example.file.truth.source_repo;
    groups.set(repository, [...(groups.get(repository) ?? []), example]);
  }
  for (const group of [...groups.values()].sort((a, b) => b.length - a.length)) {
    result.reduce((least, fold) => (fold.length < least.length ? fold : least)).push(...group);
  }
  return result;
}

const [corpus, ...flags] = process.argv.slice(2);
if (corpus === undefined) throw new Error('give the corpus directory');
const examples = loadCorpus(corpus).map(exampleOf);
console.log(
  `${examples.length} files, ${examples.filter((one) => one.choice).length} choices, ${examples.filter((one) => one.header).length} headers`,
);
const show = (scores: Scores) =>
  `delimiter ${scores.delimiter.toFixed(1)}  header ${scores.header.toFixed(1)}  schema ${scores.schema.toFixed(1)}  schema on ; ${scores.semicolon.toFixed(1)}  (${scores.files} files)`;
const wrong = (example: Example, verdict: Verdict, answer: Answer) => {
  if (!flags.includes('--errors')) return;
  const { truth } = example.file;
  console.log(
    [
      verdict.delimiter ? '' : 'DELIMITER',
      verdict.header === false ? 'HEADER' : '',
      verdict.schema === false ? 'SCHEMA' : '',
      truth.file,
      JSON.stringify([
        truth.delimiter,
        truth.quotechar,
        truth.has_header,
        truth.header_row,
        truth.column_names?.slice(0, 5),
      ]),
      JSON.stringify([
        answer.delimiter,
        answer.header,
        answer.names?.length,
        answer.names?.slice(0, 5),
      ]),
    ].join(' '),
  );
};
for (const by of ['repository', 'file'] as const) {
  const parts = folds(examples, 10, by);
  const results: Scores[] = [];
  for (const held of parts) {
    const model = train(examples.filter((one) => !held.includes(one)));
    results.push(await evaluate(held, model, by === 'repository' ? wrong : undefined));
  }
  const spread = (name: keyof Scores) => {
    const judged = results.filter((one) => !Number.isNaN(one[name]));
    const files = judged.reduce((sum, one) => sum + one.files, 0);
    const mean = judged.reduce((sum, one) => sum + one[name] * one.files, 0) / files;
    return `${mean.toFixed(1)} (${Math.min(...judged.map((one) => one[name])).toFixed(1)} to ${Math.max(...judged.map((one) => one[name])).toFixed(1)})`;
  };
  console.log(
    `held back by ${by}: delimiter ${spread('delimiter')}  header ${spread('header')}  schema ${spread('schema')}  ; ${spread('semicolon')}`,
  );
}
const model = train(examples);
console.log(`on the training files: ${show(await evaluate(examples, model))}`);
if (!flags.includes('--dry-run')) {
  const lines = (weights: Weights) =>
    Object.entries(weights)
      .map(([name, weight]) => `    ${/^\w+$/.test(name) ? name : `'${name}'`}: ${weight},`)
      .join('\n');
  writeFileSync(
    new URL('../src/format/csv/weights.ts', import.meta.url),
    `import type { Model } from './model.ts';\n\n/** Made by \`scripts/train-csv.ts\` from a corpus of files with known answers; not edited by hand. */\nexport const MODEL: Model = {\n  dialect: {\n${lines(model.dialect)}\n  },\n  header: {\n${lines(model.header)}\n  },\n};\n`,
  );
}
