export { configLevels } from './config-levels.ts';
export { fingerprintOf } from './fingerprint.ts';
export { judge } from './judge.ts';
export type { LevelSource, RuleLevels } from './level-of.ts';
export { defaultLevel, levelOf, settingFor } from './level-of.ts';
export { changeToObservation } from './observe-change.ts';
export { type ConfiguredPlace, type PlaceFinder, placeFinder } from './place-finder.ts';
export type { Rule } from './rule.ts';
export { RULES } from './table.ts';
