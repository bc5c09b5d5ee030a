import { access } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { UserError } from '../../catalogue/index.ts';
import { errorText, makeReport } from '../../report/index.ts';
import { wouldChange, writeSnapshotFile } from '../../snapshot/index.ts';
import { BaseSnapshot } from '../base-snapshot.ts';
import { BucketScope } from '../bucket-scope.ts';
import { colourOf } from '../colour.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { compare } from '../compare.ts';
import { extractLive } from '../live.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { addLiveFlags, addReportFlags, readReportOptions } from '../report-flags.ts';
import { loadRun } from '../require-config.ts';
import { committedSnapshot } from '../snapshot-operand.ts';
import { TOOL } from '../tool.ts';
import { writeReports } from '../write-reports.ts';

/** `snapshot`: extract, report what changed, and bring the snapshot file up to date. */
export const snapshot: CommandModule = {
  configure(command) {
    command
      .option(
        '--check',
        'never write; exit 4 if the file is not up to date (the default when CI is set)',
      )
      .option('--write', 'write even when CI is set');
    addReportFlags(command, 'never');
    addLiveFlags(command);
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nExamples:\n  datagalaxy-s3 snapshot --write\n  datagalaxy-s3 snapshot --check --format json --output report.json',
    );
  },
  async run({ options, io }) {
    if (options['check'] === true && options['write'] === true) {
      throw new UserError('usage/flag', { flag: '--check', reason: 'conflict', other: '--write' });
    }
    const ci = io.env['CI'] ?? '';
    const inCi = ci !== '' && ci !== 'false' && ci !== '0';
    const checkOnly = options['check'] === true || (inCi && options['write'] !== true);
    const run = await loadRun(options, io, await readOverrides(options, io));
    const { snapshotFile } = run.config;
    const known = await exists(snapshotFile);
    const committed = committedSnapshot(run.config, io);
    const history = known ? await BaseSnapshot.read(committed.entries) : new BaseSnapshot([]);
    const live = await extractLive(run.config, history, io, options);
    const scope = new BucketScope(options);
    const entries = scope.merged(live.entries, history.entries);
    const before = scope.within(history.entries);
    const comparison = await compare(before, live.entries, run.config, live);
    const report = makeReport({
      tool: TOOL,
      ...(known ? { base: committed.name } : {}),
      head: 'live',
      ...comparison,
      run: live.run,
    });
    const verdict = await writeReports(
      report,
      readReportOptions(options),
      run.sources,
      options,
      io,
    );
    const file = relative(io.cwd, snapshotFile).split(sep).join('/');
    if (checkOnly) {
      if (!(await wouldChange(snapshotFile, entries))) return verdict;
      const stale = new UserError(known ? 'snapshot/stale' : 'snapshot/missing', { file });
      await io.stderr.write(errorText(stale, colourOf(io.stderr, io.env, options)));
      return EXIT.state;
    }
    const { written } = await writeSnapshotFile(snapshotFile, entries);
    await io.stderr.write(written ? `Wrote ${file}\n` : `${file} is up to date\n`);
    return verdict;
  },
};

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    // A file that is there and cannot be looked at is not a missing one: reading it will say why.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
