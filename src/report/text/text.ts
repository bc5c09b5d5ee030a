import { type Colors, createColors } from '../colors.ts';
import { displayWidth, padEnd } from '../display-width.ts';
import type { Format, RenderOptions } from '../format.ts';
import { levelWord } from '../level-word.ts';
import type { Report, ReportFinding } from '../report.ts';
import { counted, plain } from '../words/quoted.ts';
import { advice, countsLine, runLine } from './footer.ts';
import { isLocated, located } from './located.ts';
import { type Row, rowOf } from './row.ts';

/** Findings of the level info beyond so many are only counted: a first snapshot can add a hundred thousand files. */
const MAX_INFOS = 300;
/** No column is padded beyond this part of the width, so that one long name does not push all others away. */
const MAX_PADDING = 0.45;

/**
 * The report for a person: what is wrong with the configuration with its place, then changes and remarks grouped by bucket
 * and file, then counts, what the run cost, and what to do when the gate fails.
 */
export const text: Format = function* (report, options) {
  const colors = createColors(options.color);
  const { shown, hidden } = cutInfos(report.findings);
  if (report.base !== null && report.head !== null) {
    yield `${colors.dim(`${plain(report.base)} -> ${plain(report.head)}`)}\n\n`;
  }
  for (const finding of shown.filter(isLocated)) {
    yield `${located(finding, options, colors).join('\n')}\n\n`;
  }
  const rest = shown.filter((finding) => !isLocated(finding));
  for (const bucket of runs(rest, ({ subject }) => subject.bucket)) {
    yield `${colors.bold(plain(bucket[0]?.subject.bucket))}\n\n`;
    yield* bucketBlocks(bucket, options.width, colors);
  }
  if (hidden > 0) {
    yield `${colors.dim(`… and ${counted(hidden, 'info')} more; --format json has all of them`)}\n\n`;
  }
  yield* footer(report, options, colors);
};

function cutInfos(findings: readonly ReportFinding[]): {
  readonly shown: readonly ReportFinding[];
  readonly hidden: number;
} {
  let infos = 0;
  const shown = findings.filter(({ level }) => level !== 'info' || ++infos <= MAX_INFOS);
  return { shown, hidden: findings.length - shown.length };
}

/** Neighbours with the same key, together. */
function runs<T, K>(items: readonly T[], keyOf: (item: T) => K): readonly (readonly T[])[] {
  const result: T[][] = [];
  let last: K | undefined;
  for (const item of items) {
    const key = keyOf(item);
    const run = result.at(-1);
    if (run === undefined || key !== last) result.push([item]);
    else run.push(item);
    last = key;
  }
  return result;
}

/**
 * Files that came or went whole are one line each; everything else stands below its path. What is about masks rather than
 * files comes last, so that it does not stand between them.
 */
function* bucketBlocks(
  findings: readonly ReportFinding[],
  width: number,
  colors: Colors,
): Iterable<string> {
  const isWhole = ({ rule }: ReportFinding): boolean =>
    /^(?:file|directory)\/(?:added|removed)$/.test(rule);
  const isOfMasks = ({ rule }: ReportFinding): boolean =>
    rule === 'source/unmatched-keys' || rule === 'source/mask-without-files';
  const heading = (finding: ReportFinding): string | undefined =>
    isWhole(finding) || isOfMasks(finding) ? undefined : finding.subject.path;
  const ordered = [
    ...findings.filter((finding) => !isOfMasks(finding)),
    ...findings.filter(isOfMasks),
  ];
  for (const run of runs(ordered, (finding) => heading(finding) ?? isOfMasks(finding))) {
    const path = run[0] === undefined ? undefined : heading(run[0]);
    if (path !== undefined) yield `  ${colors.underline(plain(path))}\n`;
    yield `${table(run, path === undefined ? '  ' : '    ', width, colors).join('\n')}\n\n`;
  }
}

/** Lines `level  sign subject  detail  rule`, aligned. */
function table(
  findings: readonly ReportFinding[],
  indent: string,
  width: number,
  colors: Colors,
): readonly string[] {
  const rows = findings.map(rowOf);
  const columns = (part: (row: Row) => string): number =>
    rows.reduce((most, row) => {
      const taken = row.sign === '!' ? 0 : displayWidth(part(row));
      return taken > width * MAX_PADDING ? most : Math.max(most, taken);
    }, 0);
  const subjectWidth = columns(({ subject }) => subject);
  const detailWidth = columns(({ detail }) => detail);
  return findings.map((finding, i) => {
    const row = rows[i] ?? rowOf(finding);
    const cause = finding.cause === 'config' ? ' (configuration changed)' : '';
    const columnsText =
      row.sign === '!'
        ? row.subject
        : `${padEnd(row.subject, subjectWidth)}  ${padEnd(row.detail, detailWidth)}`;
    const signed = paint(row.sign, `${row.sign} ${columnsText}`, colors);
    const line = `${indent}${levelWord(finding.level, colors)}  ${signed}  ${colors.dim(finding.rule + cause)}`;
    // The same advice for neighbours is given once, after the last of them.
    const note =
      finding.next === undefined || finding.next === findings[i + 1]?.next
        ? []
        : [`${indent}       ${colors.cyan('next:')} ${finding.next}`];
    return [line, ...note].join('\n');
  });
}

function paint(sign: Row['sign'], line: string, colors: Colors): string {
  switch (sign) {
    case '+':
      return colors.green(line);
    case '-':
      return colors.red(line);
    case '~':
      return colors.yellow(line);
    case '!':
      return line;
  }
}

function* footer(report: Report, options: RenderOptions, colors: Colors): Iterable<string> {
  const { error, warn } = report.summary;
  const counts = countsLine(report);
  const tone = error > 0 ? colors.red : warn > 0 ? colors.yellow : colors.green;
  yield `${colors.bold(tone(counts))}\n`;
  if (report.run !== undefined) yield `${colors.dim(runLine(report.run))}\n`;
  const lines = advice(report, options);
  if (lines.length > 0) yield `\n${lines.join('\n')}\n`;
}
