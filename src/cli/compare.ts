import type { Change, EntryStream, Finding, Observation } from '../catalogue/index.ts';
import type { Config } from '../config/index.ts';
import { type CauseOf, diffSnapshots } from '../diff/index.ts';
import { changeToObservation, configLevels, judge, placeFinder } from '../rules/index.ts';

/** What differs between two snapshots, judged by the rules, beside what was seen on the way. */
export interface Comparison {
  readonly findings: readonly Finding[];
  /** Something differs, even where every rule about it is off. */
  readonly changed: boolean;
}

/** Compares, adds the observations of an extraction, and judges all of it. Without a configuration the defaults judge. */
export async function compare(
  base: EntryStream,
  head: EntryStream,
  config: Config | undefined,
  live: { readonly observations: readonly Observation[]; readonly causeOf: CauseOf } | undefined,
): Promise<Comparison> {
  const changes: Change[] = [];
  for await (const change of diffSnapshots(base, head, live?.causeOf)) changes.push(change);
  const placeOf = config === undefined ? () => undefined : placeFinder(config);
  const changed = changes.map((change): Observation => {
    const location = placeOf(change)?.location;
    return { ...changeToObservation(change), ...(location === undefined ? {} : { location }) };
  });
  const observations = [...changed, ...(live?.observations ?? [])];
  const findings = judge(observations, configLevels(config, placeOf));
  return { findings, changed: changes.length > 0 };
}
