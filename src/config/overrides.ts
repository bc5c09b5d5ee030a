import {
  bucketName,
  type Location,
  maskText,
  type Observation,
  UserError,
} from '../catalogue/index.ts';
import { parseTokens } from '../mask/index.ts';
import { isInsecure } from './checks/endpoints.ts';
import { maskTextProblems } from './checks/masks.ts';
import { compact } from './compact.ts';
import type { AuthConfig, Config, EndpointConfig, MaskEntry } from './config.ts';
import { type BucketDraft, finishBucket } from './draft.ts';
import { normalisedPrefix } from './prefix.ts';
import type { Resolved } from './resolve.ts';
import { normalisedVpcHost } from './resolve-access.ts';
import { exampleOf, fitsDefinition } from './validate.ts';

/** What flags change for one run (SPEC 4.3). `password` and `stsToken` come out of `parsePassword`. */
export interface Overrides {
  readonly bucket?: string;
  readonly region?: string;
  readonly prefix?: string;
  readonly roleArn?: string;
  readonly vpcEndpoint?: string;
  readonly endpointUrl?: string;
  /** In place of the masks of each bucket. */
  readonly masks?: readonly string[];
  /** The access key's id. */
  readonly user?: string;
  /** Its secret. */
  readonly password?: string;
  readonly stsToken?: string;
  /** The password comes from a variable that may be set for other runs: it is used where there is an access key, and no mistake elsewhere. */
  readonly passwordIfUsable?: boolean;
}

/** Whether a password from the environment finds an access key that it could belong to. */
export const usesPassword = ({ user }: Overrides, { buckets }: Pick<Config, 'buckets'>): boolean =>
  user !== undefined || buckets.some(({ auth }) => auth.kind === 'access-key');

/** Names of flags stand where a file's would, so that reports can show and mark what they gave. */
const FORMS = [
  { flag: '--bucket', key: 'bucket', definition: 'bucketName' },
  { flag: '--region', key: 'region', definition: 'region' },
  { flag: '--prefix', key: 'prefix', definition: 'prefix' },
  { flag: '--role-arn', key: 'roleArn', definition: 'roleArn' },
  { flag: '--vpc-endpoint', key: 'vpcEndpoint', definition: 'vpcHost' },
  { flag: '--endpoint-url', key: 'endpointUrl', definition: 'url' },
] as const;

/** Throws `usage/flag` where a flag's value has not the form that the same option has in the file. */
export function validateOverrides(overrides: Overrides): void {
  for (const { flag, key, definition } of FORMS) {
    const value = overrides[key];
    if (value === undefined) continue;
    const isAddress = key !== 'endpointUrl' || URL.canParse(value);
    if (isAddress && fitsDefinition(definition, value)) continue;
    throw new UserError('usage/flag', { flag, reason: 'form', example: exampleOf(definition) });
  }
  const { endpointUrl, vpcEndpoint, user, password, stsToken } = overrides;
  if (endpointUrl !== undefined && vpcEndpoint !== undefined) {
    throw new UserError('usage/flag', {
      flag: '--endpoint-url',
      reason: 'conflict',
      other: '--vpc-endpoint',
    });
  }
  if (user === '') throw new UserError('usage/flag', { flag: '--user', reason: 'empty' });
  if (user !== undefined && password === undefined) {
    throw new UserError('usage/flag', { flag: '--user', reason: 'needs', other: '--password' });
  }
  if (stsToken !== undefined && password === undefined) {
    throw new UserError('usage/flag', { flag: '--password', reason: 'malformed-json' });
  }
}

/**
 * The configuration of this run. `--bucket` keeps the configured buckets of that name or, where there is none, makes one from
 * the defaults; the other flags change every bucket that is left. `observations` are those that the flags brought.
 */
export function applyOverrides(
  base: Resolved,
  overrides: Overrides,
): { readonly config: Config; readonly observations: readonly Observation[] } {
  const { masks, observations } = flagMasks(base, overrides.masks);
  const { endpointUrl } = overrides;
  if (endpointUrl !== undefined && isInsecure(endpointUrl)) {
    observations.push({
      rule: 'config/insecure-endpoint',
      subject: { key: '--endpoint-url' },
      args: { host: new URL(endpointUrl).hostname },
    });
  }
  const buckets = selectBuckets(base, overrides.bucket).map((draft) => {
    const endpoint = overriddenEndpoint(overrides);
    return finishBucket({
      ...draft,
      ...compact({ region: overrides.region, endpoint, masks }),
      ...(overrides.prefix !== undefined && { prefix: normalisedPrefix(overrides.prefix) }),
      auth: overriddenAuth(draft.auth, overrides),
    });
  });
  const config = {
    ...base.config,
    observations: [...base.config.observations, ...observations],
    buckets,
  };
  return { config, observations };
}

function selectBuckets({ buckets, template }: Resolved, wanted: string | undefined): BucketDraft[] {
  if (wanted === undefined) return [...buckets];
  const configured = buckets.filter(({ name }) => name === wanted);
  if (configured.length > 0) return configured;
  const location = flagLocation('--bucket', 1, wanted);
  return [{ ...template, name: bucketName(wanted), location }];
}

function overriddenEndpoint({ vpcEndpoint, endpointUrl }: Overrides): EndpointConfig | undefined {
  if (vpcEndpoint !== undefined) {
    return { kind: 'vpc-endpoint', host: normalisedVpcHost(vpcEndpoint) };
  }
  if (endpointUrl !== undefined) return { kind: 'url', url: endpointUrl, pathStyle: true };
  return undefined;
}

/** A role stays when only the keys change, and is replaced by `--role-arn`. */
function overriddenAuth(auth: AuthConfig, overrides: Overrides): AuthConfig {
  const { user, password, stsToken, roleArn } = overrides;
  const assumeRole = roleArn === undefined ? auth.assumeRole : [{ arn: roleArn }];
  const unusable = overrides.passwordIfUsable && user === undefined && auth.kind !== 'access-key';
  if (password !== undefined && !unusable) {
    const accessKeyId = user ?? (auth.kind === 'access-key' ? auth.accessKeyId : undefined);
    if (accessKeyId === undefined) {
      throw new UserError('usage/flag', { flag: '--password', reason: 'needs', other: '--user' });
    }
    return {
      kind: 'access-key',
      accessKeyId,
      secretAccessKey: password,
      ...compact({ sessionToken: stsToken, assumeRole }),
    };
  }
  return assumeRole === undefined ? auth : { ...auth, assumeRole };
}

function flagMasks(
  { config, template }: Resolved,
  texts: readonly string[] | undefined,
): { masks: MaskEntry[] | undefined; observations: Observation[] } {
  if (texts === undefined || texts.length === 0) return { masks: undefined, observations: [] };
  const { csv, sample } = template;
  const patterns = new Map([...config.tokens].map(([name, { pattern }]) => [name, pattern]));
  const { tokens } = parseTokens(patterns);
  const observations: Observation[] = [];
  const masks = texts.map((text, i): MaskEntry => {
    const location = flagLocation('--mask', i + 1, text);
    for (const { problem, args } of maskTextProblems(text, tokens)) {
      observations.push({
        rule: problem.rule,
        subject: { key: '--mask' },
        args,
        location: { ...location, column: problem.offset + 1, length: Math.max(1, problem.length) },
      });
    }
    return { kind: 'mask', text: maskText(text), location, csv, sample, rules: [] };
  });
  return { masks, observations };
}

function flagLocation(file: string, line: number, text: string): Location {
  return { file, line, column: 1, length: Math.max(1, text.length) };
}

/** What flags gave as text, by the name that their locations have for a file. */
export function overrideSources({ bucket, masks = [] }: Overrides): [string, string][] {
  // A line break inside a value would move the lines after it; as a space it moves nothing.
  const oneLine = (text: string) => text.replace(/[\r\n]/g, ' ');
  return [
    ...(bucket === undefined ? [] : [['--bucket', oneLine(bucket)] as [string, string]]),
    ...(masks.length === 0 ? [] : [['--mask', masks.map(oneLine).join('\n')] as [string, string]]),
  ];
}
