import type { Check, Diagnosis } from '../s3/index.ts';
import { createColors } from './colors.ts';
import { checkWords } from './words/doctor.ts';
import { escaped, quoted } from './words/quoted.ts';

const NAMES = 14;

/** The checklists for people, one a bucket, read from top to bottom. */
export function diagnosisText(diagnosis: Diagnosis, color: boolean): string {
  const colors = createColors(color);
  const marks = {
    ok: colors.green('ok  '),
    note: colors.yellow('note'),
    failed: colors.red('FAIL'),
    skipped: colors.dim('-   '),
  };
  const indent = ' '.repeat(2 + 4 + 2 + NAMES + 2);
  const lines = diagnosis.checks.flatMap((check) => {
    const { message, next } = checkWords(check);
    const shown = check.state === 'skipped' ? colors.dim(message) : message;
    return [
      `  ${marks[check.state]}  ${check.id.padEnd(NAMES)}  ${shown}`,
      ...(next === undefined ? [] : [`${indent}${colors.cyan('next:')} ${next}`]),
      ...(check.statement === undefined ? [] : statementLines(check.statement, indent)),
    ];
  });
  const below = diagnosis.prefix === '' ? '' : `  below ${quoted(diagnosis.prefix)}`;
  const verdict = diagnosis.readable ? '' : `  ${colors.red('cannot be read')}`;
  const title = `${colors.bold(escaped(diagnosis.bucket))}${below}${verdict}`;
  return `${title}\n${lines.join('\n')}\n`;
}

function statementLines(statement: NonNullable<Check['statement']>, indent: string): string[] {
  return JSON.stringify(statement, null, 2)
    .split('\n')
    .map((line) => `${indent}${escaped(line, 2_000)}`);
}

/** The same for programs: `{"doctor":1,"buckets":[…]}`. Facts beside the sentences that people get. */
export function diagnosesRecord(diagnoses: readonly Diagnosis[]): object {
  return {
    doctor: 1,
    buckets: diagnoses.map(({ bucket, prefix, readable, checks }) => ({
      bucket,
      prefix,
      readable,
      checks: checks.map((check) => {
        const { message, next } = checkWords(check);
        return {
          check: check.id,
          state: check.state,
          message,
          next: next ?? null,
          ...(check.error && { error: check.error.id }),
          facts: check.error?.args ?? check.args,
          ...(check.statement && { statement: check.statement }),
        };
      }),
    })),
  };
}
