import { jsonLines } from '../../catalogue/index.ts';
import { diagnosesRecord, diagnosisText, targetChecksText } from '../../report/index.ts';
import { type Diagnosis, diagnose } from '../../s3/index.ts';
import { bucketReaches } from '../bucket-reaches.ts';
import { colourOf } from '../colour.ts';
import { type CommandModule, EXIT } from '../command.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { targetChecks } from '../push/check-target.ts';
import { oneOf } from '../report-flags.ts';
import { loadRun } from '../require-config.ts';

const FORMATS = ['text', 'json'] as const;

/** `doctor`: whether each bucket can be reached, listed and read, and what to change where it cannot. */
export const doctor: CommandModule = {
  configure(command) {
    command.option('--format <format>', `${FORMATS.join(', ')} (default: text)`);
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nMakes the requests that a run makes: one list a prefix, one read, and asks STS whose the credentials are.\nWhere DataGalaxy is configured, its token, workspace and types are checked too.\nExit code 3 if a bucket cannot be read, or DataGalaxy refuses.\n\nExamples:\n  datagalaxy-s3 doctor\n  datagalaxy-s3 doctor --bucket acme-lake --region eu-west-1 --format json',
    );
  },
  async run({ options, io }) {
    const format = oneOf('--format', String(options['format'] ?? 'text'), FORMATS);
    const { config } = await loadRun(options, io, await readOverrides(options, io));
    const diagnoses: Diagnosis[] = [];
    for (const { bucket, masks, ...prefixes } of bucketReaches(config)) {
      const matcher = masks.set.matcher();
      const wants = (key: Uint8Array): boolean => {
        const entry = bucket.masks[matcher.match(key, 0, key.length)];
        return entry === undefined ? bucket.unmatched === 'list' : entry.kind === 'mask';
      };
      const diagnosis = await diagnose({ bucket, ...prefixes, wants }, { env: io.env }, io.signal);
      diagnoses.push(diagnosis);
      if (format === 'json') continue;
      const gap = diagnoses.length === 1 ? '' : '\n';
      const color = colourOf(io.stdout, io.env, options);
      await io.stdout.write(`${gap}${diagnosisText(diagnosis, color)}`);
    }
    const { datagalaxy } = config;
    const target = datagalaxy === undefined ? undefined : await targetChecks(datagalaxy, io);
    if (format === 'json') {
      const record = {
        ...diagnosesRecord(diagnoses),
        ...(target === undefined ? {} : { datagalaxy: target }),
      };
      await io.stdout.write(`${jsonLines(record)}\n`);
    } else if (target !== undefined) {
      const color = colourOf(io.stdout, io.env, options);
      await io.stdout.write(`\n${targetChecksText(target, color)}`);
    }
    const sound =
      diagnoses.every(({ readable }) => readable) &&
      (target ?? []).every(({ error }) => error === undefined);
    return sound ? EXIT.ok : EXIT.source;
  },
};
