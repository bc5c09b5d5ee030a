import type { Command } from 'commander';
import { type Level, UserError } from '../catalogue/index.ts';
import { REPORT_FORMATS, type ReportFormat } from '../report/index.ts';

/** One report to write: where `file` is absent, to stdout. */
export interface ReportTarget {
  readonly format: ReportFormat;
  readonly file?: string;
}

/** The lowest level that makes a run fail; `never` lets everything pass. */
export type FailOn = Exclude<Level, 'off'> | 'never';
const FAIL_ON: readonly FailOn[] = ['error', 'warn', 'info', 'never'];

export interface ReportOptions {
  readonly reports: readonly ReportTarget[];
  readonly failOn: FailOn;
}

/** The option where the flags of a report are collected, in the order in which they stand. */
const COLLECTED = 'report';

interface Collected {
  readonly targets: { format?: ReportFormat; file?: string }[];
  readonly failOn: FailOn;
}

/**
 * Adds `--format`, `--output` and `--fail-on`; `readReportOptions` tells what was said by them. The first two may be repeated
 * in pairs (SPEC 4.1): an `--output` belongs to the `--format` before it that has no file yet, and `--format json=report.json`
 * says both at once.
 */
export function addReportFlags(command: Command, failOn: FailOn): void {
  const targets: Collected['targets'] = [];
  command
    .setOptionValue(COLLECTED, { targets, failOn } satisfies Collected)
    .option(
      '--format <format[=file]>',
      `${REPORT_FORMATS.join(', ')}; may be repeated (default: text)`,
      (value: string) => {
        const [name = '', ...file] = value.split('=');
        const format = oneOf('--format', name, REPORT_FORMATS);
        const waiting = targets.find((target) => target.format === undefined);
        if (waiting !== undefined && file.length === 0) waiting.format = format;
        else targets.push({ format, ...(file.length === 0 ? {} : { file: file.join('=') }) });
        return value;
      },
    )
    .option('--output <file>', 'write the report before it there instead of stdout', (file) => {
      const last = targets.at(-1);
      if (last !== undefined && last.file === undefined) last.file = file;
      else targets.push({ file });
      return file;
    })
    .option('--fail-on <level>', `${FAIL_ON.join(', ')} (default: ${failOn})`, (value) =>
      oneOf('--fail-on', value, FAIL_ON),
    );
}

/** For a command that has the flags of `addReportFlags`. */
export function readReportOptions(options: Readonly<Record<string, unknown>>): ReportOptions {
  const { failOn, targets } = options[COLLECTED] as Collected;
  const reports = targets.map(({ format, file }) => ({
    format: format ?? 'text',
    ...(file === undefined ? {} : { file }),
  }));
  return {
    reports: reports.length === 0 ? [{ format: 'text' }] : reports,
    failOn: (options['failOn'] as FailOn | undefined) ?? failOn,
  };
}

const MAX_CONCURRENCY = 1_000;

/** Adds the flags of a run that extracts: `--concurrency` (listings, then reads, at once) and `--no-cache`. */
export function addLiveFlags(command: Command): void {
  command.option('--no-cache', 'read every representative again, changed or not');
  command.option('--concurrency <n>', 'requests under way at once (default: 32)', (value) => {
    const count = Number(value);
    if (Number.isInteger(count) && count >= 1 && count <= MAX_CONCURRENCY) return count;
    throw new UserError('usage/flag', { flag: '--concurrency', reason: 'form', example: '32' });
  });
}

/** The value, when it is one of those a flag takes. */
export function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new UserError('usage/flag', { flag, reason: 'unknown-value', value, allowed });
  }
  return found;
}
