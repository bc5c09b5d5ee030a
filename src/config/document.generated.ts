// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/**
 * One way to sign in.
 */
export type Auth =
  | AccessKeyDocument
  | WebIdentityDocument
  | ProfileDocument
  | InstanceProfileDocument
  | ContainerDocument
  | DefaultChainDocument
  | AnonymousDocument;
/**
 * An IAM role to assume with these credentials (the connector's "IAM Role (ARN)"), or a list of roles, each assumed with the one before.
 */
export type AssumeRole = RoleDocument[] | RoleDocument;
/**
 * The ARN of an IAM role.
 */
export type RoleArn = string;
/**
 * The name of the session, as CloudTrail shows it.
 */
export type SessionName = string;
/**
 * One endpoint.
 */
export type Endpoint = AwsEndpointDocument | VpcEndpointDocument | UrlEndpointDocument;
/**
 * Host name of the interface endpoint, as the VPC console shows it; a leading `*.` or `bucket.` is accepted.
 */
export type VpcHost = string;
/**
 * A PEM file of certificate authorities to trust, relative to this file and inside the repository; any path when it comes from a variable.
 */
export type CaFile = string;
/**
 * Address of an S3 compatible server: https://host or https://host:port. Plain http is for loopback.
 */
export type Url = string;
/**
 * The AWS region of the bucket. Where none is given: the region of the environment or of the profile.
 */
export type Region = string;
/**
 * Only keys that begin with it are listed (the connector's "Path filter (prefix)"). A leading / is accepted.
 */
export type Prefix = string;
/**
 * The name of an entry of auth.
 */
export type AuthName = string;
/**
 * The name of an entry of endpoints.
 */
export type EndpointName = string;
/**
 * Agree to pay for requests to a requester-pays bucket.
 */
export type RequesterPays = boolean;
/**
 * What becomes of keys that no mask matches: counted and ignored, each imported as a file, or an error. Default: list where the bucket has no mask, ignore where it has one.
 */
export type Unmatched = 'ignore' | 'list' | 'error';
/**
 * One mask: its text, its text with options, or keys to exclude.
 */
export type MaskEntry = (ExcludeDocument | MaskDocument) | MaskText;
/**
 * A mask: an absolute path from the bucket's root with placeholders and wildcards. Always quote it.
 */
export type MaskText = string;
/**
 * How a finding of this rule counts; off silences it.
 */
export type Level = 'error' | 'warn' | 'info' | 'off';
/**
 * The masks of the bucket; the first one that matches a key wins.
 */
export type Masks = MaskEntry[];
/**
 * A bucket's name, an access-point ARN or an access-point alias; never an s3:// address.
 */
export type BucketName = string;
/**
 * A text, a number, a boolean, or the name of a fact after a dollar sign.
 */
export type DatagalaxyAttributeValue = string | (number | boolean);

/**
 * The configuration of datagalaxy-s3: which buckets to read, how to sign in, and the masks that group objects into files.
 */
export interface ConfigDocument {
  /**
   * Address of this schema, for editors. Ignored.
   */
  $schema?: string;
  /**
   * Version of the configuration format.
   */
  version: 1;
  /**
   * The snapshot file, relative to this file. It stays inside the repository.
   */
  snapshot?: string;
  /**
   * Credentials by name; a bucket refers to one by its name. A bucket without one uses the AWS SDK's default chain.
   */
  auth?: {
    [k: string]: Auth;
  };
  /**
   * Endpoints by name; a bucket refers to one by its name. A bucket without one uses the public AWS endpoint of its region.
   */
  endpoints?: {
    [k: string]: Endpoint;
  };
  /**
   * Placeholders of your own, or new meanings for the runs of z: a name and a regular expression without look-around, back-references or anchors.
   */
  tokens?: {
    /**
     * The regular expression of this placeholder.
     */
    [k: string]: string;
  };
  defaults?: DefaultsDocument;
  /**
   * The buckets to read, each with its masks.
   *
   * @minItems 1
   */
  buckets: BucketDocument[];
  rules?: RulesDocument;
  datagalaxy?: DataGalaxyDocument;
}
/**
 * An access key with its secret, and a session token for temporary ones.
 */
export interface AccessKeyDocument {
  /**
   * An access key with its secret.
   */
  kind: 'access-key';
  /**
   * The access key id.
   */
  accessKeyId: string;
  /**
   * The secret of the access key, from a variable.
   */
  secretAccessKey: string;
  /**
   * The STS session token of temporary credentials, from a variable; empty counts as absent.
   */
  sessionToken?: string;
  assumeRole?: AssumeRole;
}
/**
 * One role to assume.
 */
export interface RoleDocument {
  arn: RoleArn;
  /**
   * The external id that the role's trust policy asks for.
   */
  externalId?: string;
  sessionName?: SessionName;
  /**
   * How long the session lasts, in seconds; renewed when a run takes longer.
   */
  durationSeconds?: number;
}
/**
 * A web identity token exchanged for a role's session, as in EKS or a CI job with OIDC.
 */
export interface WebIdentityDocument {
  /**
   * A web identity token exchanged for a role's session.
   */
  kind: 'web-identity';
  /**
   * The token's file, inside the repository or from a variable. Without it: AWS_WEB_IDENTITY_TOKEN_FILE.
   */
  tokenFile?: string;
  /**
   * The role that the token is exchanged for. Without it: AWS_ROLE_ARN.
   */
  roleArn?: string;
  sessionName?: SessionName;
  assumeRole?: AssumeRole;
}
/**
 * A profile of the shared AWS files: keys, SSO, or a credential process.
 */
export interface ProfileDocument {
  /**
   * A profile of the shared AWS files.
   */
  kind: 'profile';
  /**
   * The profile's name. Without it: AWS_PROFILE, then `default`.
   */
  profile?: string;
  assumeRole?: AssumeRole;
}
/**
 * The instance profile of the EC2 instance that runs this.
 */
export interface InstanceProfileDocument {
  /**
   * The instance profile of the EC2 instance.
   */
  kind: 'instance-profile';
  assumeRole?: AssumeRole;
}
/**
 * The credentials of the ECS task or EKS pod that runs this.
 */
export interface ContainerDocument {
  /**
   * The credentials of the ECS task or EKS pod.
   */
  kind: 'container';
  assumeRole?: AssumeRole;
}
/**
 * The AWS SDK's default chain.
 */
export interface DefaultChainDocument {
  /**
   * The AWS SDK's default chain: environment, shared files, container, instance.
   */
  kind: 'default';
  assumeRole?: AssumeRole;
}
/**
 * Unsigned requests, for public buckets.
 */
export interface AnonymousDocument {
  /**
   * Unsigned requests, for public buckets.
   */
  kind: 'anonymous';
}
/**
 * The public AWS endpoint of the region, with its variants.
 */
export interface AwsEndpointDocument {
  /**
   * The public AWS endpoint of the region.
   */
  kind: 'aws';
  /**
   * Use the endpoint that answers on IPv6 too.
   */
  dualStack?: boolean;
  /**
   * Use the FIPS 140 endpoint.
   */
  fips?: boolean;
  /**
   * Use S3 Transfer Acceleration.
   */
  accelerate?: boolean;
}
/**
 * An interface VPC endpoint, by its host name.
 */
export interface VpcEndpointDocument {
  /**
   * An interface VPC endpoint.
   */
  kind: 'vpc-endpoint';
  host: VpcHost;
  caFile?: CaFile;
}
/**
 * An S3 compatible server, by its address.
 */
export interface UrlEndpointDocument {
  /**
   * An S3 compatible server.
   */
  kind: 'url';
  url: Url;
  /**
   * Put the bucket in the path (https://host/bucket) and not in the host name.
   */
  pathStyle?: boolean;
  caFile?: CaFile;
}
/**
 * Options for every bucket and mask that does not set its own.
 */
export interface DefaultsDocument {
  region?: Region;
  prefix?: Prefix;
  auth?: AuthName;
  endpoint?: EndpointName;
  requesterPays?: RequesterPays;
  unmatched?: Unmatched;
  masks?: Masks;
  csv?: CsvDocument;
  sample?: SampleDocument;
  read?: ReadDocument;
  rules?: MaskRulesDocument;
}
/**
 * Keys that no later mask may take.
 */
export interface ExcludeDocument {
  /**
   * A mask whose keys are left out.
   */
  exclude: string;
}
/**
 * A mask with options of its own.
 */
export interface MaskDocument {
  mask: MaskText;
  /**
   * The name to display; the identity stays the mask.
   */
  name?: string;
  csv?: CsvDocument;
  sample?: SampleDocument;
  rules?: MaskRulesDocument;
}
/**
 * How to read CSV files. What is configured always wins over what is detected.
 */
export interface CsvDocument {
  /**
   * The character between fields, or auto.
   */
  delimiter?: string;
  /**
   * Whether the first record names the fields, or auto.
   */
  header?: 'auto' | true | false;
  /**
   * A label of the WHATWG Encoding Standard, or auto.
   */
  encoding?: string;
  /**
   * The character around fields, none, or auto.
   */
  quote?: string;
  /**
   * The character before a quote inside a field, none, or auto.
   */
  escape?: string;
}
/**
 * Which objects of a group are read to know its fields.
 */
export interface SampleDocument {
  /**
   * The end of the group to read from: by captured date, then by time of modification, then by key.
   */
  take?: 'newest' | 'oldest';
  /**
   * How many objects are read; with two or more, a field has the type that none of them contradicts, and headers that disagree are reported.
   */
  files?: number;
}
/**
 * Levels for findings about the files of a mask: a rule's id, or a prefix of ids that ends in *, and its level.
 */
export interface MaskRulesDocument {
  [k: string]: Level;
}
/**
 * Bounds on what is read of one object.
 */
export interface ReadDocument {
  /**
   * The most bytes read of one object; a file that needs more is reported as unread.
   */
  maxBytes?: number;
}
/**
 * One bucket.
 */
export interface BucketDocument {
  name: BucketName;
  region?: Region;
  prefix?: Prefix;
  auth?: AuthName;
  endpoint?: EndpointName;
  requesterPays?: RequesterPays;
  unmatched?: Unmatched;
  masks?: Masks;
  csv?: CsvDocument;
  sample?: SampleDocument;
  read?: ReadDocument;
}
/**
 * Levels of findings: a rule's id, or a prefix of ids that ends in *, and its level.
 */
export interface RulesDocument {
  /**
   * Who reads the lake, which sets the levels of changes: readers of fields by name, by position, of exact files, or nobody yet.
   */
  profile?: 'by-name' | 'by-position' | 'exact' | 'inventory';
  [k: string]: Level | 'by-name' | 'by-position' | 'exact' | 'inventory' | undefined;
}
/**
 * Where `push` imports the catalogue.
 */
export interface DataGalaxyDocument {
  /**
   * Address of your tenant's API.
   */
  url?: string;
  /**
   * An integration token or a personal access token, from a variable.
   */
  token?: string;
  /**
   * The workspace, by name or id.
   */
  workspace?: string;
  /**
   * The version of the workspace, where versioning is on.
   */
  version?: string;
  /**
   * The name of one source that holds the whole catalogue, each bucket a directory at its top. Without it every bucket is a source of its own.
   */
  source?: string;
  caFile?: CaFile;
  /**
   * The most requests a second. DataGalaxy allows 8, older tenants 2.
   */
  requestsPerSecond?: number;
  types?: DataGalaxyTypesDocument;
  attributes?: DataGalaxyAttributesDocument;
  /**
   * Files and directories that got another name: their objects are renamed, with all that people wrote on them, instead of orphaned and created anew. Applied in the order given.
   *
   * @maxItems 1000
   */
  moved?: MovedDocument[];
}
/**
 * The types of the objects, where your tenant calls them otherwise.
 */
export interface DataGalaxyTypesDocument {
  /**
   * The type of a source.
   */
  source?: string;
  /**
   * The type of a directory, a container.
   */
  directory?: string;
  /**
   * The type of a file, a structure.
   */
  file?: string;
  /**
   * The type of a field.
   */
  field?: string;
}
/**
 * Attributes that are sent beside name and type, by kind of object. Nothing else is ever sent, so all that people write stays.
 */
export interface DataGalaxyAttributesDocument {
  source?: DatagalaxyAttributeMap;
  directory?: DatagalaxyAttributeMap;
  file?: DatagalaxyAttributeMap;
  field?: DatagalaxyAttributeMap;
}
/**
 * Technical names of attributes and their values: a text, a number, a boolean, or a fact such as $format, $columnDataType or $order.
 */
export interface DatagalaxyAttributeMap {
  [k: string]: DatagalaxyAttributeValue;
}
/**
 * One rename: the last name of the path changed, the directory around it stayed.
 */
export interface MovedDocument {
  /**
   * The bucket, where there are several.
   */
  bucket?: string;
  /**
   * The old path; a directory's ends in a slash.
   */
  from: string;
  /**
   * The new path.
   */
  to: string;
}
