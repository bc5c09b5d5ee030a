import { type Level, RULE_IDS, type RuleId } from '../catalogue/index.ts';
import type { Config, RuleSetting } from '../config/index.ts';
import { configLevels } from './config-levels.ts';
import { defaultLevel, settingFor } from './level-of.ts';
import { RULES } from './table.ts';

/** What decides a level: the rule itself, the profile of the configuration, or a line of its `rules:`. */
export type LevelOrigin =
  | { readonly kind: 'rule' }
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'setting'; readonly setting: RuleSetting };

/** A level that counts in one place only: for the files of a mask, or for a bucket with `unmatched: error`. */
export interface LocalLevel {
  readonly bucket: string;
  /** The mask's text. */
  readonly mask?: string;
  readonly level: Level;
  readonly from: LevelOrigin | { readonly kind: 'unmatched' };
}

export interface ListedRule {
  readonly rule: RuleId;
  readonly level: Level;
  readonly from: LevelOrigin;
  /** Where it is another level, in the order of the configuration. */
  readonly elsewhere: readonly LocalLevel[];
  readonly purpose: string;
}

/** Every rule with its level under a configuration, or without one, and what decides it (SPEC 7). O(rules × settings). */
export function listedRules(config: Config | undefined): readonly ListedRule[] {
  const { profile, settings } = configLevels(config);
  return RULE_IDS.map((rule) => {
    const setting = settingFor(rule, settings);
    const level = setting?.level ?? defaultLevel(rule, profile);
    // A profile speaks of the changes whose level depends on it; `inventory` of every change.
    const isOfProfile =
      defaultLevel(rule, 'by-name') !== level || typeof RULES[rule].level !== 'string';
    const from: LevelOrigin =
      setting !== undefined
        ? { kind: 'setting', setting }
        : isOfProfile
          ? { kind: 'profile', profile }
          : { kind: 'rule' };
    const elsewhere = localLevels(rule, config, setting === undefined);
    return { rule, level, from, elsewhere, purpose: RULES[rule].purpose };
  });
}

function localLevels(
  rule: RuleId,
  config: Config | undefined,
  isUnset: boolean,
): readonly LocalLevel[] {
  return (config?.buckets ?? []).flatMap(({ masks, name: bucket, unmatched }) => {
    const found: LocalLevel[] = [];
    if (rule === 'source/unmatched-keys' && unmatched === 'error' && isUnset) {
      found.push({ bucket, level: 'error', from: { kind: 'unmatched' } });
    }
    for (const entry of masks) {
      if (entry.kind === 'exclude') continue;
      const setting = settingFor(rule, entry.rules);
      if (setting === undefined) continue;
      const from = { kind: 'setting', setting } as const;
      found.push({ bucket, mask: entry.text, level: setting.level, from });
    }
    return found;
  });
}
