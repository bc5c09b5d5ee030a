// Trains the two linear models of the CSV reader and writes them to src/format/csv/weights.ts.
//   node --import tsx scripts/train-csv.ts CORPUS [--dry-run] [--errors]
// CORPUS is a directory with `truth.jsonl` (see bench/corpus.ts). Nothing is random: the same corpus gives the same weights.
import { writeFileSync } from 'node:fs';
import { type Answer, type CorpusFile, judge, loadCorpus, type Verdict } from '../bench/corpus.ts';
import { candidates } from '../src/format/csv/candidates.ts';
import { attempt, isAssumed, SECOND } from '../src/format/csv/detect.ts';
import { headerFeatures } from '../src/format/csv/header-features.ts';
import type { Model, Weights } from '../src/format/csv/model.ts';
import { readText } from '../src/format/csv/read-text.ts';
import { decodeText } from '../src/format/encoding.ts';
import { type Choice, trainChoice, trainYesNo, type Vector } from './linear-models.ts';

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

/** Chosen by the scores of the held-back parts; twice as much or half as much changes them by a few tenths. */
const RIDGE = { dialect: 0.0007, header: 0.0005 };

function train(examples: readonly Example[]): Model {
  return {
    dialect: trainChoice(
      examples.flatMap((one) => one.choice ?? []),
      RIDGE.dialect,
    ),
    header: trainYesNo(
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
  /** Headers that were not assumed, and how many of these were right, in %. */
  readonly certain: number;
  readonly certainRight: number;
  readonly files: number;
}

async function answerOf(example: Example, model: Model): Promise<Answer & { certain: boolean }> {
  const { reading, detection } = await readText(example.text, example.file.complete, {}, model);
  return {
    delimiter: reading.delimiter,
    header: reading.header,
    names: reading.fields.map((field) => field.name),
    certain: !isAssumed(detection.header),
  };
}

async function evaluate(
  examples: readonly Example[],
  model: Model,
  onError?: (example: Example, verdict: Verdict, answer: Answer) => void,
): Promise<Scores> {
  const verdicts: { verdict: Verdict; semicolon: boolean; certain: boolean }[] = [];
  for (const example of examples) {
    const answer = await answerOf(example, model);
    const verdict = judge(example.file, answer);
    const semicolon = example.file.truth.delimiter === ';';
    verdicts.push({ verdict, semicolon, certain: answer.certain });
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
    certain: share(verdicts.map((one) => one.certain)),
    certainRight: share(verdicts.filter((one) => one.certain).map((one) => one.verdict.header)),
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
    `held back by ${by}: delimiter ${spread('delimiter')}  header ${spread('header')}  schema ${spread('schema')}  schema on ; ${spread('semicolon')}  certain headers ${spread('certain')} of which right ${spread('certainRight')}`,
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
    `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: weights only look like constants\nimport type { Model } from './model.ts';\n\n/** Made by \`scripts/train-csv.ts\` from a corpus of files with known answers; not edited by hand. */\nexport const MODEL: Model = {\n  dialect: {\n${lines(model.dialect)}\n  },\n  header: {\n${lines(model.header)}\n  },\n};\n`,
  );
}
