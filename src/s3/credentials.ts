import { UserError } from '../catalogue/index.ts';
import type { AssumeRole, AuthConfig } from '../config/index.ts';
import { credentialError, roleError } from './credential-errors.ts';
import type { Sockets } from './sockets.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
/** Called again by the SDK shortly before `expiration`. */
export type CredentialSource = () => Promise<AwsCredentials>;

export interface CredentialContext {
  readonly bucket: string;
  readonly region: string;
  /** For the calls to STS and SSO; the metadata services are link-local and never go through a proxy. */
  readonly sockets: Sockets;
  readonly maxAttempts: number;
}

/** For the metadata services, which answer within milliseconds where there are any. */
const METADATA = { timeout: 1000, maxRetries: 1 };

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
  if (roles.length === 0) return base;
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  return roles.reduce<CredentialSource>((master, role) => {
    const assume = fromTemporaryCredentials({
      masterCredentials: master,
      params: roleParameters(role),
      clientConfig: stsConfig(context),
    });
    return guarded(assume, (error) => roleError(error, role.arn, context.bucket));
  }, base);
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
    case 'default':
      return providers.fromNodeProviderChain({ clientConfig, ...METADATA });
    case 'instance-profile':
      return providers.fromInstanceMetadata(METADATA);
    case 'container':
      // Made inside the call: it throws at once where no variable names an endpoint.
      return () => providers.fromHttp(METADATA)();
    case 'profile':
      return providers.fromIni({ clientConfig, ...(auth.profile && { profile: auth.profile }) });
    case 'web-identity':
      return providers.fromTokenFile({
        clientConfig,
        ...(auth.tokenFile && { webIdentityTokenFile: auth.tokenFile }),
        ...(auth.roleArn && { roleArn: auth.roleArn }),
        ...(auth.sessionName && { roleSessionName: auth.sessionName }),
      });
  }
}

const stsConfig = ({ region, sockets, maxAttempts }: CredentialContext) => ({
  region,
  maxAttempts,
  requestHandler: sockets,
});

function roleParameters(role: AssumeRole) {
  return {
    RoleArn: role.arn,
    RoleSessionName: role.sessionName ?? 'datagalaxy-s3',
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
      throw error instanceof UserError ? error : fail(error);
    }
  };
}
