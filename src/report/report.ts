import {
  CHANGE_RULES,
  type Finding,
  type Level,
  type RuleId,
  type RunStats,
} from '../catalogue/index.ts';
import { findingWords } from './words/findings.ts';
import { escaped } from './words/quoted.ts';
import type { Words } from './words/words.ts';

/** A finding with what a person reads of it. */
export type ReportFinding = Finding & Words;

/** How many findings there are of each level, and what they say of the whole. */
export interface Summary {
  readonly error: number;
  readonly warn: number;
  readonly info: number;
  /** Findings that `datagalaxy.accepted.yaml` lets pass; they are not among the others. */
  readonly accepted: number;
  /** Something differs between base and head, whatever level it has. */
  readonly changed: boolean;
}

/** Everything that a report format prints. Formats are pure functions of it. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** What was compared: a file name, `git:REF`, `live`; null where nothing was. */
  readonly base: string | null;
  readonly head: string | null;
  readonly summary: Summary;
  /** In the order that the rules gave them. */
  readonly findings: readonly ReportFinding[];
  /** Present when something was extracted. */
  readonly run?: RunStats;
}

export interface ReportInput {
  readonly tool: Report['tool'];
  readonly base?: string;
  readonly head?: string;
  readonly findings: readonly Finding[];
  readonly accepted?: number;
  /** For when a change is known that no finding tells (a rule is off); else the findings decide. */
  readonly changed?: boolean;
  readonly run?: RunStats;
}

const CHANGES: ReadonlySet<RuleId> = new Set(CHANGE_RULES);

export function isChange({ rule }: { readonly rule: RuleId }): boolean {
  return CHANGES.has(rule);
}

/** Puts the findings into words and counts them. O(findings). */
export function makeReport(input: ReportInput): Report {
  const { tool, base = null, head = null, findings, accepted = 0, run } = input;
  const changed = input.changed ?? findings.some(isChange);
  return {
    tool,
    base,
    head,
    summary: { ...levelCounts(findings), accepted, changed },
    findings: findings.map((finding) => ({ ...finding, ...wordsOf(finding) })),
    ...(run === undefined ? {} : { run }),
  };
}

/** Words are escaped where they are made; once more here, so that none of them can ever be more than a line of text. */
function wordsOf(finding: Finding): Words {
  const { message, next } = findingWords[finding.rule](finding);
  const oneLine = (words: string): string => escaped(words, Number.POSITIVE_INFINITY);
  return { message: oneLine(message), ...(next === undefined ? {} : { next: oneLine(next) }) };
}

type Shown = Exclude<Level, 'off'>;
/** From the worst to the mildest. */
export const LEVELS: readonly Shown[] = ['error', 'warn', 'info'];

export function levelCounts(
  findings: Iterable<{ readonly level: Shown }>,
): Readonly<Record<Shown, number>> {
  const counts = { error: 0, warn: 0, info: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}

/** The worst level that has findings. */
export function worstLevel(findings: Iterable<{ readonly level: Shown }>): Shown | undefined {
  const counts = levelCounts(findings);
  return LEVELS.find((level) => counts[level] > 0);
}

/** Whether a finding stands at or above the level of `--fail-on`. */
export function failsGate(
  findings: Iterable<{ readonly level: Shown }>,
  failOn: Shown | 'never',
): boolean {
  if (failOn === 'never') return false;
  const worst = worstLevel(findings);
  return worst !== undefined && LEVELS.indexOf(worst) <= LEVELS.indexOf(failOn);
}
