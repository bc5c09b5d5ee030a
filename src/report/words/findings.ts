import type { RuleId } from '../../catalogue/index.ts';
import { changeWords } from './change.ts';
import { configWords } from './config.ts';
import { maskWords } from './mask.ts';
import { sourceWords } from './source.ts';
import { stateWords } from './state.ts';
import type { RuleWords } from './words.ts';

/** The words of every rule's findings. */
export const findingWords: RuleWords<RuleId> = {
  ...changeWords,
  ...configWords,
  ...maskWords,
  ...sourceWords,
  ...stateWords,
};
