import { RULE_IDS, type RuleId } from '../catalogue/index.ts';
import { defaultLevel, RULES } from '../rules/index.ts';

const PROFILES = ['by-name', 'by-position', 'exact'] as const;

/** `docs/rules.md`: every rule with its levels, why it matters and what to do, in Markdown. Pure. */
export function rulesReference(): string {
  const areas = [...new Set(RULE_IDS.map((id) => id.split('/')[0] ?? ''))];
  return [
    '# Rules',
    '',
    'Every finding comes from a rule. `rules:` in the configuration sets the level of one by its id, or of many by a prefix such',
    'as `field/*`; a mask may override. Levels of changes depend on `rules.profile`. `datagalaxy-s3 rules` lists them as they are under your',
    'configuration, each with what decides it.',
    ...areas.flatMap((area) => [
      '',
      `## ${area}`,
      ...RULE_IDS.filter((id) => id.startsWith(`${area}/`)).flatMap(ruleSection),
    ]),
    '',
  ].join('\n');
}

function ruleSection(id: RuleId): readonly string[] {
  const { level, purpose, why, fix } = RULES[id];
  const levels =
    typeof level === 'string'
      ? `\`${level}\``
      : PROFILES.map((profile) => `${profile} \`${defaultLevel(id, profile)}\``).join(' · ');
  return [
    '',
    `### ${id}`,
    '',
    `${purpose} Level: ${levels}.`,
    '',
    why,
    '',
    `**What to do.** ${fix}`,
  ];
}
