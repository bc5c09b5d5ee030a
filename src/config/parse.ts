import type { Observation, RuleId } from '../catalogue/index.ts';
import { duplicateBuckets } from './checks/buckets.ts';
import { endpointAddresses } from './checks/endpoints.ts';
import { unquotedMasks } from './checks/mask-texts.ts';
import { maskProblems } from './checks/masks.ts';
import { encodingLabels, ruleNames } from './checks/options.ts';
import { escapingPaths } from './checks/path-scope.ts';
import { references } from './checks/references.ts';
import { plaintextSecrets } from './checks/secrets.ts';
import { duplicateKeys, syntaxProblems } from './checks/syntax.ts';
import { variableProblems } from './checks/variables.ts';
import type { Environment } from './interpolate.ts';
import type { ConfigLimits } from './limits.ts';
import type { Check, ParsedFile } from './parsed-file.ts';
import type { PathScope } from './paths.ts';
import { displayKey } from './pointer.ts';
import { redacted } from './redact.ts';
import { type Resolved, resolveDocument } from './resolve.ts';
import { makeTree } from './tree.ts';
import { validate } from './validate.ts';
import { isHarmless, type YamlText } from './yaml-text.ts';

/** Observations that stop a run: there is no telling what was meant. */
const FATAL: ReadonlySet<RuleId> = new Set<RuleId>([
  'config/syntax',
  'config/schema',
  'config/unknown-key',
  'config/dangling-reference',
  'config/duplicate-name',
  'mask/syntax',
  'mask/unknown-token',
  'mask/too-large',
]);

/** A mask cut short by a `#` is still one; what YAML made a map or an alias of is none. */
export const isFatal = ({ rule, args }: Observation): boolean =>
  FATAL.has(rule) || (rule === 'config/unquoted-mask' && args['reason'] === 'misread');

export interface ParsedConfig {
  /** Absent when an observation is fatal. */
  readonly resolved?: Resolved;
  /** In the order of the file. */
  readonly observations: readonly Observation[];
  /** The text with its secrets hidden, for code frames. */
  readonly shownText: string;
}

const CHECKS: readonly Check[] = [
  duplicateKeys,
  variableProblems,
  validate,
  references,
  duplicateBuckets,
  plaintextSecrets,
  endpointAddresses,
  ruleNames,
  encodingLabels,
  unquotedMasks,
  maskProblems,
];

/** Finds every mistake of a document and, where none is fatal, what it means. `path`: its absolute path. */
export function parseDocument(
  yaml: YamlText,
  path: string,
  scope: PathScope,
  env: Environment,
  limits: ConfigLimits,
): ParsedConfig {
  const tree = makeTree(yaml, env, limits);
  const file: ParsedFile = { source: yaml, tree };
  const syntax = syntaxProblems(file, yaml.problems);
  const broken = syntax.some(({ args }) => !isHarmless(String(args['reason'])));
  const others = broken
    ? []
    : [...CHECKS.flatMap((check) => check(file)), ...escapingPaths(file, scope)];
  const observations = tidy([...syntax, ...withoutEchoes(file, syntax, others)], limits);
  const shownText = redacted(file, syntax.length > 0);
  if (observations.some(isFatal)) return { observations, shownText };
  return { observations, shownText, resolved: resolveDocument(file, path, observations) };
}

/** A value that did not parse, or whose variable is missing, is not judged as a value again. */
function withoutEchoes(
  file: ParsedFile,
  syntax: readonly Observation[],
  others: readonly Observation[],
): Observation[] {
  const places = new Set(syntax.map(placeKey));
  // What YAML made of a mask without quotes means nothing.
  const masks = syntax.filter(({ rule }) => rule === 'config/unquoted-mask');
  const lines = new Set(masks.map(({ location }) => location?.line));
  const incomplete = new Set<string>();
  for (const [pointer, { interpolated }] of file.tree.places) {
    if (interpolated && interpolated.missing.length + interpolated.malformed.length > 0) {
      incomplete.add(displayKey(pointer));
    }
  }
  return others.filter((observation) => {
    if (places.has(placeKey(observation))) return false;
    if (lines.has(observation.location?.line)) return false;
    if (!isFatal(observation) || !incomplete.has(observation.subject.key ?? '')) return true;
    const { kind, reason } = observation.args;
    return kind === 'variable' || reason === 'malformed-variable';
  });
}

const placeKey = ({ location }: Observation): string => `${location?.line}:${location?.column}`;

/**
 * In the order of the file, each once. Of a document that is refused at most `maxProblems`, then one that counts the rest.
 */
function tidy(observations: readonly Observation[], limits: ConfigLimits): Observation[] {
  const seen = new Set<string>();
  const sorted = [...observations].sort(compareObservations).filter((observation) => {
    const identity = JSON.stringify([
      observation.rule,
      placeKey(observation),
      observation.subject,
      observation.args,
    ]);
    return !seen.has(identity) && seen.add(identity);
  });
  const rest = sorted.length - limits.maxProblems;
  const first = sorted[0];
  if (rest <= 0 || first === undefined || !sorted.some(isFatal)) return sorted;
  const more: Observation = {
    rule: 'config/schema',
    subject: {},
    args: { reason: 'too-many-problems', count: rest },
    ...(first.location && { location: first.location }),
  };
  return [...sorted.slice(0, limits.maxProblems), more];
}

function compareObservations(a: Observation, b: Observation): number {
  const [lineA, lineB] = [a.location?.line ?? 0, b.location?.line ?? 0];
  if (lineA !== lineB) return lineA - lineB;
  const [columnA, columnB] = [a.location?.column ?? 0, b.location?.column ?? 0];
  if (columnA !== columnB) return columnA - columnB;
  return a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0;
}
