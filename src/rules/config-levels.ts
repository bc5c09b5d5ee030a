import type { Config } from '../config/index.ts';
import type { RuleLevels } from './level-of.ts';
import { type PlaceFinder, placeFinder } from './place-finder.ts';

/** The levels that a configuration sets; without one, those of the default profile. */
export function configLevels(
  config: Config | undefined,
  placeOf: PlaceFinder = config === undefined ? () => undefined : placeFinder(config),
): RuleLevels {
  return {
    profile: config?.rules.profile ?? 'by-name',
    settings: config?.rules.settings ?? [],
    settingsAt: (place) => placeOf(place)?.rules ?? [],
  };
}
