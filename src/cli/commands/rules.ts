import { jsonText } from '../../catalogue/index.ts';
import { ruleListRecord, ruleListText } from '../../report/index.ts';
import { listedRules } from '../../rules/index.ts';
import { colourOf } from '../colour.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { oneOf } from '../report-flags.ts';
import { loadRunIfAny } from '../require-config.ts';

const FORMATS = ['text', 'json'] as const;

/** `rules`: every rule with its level, and what decides it. Works without a configuration. */
export const rules: CommandModule = {
  configure(command) {
    command
      .option('--format <format>', `${FORMATS.join(', ')} (default: text)`)
      .addHelpText(
        'after',
        '\nWhat decides a level: the rule itself (default), the profile, or a line of `rules:`. `explain RULE` says what a rule means.\n\nExample:\n  datagalaxy-s3 rules',
      );
  },
  async run({ options, io }) {
    const format = oneOf('--format', String(options['format'] ?? 'text'), FORMATS);
    const { config } = await loadRunIfAny(options, io);
    const listed = listedRules(config);
    await io.stdout.write(
      format === 'json'
        ? `${jsonText(ruleListRecord(listed))}\n`
        : ruleListText(listed, colourOf(io.stdout, io.env, options)),
    );
    return EXIT.ok;
  },
};
