import type { BucketName, Level, Location, MaskText, Observation } from '../catalogue/index.ts';
import type { CsvOptions } from '../format/index.ts';

/** How to sign requests (SPEC 2, `auth`). Values are interpolated; secrets are never logged. */
export type AuthConfig = (
  | {
      readonly kind: 'access-key';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    }
  | {
      readonly kind: 'web-identity';
      readonly tokenFile?: string;
      readonly roleArn?: string;
      readonly sessionName?: string;
    }
  | { readonly kind: 'profile'; readonly profile?: string }
  | { readonly kind: 'instance-profile' | 'container' | 'default' | 'anonymous' }
) & { readonly assumeRole?: readonly AssumeRole[] };

/** One hop of a role chain; the first is assumed with the base credentials. */
export interface AssumeRole {
  readonly arn: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
}

export type EndpointConfig =
  | {
      readonly kind: 'aws';
      readonly dualStack?: boolean;
      readonly fips?: boolean;
      readonly accelerate?: boolean;
    }
  | { readonly kind: 'vpc-endpoint'; readonly host: string; readonly caFile?: string }
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly pathStyle: boolean;
      /** Absolute path. */
      readonly caFile?: string;
    };

export interface SampleConfig {
  readonly take: 'newest' | 'oldest';
  /** Members of a group that are read; 1 or more. */
  readonly files: number;
}

/** `rules:` of one place, in writing order: an id or a prefix such as `field/*`, and its level. */
export interface RuleSetting {
  readonly rule: string;
  readonly level: Level;
  readonly location: Location;
}

export type RuleProfile = 'by-name' | 'by-position' | 'exact' | 'inventory';

/** One line of `masks:`. Its index in the list is the mask's number. */
export type MaskEntry =
  | { readonly kind: 'exclude'; readonly text: MaskText; readonly location: Location }
  | {
      readonly kind: 'mask';
      readonly text: MaskText;
      readonly location: Location;
      readonly name?: string;
      readonly csv: CsvOptions;
      readonly sample: SampleConfig;
      readonly rules: readonly RuleSetting[];
    };

export interface BucketConfig {
  readonly name: BucketName;
  readonly location: Location;
  readonly region?: string;
  /** The connector's "Path filter (prefix)": keys begin with it. No leading slash; empty for none. */
  readonly prefix: string;
  readonly auth: AuthConfig;
  readonly endpoint: EndpointConfig;
  readonly requesterPays: boolean;
  readonly unmatched: 'ignore' | 'list' | 'error';
  /** For files that no mask groups (`unmatched: list`). */
  readonly csv: CsvOptions;
  readonly sample: SampleConfig;
  readonly masks: readonly MaskEntry[];
  readonly read: { readonly maxBytes: number };
}

/** One attribute that is sent; a text that begins with `$` names a fact of the object. */
export interface AttributeSetting {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** `datagalaxy:` (SPEC 2). What a workspace needs may be missing: an import file does without. */
export interface DataGalaxyConfig {
  /** Address of the tenant's API, with its version: `https://acme.api.datagalaxy.com/v2`. */
  readonly url?: string;
  readonly token?: string;
  /** Name or id. */
  readonly workspace?: string;
  readonly version?: string;
  /** One source for all buckets; without it each bucket is one. */
  readonly source?: string;
  /** Absolute path. */
  readonly caFile?: string;
  readonly requestsPerSecond: number;
  readonly types: Readonly<Record<'source' | 'directory' | 'file' | 'field', string>>;
  readonly attributes: Readonly<
    Record<'source' | 'directory' | 'file' | 'field', readonly AttributeSetting[]>
  >;
  /** Paths as snapshots have them; a directory's ends in a slash. */
  readonly moved: readonly {
    readonly bucket?: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/** A configuration with defaults merged, references resolved and variables replaced. */
export interface Config {
  /** Absolute path of the file; messages use `Location.file`, relative to the working directory. */
  readonly file: string;
  /** Directory of the file: relative paths start here. */
  readonly directory: string;
  /** Absolute path of the snapshot. */
  readonly snapshotFile: string;
  readonly buckets: readonly BucketConfig[];
  /** `tokens:`, name to regular expression. */
  readonly tokens: ReadonlyMap<string, { readonly pattern: string; readonly location: Location }>;
  readonly rules: { readonly profile: RuleProfile; readonly settings: readonly RuleSetting[] };
  /** Absent where the document has no `datagalaxy:`. */
  readonly datagalaxy?: DataGalaxyConfig;
  /** Findings that do not stop a run: `config/unused`, `config/plaintext-secret`, … */
  readonly observations: readonly Observation[];
}
