import type { Observation } from '../../catalogue/index.ts';
import type { Config } from '../../config/index.ts';
import { maskObservations, tokensOf } from '../../extract/index.ts';
import { makeReport } from '../../report/index.ts';
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
    const proved = config === undefined ? [] : proofsOf(config);
    const findings = judge([...observations, ...proved], configLevels(config));
    const report = makeReport({ tool: TOOL, findings });
    const verdict = await writeReports(report, readReportOptions(options), sources, options, io);
    // What makes a configuration unusable is no finding to be weighed: it has to be mended first.
    const unusable = config === undefined || proved.some(({ rule }) => rule === 'mask/too-large');
    return unusable ? EXIT.usage : verdict;
  },
};

function proofsOf(config: Config): readonly Observation[] {
  const tokens = tokensOf(config);
  return config.buckets.flatMap((bucket) => maskObservations(bucket, tokens));
}
