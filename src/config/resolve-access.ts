import { compact } from './compact.ts';
import type { AssumeRole, AuthConfig, EndpointConfig } from './config.ts';
import type {
  AssumeRole as AssumeRoleDocument,
  Auth,
  Endpoint,
  RoleDocument,
} from './document.generated.ts';

/** Makes a path absolute. */
type Absolute = (path: string) => string;

export function resolveAuth(auth: Auth, absolute: Absolute): AuthConfig {
  switch (auth.kind) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'access-key': {
      const { kind, accessKeyId, secretAccessKey } = auth;
      // A literal empty token counts as absent too, like one that a variable left empty.
      const sessionToken = auth.sessionToken === '' ? undefined : auth.sessionToken;
      return {
        kind,
        accessKeyId,
        secretAccessKey,
        ...compact({ sessionToken, assumeRole: rolesOf(auth.assumeRole) }),
      };
    }
    case 'web-identity': {
      const { kind, roleArn, sessionName } = auth;
      const tokenFile = auth.tokenFile === undefined ? undefined : absolute(auth.tokenFile);
      return {
        kind,
        ...compact({ tokenFile, roleArn, sessionName, assumeRole: rolesOf(auth.assumeRole) }),
      };
    }
    case 'profile':
      return {
        kind: 'profile',
        ...compact({ profile: auth.profile, assumeRole: rolesOf(auth.assumeRole) }),
      };
    default:
      return { kind: auth.kind, ...compact({ assumeRole: rolesOf(auth.assumeRole) }) };
  }
}

function rolesOf(roles: AssumeRoleDocument | undefined): readonly AssumeRole[] | undefined {
  if (roles === undefined) return undefined;
  return (Array.isArray(roles) ? roles : [roles]).map(
    ({ arn, externalId, sessionName, durationSeconds }: RoleDocument) => ({
      arn,
      ...compact({ externalId, sessionName, durationSeconds }),
    }),
  );
}

export function resolveEndpoint(endpoint: Endpoint, absolute: Absolute): EndpointConfig {
  const caFileOf = (text: string | undefined) =>
    compact({ caFile: text === undefined ? undefined : absolute(text) });
  switch (endpoint.kind) {
    case 'aws': {
      const { kind, dualStack, fips, accelerate } = endpoint;
      return { kind, ...compact({ dualStack, fips, accelerate }) };
    }
    case 'vpc-endpoint':
      return {
        kind: 'vpc-endpoint',
        host: normalisedVpcHost(endpoint.host),
        ...caFileOf(endpoint.caFile),
      };
    case 'url':
      return {
        kind: 'url',
        url: endpoint.url,
        pathStyle: endpoint.pathStyle ?? true,
        ...caFileOf(endpoint.caFile),
      };
  }
}

/** The VPC console shows `*.vpce-….amazonaws.com` and AWS documents `bucket.vpce-…`: both mean the host `vpce-…`. */
export function normalisedVpcHost(text: string): string {
  return text.replace(/^(?:\*|bucket)\.(?=vpce-)/, '');
}
