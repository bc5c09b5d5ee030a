/** Every rule's id, `area/event` (SPEC 7). The table in `rules/` must have exactly these. */
export const CHANGE_RULES = [
  'file/added',
  'file/removed',
  'directory/added',
  'directory/removed',
  'field/added',
  'field/inserted',
  'field/removed',
  'field/reordered',
  'field/renamed-case',
  'field/renamed-space',
  'field/type-widened',
  'field/type-narrowed',
  'file/delimiter-changed',
  'file/header-gained',
  'file/header-lost',
  'file/encoding-changed',
  'file/compression-changed',
  'file/format-changed',
] as const;
export const CONFIG_RULES = [
  'config/syntax',
  'config/schema',
  'config/unknown-key',
  'config/unquoted-mask',
  'config/dangling-reference',
  'config/duplicate-name',
  'config/unused',
  'config/plaintext-secret',
  'config/insecure-endpoint',
] as const;
export const MASK_RULES = [
  'mask/syntax',
  'mask/unknown-token',
  'mask/overlap',
  'mask/shadowed',
  'mask/outside-prefix',
  'mask/unbounded',
  'mask/too-large',
] as const;
export const SOURCE_RULES = [
  'source/unmatched-keys',
  'source/unread-file',
  'source/mask-without-files',
] as const;
export const STATE_RULES = [
  'file/no-header',
  'file/empty',
  'file/undecodable',
  'file/ambiguous-delimiter',
  'file/ragged-rows',
  'file/duplicate-field',
  'file/blank-field',
  'file/untrimmed-field',
  'dataset/mixed-headers',
] as const;
export const RULE_IDS = [
  ...CHANGE_RULES,
  ...CONFIG_RULES,
  ...MASK_RULES,
  ...SOURCE_RULES,
  ...STATE_RULES,
] as const;
export type RuleId = (typeof RULE_IDS)[number];
export type StateRuleId = (typeof STATE_RULES)[number];
