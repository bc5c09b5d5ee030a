import { MASK_RULES, type RuleId, STATE_RULES } from '../../catalogue/index.ts';
import { RULES } from '../../rules/index.ts';
import { changeWords } from './change.ts';
import { configWords } from './config.ts';
import { sourceWords } from './source.ts';
import type { RuleWords } from './words.ts';

/** Words for rules that say no more than what they are for. */
function purposes<R extends RuleId>(rules: readonly R[]): RuleWords<R> {
  return Object.fromEntries(
    rules.map((rule) => [rule, () => ({ message: RULES[rule].purpose })]),
  ) as unknown as RuleWords<R>;
}

/** The words of every rule's findings. */
export const findingWords: RuleWords<RuleId> = {
  ...changeWords,
  ...configWords,
  ...purposes(MASK_RULES),
  ...sourceWords,
  ...purposes(STATE_RULES),
};
