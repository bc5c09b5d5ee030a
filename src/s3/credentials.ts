import { UserError } from '../catalogue/index.ts';
import type { AssumeRole, AuthConfig } from '../config/index.ts';
import { containerSource, namesContainer } from './container-credentials.ts';
import { credentialError, roleError } from './credential-errors.ts';
import { CredentialProblem } from './credential-problem.ts';
import type { EndpointVariants } from './endpoint.ts';
import { SILENT, type Sockets } from './sockets.ts';
import { steady, timed } from './steady-credentials.ts';
import { technicalDetail } from './technical-detail.ts';
import { readTokenFile } from './token-file.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
/** Called again by the SDK shortly before `expiration`. */
export type CredentialSource = () => Promise<AwsCredentials>;

/** How STS and SSO are asked; the metadata services are link-local and never go through a proxy. */
export interface StsAccess {
  readonly region: string;
  readonly sockets: Sockets;
  readonly maxAttempts: number;
  /** Variants of AWS's endpoints, for STS as for S3. */
  readonly variants: EndpointVariants;
}

export interface CredentialContext extends StsAccess {
  readonly bucket: string;
  /** For what is read here; the SDK's providers read the process's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** For the metadata services, which answer within milliseconds where there are any. */
const METADATA = { timeout: 1000, maxRetries: 1, logger: SILENT };
const CONTAINER_MS = 1_500;
/** Whole bounds: an instance's metadata; what may run a program of the user's or refresh an SSO session. */
const METADATA_MS = 8_000;
const SHARED_FILES_MS = 60_000;
const DEFAULT_SESSION = 'datagalaxy-s3';
/** As the schema has it. */
const ROLE_ARN = /^arn:[a-z][a-z0-9-]*:iam::[A-Za-z0-9]*:role\/[\w+=,.@/-]{1,576}$/;

/**
 * The credentials that an `auth` entry names, through the SDK's own providers, which load here and not with the client.
 * Undefined: requests go unsigned. Every failure is a `UserError` without the provider's words, which may hold secrets.
 */
export async function credentialSource(
  auth: AuthConfig,
  context: CredentialContext,
): Promise<CredentialSource | undefined> {
  const roles = auth.assumeRole ?? [];
  const source = await baseSource(auth, context);
  if (source === undefined) {
    if (roles.length === 0) return undefined;
    throw new UserError('s3/no-credentials', {
      bucket: context.bucket,
      kind: auth.kind,
      reason: 'role-needs-credentials',
    });
  }
  const base = guarded(source, (error) => credentialError(error, auth, context.bucket));
  if (roles.length === 0) return steady(base);
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  return steady(
    roles.reduce<CredentialSource>((master, role) => {
      const assume = fromTemporaryCredentials({
        masterCredentials: master,
        params: roleParameters(role),
        clientConfig: stsConfig(context),
      });
      return guarded(assume, (error) => roleError(error, role.arn, context.bucket));
    }, base),
  );
}

async function baseSource(
  auth: AuthConfig,
  context: CredentialContext,
): Promise<CredentialSource | undefined> {
  if (auth.kind === 'anonymous') return undefined;
  if (auth.kind === 'access-key') {
    const { accessKeyId, secretAccessKey, sessionToken } = auth;
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    return () => Promise.resolve(credentials);
  }
  const providers = await import('@aws-sdk/credential-providers');
  const clientConfig = stsConfig(context);
  switch (auth.kind) {
    case 'default': {
      if (!namesContainer(context.env)) {
        return timed(
          providers.fromNodeProviderChain({ clientConfig, ...METADATA }),
          SHARED_FILES_MS,
        );
      }
      const chain = providers.createCredentialChain(
        providers.fromEnv(),
        providers.fromIni({ clientConfig }),
        providers.fromTokenFile({ clientConfig }),
        containerSource(context.env, CONTAINER_MS),
      );
      return timed(chain, SHARED_FILES_MS);
    }
    case 'instance-profile':
      return timed(providers.fromInstanceMetadata(METADATA), METADATA_MS);
    case 'container':
      return containerSource(context.env, CONTAINER_MS);
    case 'profile': {
      // Not cached: the files may hold new credentials when the old ones have expired.
      const named = { ...(auth.profile && { profile: auth.profile }), ignoreCache: true };
      return timed(providers.fromIni({ clientConfig, ...named }), SHARED_FILES_MS);
    }
    case 'web-identity':
      return async () => {
        const { token, roleArn, sessionName } = await webIdentity(auth, context.env);
        return providers.fromWebToken({
          clientConfig,
          webIdentityToken: token,
          roleArn,
          roleSessionName: sessionName || DEFAULT_SESSION,
        })();
      };
  }
}

/** What STS is asked with: the configuration's, else the variables that EKS and CI systems set. */
async function webIdentity(
  auth: Extract<AuthConfig, { kind: 'web-identity' }>,
  env: CredentialContext['env'],
) {
  const tokenFile = auth.tokenFile ?? env['AWS_WEB_IDENTITY_TOKEN_FILE'];
  const roleArn = auth.roleArn ?? env['AWS_ROLE_ARN'];
  const sessionName = auth.sessionName ?? env['AWS_ROLE_SESSION_NAME'];
  if (!tokenFile) throw new CredentialProblem('not-configured');
  if (!roleArn) throw new CredentialProblem('no-role');
  if (!ROLE_ARN.test(roleArn)) throw new CredentialProblem('bad-role-arn');
  return { token: await readTokenFile(tokenFile), roleArn, sessionName };
}

/** What the SDK's clients of STS take. */
export const stsConfig = ({ region, sockets, maxAttempts, variants }: StsAccess) => ({
  region,
  maxAttempts,
  requestHandler: sockets,
  ...variants,
});

function roleParameters(role: AssumeRole) {
  return {
    RoleArn: role.arn,
    RoleSessionName: role.sessionName ?? DEFAULT_SESSION,
    ...(role.externalId && { ExternalId: role.externalId }),
    ...(role.durationSeconds && { DurationSeconds: role.durationSeconds }),
  };
}

/** The source with its failures made ours. One that is already ours comes from a hop before and passes. */
function guarded(source: CredentialSource, fail: (error: unknown) => UserError): CredentialSource {
  return async () => {
    try {
      return await source();
    } catch (error) {
      if (error instanceof UserError) throw error;
      const failure = fail(error);
      failure.cause = technicalDetail(error);
      throw failure;
    }
  };
}
