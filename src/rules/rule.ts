import type { Level, RuleId } from '../catalogue/index.ts';
import type { RuleProfile } from '../config/index.ts';

/**
 * One rule (SPEC 7). Adding one: an id in `catalogue/rule-ids.ts`, a file here with a `Rule`, its line in `table.ts`, its words in
 * `report/words/`.
 */
export interface Rule {
  readonly id: RuleId;
  /** One level, or one for each profile (the change kinds). */
  readonly level: Level | Readonly<Record<Exclude<RuleProfile, 'inventory'>, Level>>;
  /** One line: what it looks for. */
  readonly purpose: string;
  /** Why it matters to whoever reads the lake; a short paragraph. */
  readonly why: string;
  /** How to fix what it finds, or how to accept it; a short paragraph. */
  readonly fix: string;
}
