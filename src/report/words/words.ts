import type { FindingArgs, Observation, RuleId } from '../../catalogue/index.ts';

/**
 * What a person reads. Plain text on one line each, without colour; values that came from outside (keys, names, server
 * texts) go through `quoted`, so that nothing of theirs acts on a terminal.
 */
export interface Words {
  /** One sentence that says what is so, without a trailing full stop. */
  readonly message: string;
  /** One sentence that says what to do about it. */
  readonly next?: string;
}

/** The words of every rule of an area; a rule without words does not compile. */
export type RuleWords<Rule extends RuleId> = {
  readonly [R in Rule]: (observation: Observation) => Words;
};

/** The words of every user error of an area. */
export type ErrorWords<Id extends string> = {
  readonly [I in Id]: (args: FindingArgs) => Words;
};
