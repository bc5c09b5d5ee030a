import { CHANGE_RULES, type Level, type Observation, type RuleId } from '../catalogue/index.ts';
import type { RuleProfile, RuleSetting } from '../config/index.ts';
import { RULES } from './table.ts';

/** Where levels come from, besides the rules themselves. */
export interface RuleLevels {
  readonly profile: RuleProfile;
  /** `rules:` of the configuration. */
  readonly settings: readonly RuleSetting[];
  /** `rules:` of the mask that makes the file at a place; they win over the others. */
  readonly settingsAt?: (place: {
    readonly bucket: string;
    readonly path: string;
  }) => readonly RuleSetting[];
}

/** A level and the setting that decided it; without one, the rule's own level under the profile. */
export interface LevelSource {
  readonly level: Level;
  readonly setting?: RuleSetting;
}

const CHANGES: ReadonlySet<RuleId> = new Set(CHANGE_RULES);

/**
 * The level of an observation: what its mask's settings say, else what the configuration's say, else the rule's own level under
 * the profile. A change that the configuration caused is info unless a setting says otherwise (SPEC 7), and keys that
 * `unmatched: error` forbids are an error.
 */
export function levelOf(observation: Observation, levels: RuleLevels): LevelSource {
  const { rule, subject, cause, args } = observation;
  const { bucket, path } = subject;
  const ofMask =
    bucket === undefined || path === undefined ? [] : (levels.settingsAt?.({ bucket, path }) ?? []);
  const setting = settingFor(rule, ofMask) ?? settingFor(rule, levels.settings);
  if (setting !== undefined) return { level: setting.level, setting };
  if (cause === 'config') return { level: 'info' };
  if (rule === 'source/unmatched-keys' && args['policy'] === 'error') return { level: 'error' };
  return { level: defaultLevel(rule, levels.profile) };
}

/** A rule's own level under a profile; `inventory` makes every change info. */
export function defaultLevel(rule: RuleId, profile: RuleProfile): Level {
  const { level } = RULES[rule];
  if (profile === 'inventory') {
    return CHANGES.has(rule) || typeof level !== 'string' ? 'info' : level;
  }
  return typeof level === 'string' ? level : level[profile];
}

/** The setting that speaks of a rule most exactly: its id, then the longest prefix (`field/*`), then the last written. */
export function settingFor(
  rule: RuleId,
  settings: readonly RuleSetting[],
): RuleSetting | undefined {
  let best: RuleSetting | undefined;
  for (const setting of settings) {
    if (
      isAbout(setting, rule) &&
      exactness(setting) >= (best === undefined ? 0 : exactness(best))
    ) {
      best = setting;
    }
  }
  return best;
}

function isAbout({ rule: pattern }: RuleSetting, rule: RuleId): boolean {
  return pattern.endsWith('*') ? rule.startsWith(pattern.slice(0, -1)) : pattern === rule;
}

function exactness({ rule: pattern }: RuleSetting): number {
  return pattern.endsWith('*') ? pattern.length : Number.POSITIVE_INFINITY;
}
