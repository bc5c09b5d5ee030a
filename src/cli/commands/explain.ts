import { jsonText, RULE_IDS, UserError } from '../../catalogue/index.ts';
import { nearestNames } from '../../config/index.ts';
import { compileBucket, tokensOf } from '../../extract/index.ts';
import { explainKey } from '../../mask/index.ts';
import { keyExplanationText, ruleText, strayKeyText } from '../../report/index.ts';
import { RULES, type Rule } from '../../rules/index.ts';
import { colourOf } from '../colour.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { oneOf } from '../report-flags.ts';
import { loadRun, loadRunIfAny, oneBucket } from '../require-config.ts';

const FORMATS = ['text', 'json'] as const;

/** `explain KEY` and `explain RULE`: why a key goes where it goes; what a rule means. */
export const explain: CommandModule = {
  configure(command) {
    command
      .argument('<key-or-rule>', 'a key without its leading slash, or the id of a rule')
      .option('--bucket <name>', 'the bucket of the key (default: the only one)')
      .option('--format <format>', `${FORMATS.join(', ')} (default: text)`)
      .addHelpText(
        'after',
        '\nExamples:\n  datagalaxy-s3 explain --bucket acme-lake datasource/20240229/file_202402_fr.csv\n  datagalaxy-s3 explain field/removed',
      );
  },
  async run({ operands: [subject = ''], options, io }) {
    const format = oneOf('--format', String(options['format'] ?? 'text'), FORMATS);
    const colour = colourOf(io.stdout, io.env, options);
    const rule = options['bucket'] === undefined ? ruleOf(subject) : undefined;
    if (rule !== undefined) {
      const { config } = await loadRunIfAny(options, io);
      const text = format === 'json' ? `${jsonText(rule)}\n` : ruleText(rule, config, colour);
      await io.stdout.write(text);
      return EXIT.ok;
    }
    if (subject === '') {
      throw new UserError('usage/flag', { flag: 'explain', reason: 'empty' });
    }
    // Said before the configuration is asked for: where there is none, it is the answer.
    const [meant] = options['bucket'] === undefined ? nearestNames(subject, RULE_IDS) : [];
    if (meant !== undefined) {
      await io.stderr.write(
        `Explained as a key, since no rule is called so: did you mean ${meant}?\n`,
      );
    }
    const { config } = await loadRun(options, io);
    const bucket = oneBucket(config, options['bucket']);
    const { set } = compileBucket(bucket, tokensOf(config));
    const explanation = explainKey(set, subject);
    if (explanation.winner < 0) await io.stderr.write(strayKeyText(subject));
    if (format === 'text') {
      await io.stdout.write(keyExplanationText(bucket, subject, explanation, colour));
      return EXIT.ok;
    }
    const { winner, captures, dataset = null, verdicts } = explanation;
    const textOf = (entry: number): string | null => bucket.masks[entry]?.text ?? null;
    const isExclude = (entry: number): boolean => bucket.masks[entry]?.kind === 'exclude';
    const record = {
      bucket: bucket.name,
      key: subject,
      listed: subject.startsWith(bucket.prefix),
      mask: dataset === null ? null : textOf(winner),
      excludedBy: dataset === null ? textOf(winner) : null,
      dataset,
      captures: Object.fromEntries(captures.map(({ name, text }) => [name, text])),
      masks: verdicts.map(({ entry, ...verdict }) => ({
        mask: textOf(entry),
        exclude: isExclude(entry),
        ...verdict,
      })),
    };
    await io.stdout.write(`${jsonText(record)}\n`);
    return EXIT.ok;
  },
};

function ruleOf(id: string): Rule | undefined {
  return Object.values(RULES).find((rule) => rule.id === id);
}
