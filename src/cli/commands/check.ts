import type { Config } from '../../config/index.ts';
import { proveMasks, tokensOf } from '../../extract/index.ts';
import { incompleteProofsText, makeReport } from '../../report/index.ts';
import { configLevels, judge } from '../../rules/index.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { addReportFlags, readReportOptions } from '../report-flags.ts';
import { loadFor } from '../require-config.ts';
import { TOOL } from '../tool.ts';
import { writeReports } from '../write-reports.ts';

/** `check`: the configuration and its masks, without a request. */
export const check: CommandModule = {
  configure(command) {
    addReportFlags(command, 'error');
    command.addHelpText('after', '\nExample:\n  datagalaxy-s3 check --format json');
  },
  async run({ options, io }) {
    const { config, observations, sources } = await loadFor(options, io);
    const proofs = config === undefined ? [] : proofsOf(config);
    const proved = proofs.flatMap((proof) => proof.observations);
    const findings = judge([...observations, ...proved], configLevels(config));
    const report = makeReport({ tool: TOOL, findings });
    const verdict = await writeReports(report, readReportOptions(options), sources, options, io);
    // What makes a configuration unusable is no finding to be weighed: it has to be mended first.
    const unusable = config === undefined || proved.some(({ rule }) => rule === 'mask/too-large');
    if (unusable) return EXIT.usage;
    for (const { bucket, complete } of proofs) {
      if (!complete) await io.stderr.write(incompleteProofsText(bucket));
    }
    return verdict;
  },
};

function proofsOf(config: Config) {
  const tokens = tokensOf(config);
  return config.buckets.map((bucket) => ({ bucket: bucket.name, ...proveMasks(bucket, tokens) }));
}
