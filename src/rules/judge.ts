import {
  CHANGE_RULES,
  CONFIG_RULES,
  compareEntries,
  type Finding,
  MASK_RULES,
  type Observation,
  RULE_IDS,
  type RuleId,
  SOURCE_RULES,
  STATE_RULES,
} from '../catalogue/index.ts';
import { fingerprintOf } from './fingerprint.ts';
import { levelOf, type RuleLevels } from './level-of.ts';

/** What is wrong with the configuration comes first, since it may explain the rest. */
const AREAS: readonly (readonly RuleId[])[] = [
  [...CONFIG_RULES, ...MASK_RULES],
  [...CHANGE_RULES, ...SOURCE_RULES, ...STATE_RULES],
];
const AREA = new Map(AREAS.flatMap((rules, area) => rules.map((rule) => [rule, area])));
const RANK = new Map(RULE_IDS.map((rule, rank) => [rule, rank]));

/**
 * Gives every observation its level and fingerprint; those whose level is `off` are dropped.
 *
 * Order: `config/*` and `mask/*` by their place in the file, then everything else by bucket and path in code-unit order, then by rule
 * as `RULE_IDS` lists them; within one rule and path as observed. O(n log n) time, O(n) memory.
 */
export function judge(observations: Iterable<Observation>, levels: RuleLevels): readonly Finding[] {
  const findings: Finding[] = [];
  for (const observation of observations) {
    const { level } = levelOf(observation, levels);
    if (level === 'off') continue;
    findings.push({ ...observation, level, fingerprint: fingerprintOf(observation) });
  }
  return findings.sort(compareFindings);
}

function compareFindings(a: Finding, b: Finding): number {
  const area = (AREA.get(a.rule) ?? 0) - (AREA.get(b.rule) ?? 0);
  if (area !== 0) return area;
  if (AREA.get(a.rule) === 0) return comparePlaces(a, b) || compareRules(a, b);
  return compareEntries(placeOf(a), placeOf(b)) || compareRules(a, b);
}

function comparePlaces({ location: a }: Finding, { location: b }: Finding): number {
  if (a === undefined || b === undefined)
    return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function compareRules(a: Finding, b: Finding): number {
  return (RANK.get(a.rule) ?? 0) - (RANK.get(b.rule) ?? 0);
}

function placeOf({ subject }: Finding): { readonly bucket: string; readonly path: string } {
  return { bucket: subject.bucket ?? '', path: subject.path ?? '' };
}
