import type { LevelOrigin, ListedRule, LocalLevel } from '../rules/index.ts';
import { createColors } from './colors.ts';
import { levelWord } from './level-word.ts';
import { escaped, quoted } from './words/quoted.ts';

/** The rules with their levels for a person: a line a rule, and below it a line for each place where it is another level. */
export function ruleListText(rules: readonly ListedRule[], colour: boolean): string {
  const colors = createColors(colour);
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  const lines = rules.flatMap(({ elsewhere, from, level, rule }) => [
    `${rule.padEnd(width)}  ${levelWord(level, colors)}  ${colors.dim(originText(from))}`,
    ...elsewhere.map(
      (local) =>
        `  ${levelWord(local.level, colors)}  ${placeText(local)}  ${colors.dim(originText(local.from))}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

/** The same for programs: one record a rule. */
export function ruleListRecord(rules: readonly ListedRule[]): object {
  return {
    rules: rules.map(({ elsewhere, from, level, purpose, rule }) => ({
      rule,
      level,
      from: originRecord(from),
      elsewhere: elsewhere.map(({ bucket, from, level, mask = null }) => ({
        bucket,
        mask,
        level,
        from: originRecord(from),
      })),
      purpose,
    })),
  };
}

const placeText = ({ bucket, mask }: LocalLevel): string =>
  mask === undefined ? `in ${quoted(bucket)}` : `in ${quoted(bucket)}, ${escaped(mask)}`;

function originText(from: LocalLevel['from']): string {
  switch (from.kind) {
    case 'rule':
      return 'default';
    case 'profile':
      return `profile ${from.profile}`;
    case 'setting':
      return `rules ${quoted(from.setting.rule)}, line ${from.setting.location.line}`;
    case 'unmatched':
      return 'unmatched: error';
  }
}

function originRecord(from: LevelOrigin | LocalLevel['from']): object {
  if (from.kind !== 'setting') return from;
  const { location, rule } = from.setting;
  return { kind: from.kind, setting: rule, line: location.line };
}
