import type { AssumeRole, BucketConfig } from '../../config/index.ts';
import { type PolicyDocument, type PolicyStatement, policyOf } from './policy-document.ts';

/** The trust policy of one role. */
export interface Trust {
  readonly roleArn: string;
  readonly policy: PolicyDocument;
}

/**
 * The trust policies of all roles that a run assumes, each role once, in the order of the configuration. The first role of a chain
 * trusts `principal`, or its own account where that is not known; each further one the role before it; a role for a web
 * identity, which `AWS_ROLE_ARN` may name, trusts `provider`, the ARN of an OIDC provider.
 */
export function trustsOf(
  buckets: readonly Pick<BucketConfig, 'auth'>[],
  known: { readonly principal?: string; readonly provider?: string },
  env: Readonly<Record<string, string | undefined>>,
): readonly Trust[] {
  const trusts = new Map<string, Map<string, PolicyStatement>>();
  const add = (roleArn: string, statement: PolicyStatement): void => {
    const statements = trusts.get(roleArn) ?? new Map<string, PolicyStatement>();
    trusts.set(roleArn, statements.set(JSON.stringify(statement), statement));
  };
  for (const { auth } of buckets) {
    const web = auth.kind === 'web-identity' ? (auth.roleArn ?? env['AWS_ROLE_ARN']) : undefined;
    if (web !== undefined) add(web, webStatement(known.provider ?? providerIn(web)));
    let caller = web ?? known.principal;
    for (const role of auth.assumeRole ?? []) {
      add(role.arn, roleStatement(role, caller ?? accountOf(role.arn)));
      caller = role.arn;
    }
  }
  return [...trusts].map(([roleArn, statements]) => ({
    roleArn,
    policy: policyOf(
      [...statements.values()].map((statement, i) =>
        i === 0 ? statement : { ...statement, Sid: `${statement.Sid}${i + 1}` },
      ),
    ),
  }));
}

const roleStatement = ({ externalId }: AssumeRole, caller: string): PolicyStatement => ({
  Sid: 'TrustTheReader',
  Effect: 'Allow',
  Principal: { AWS: caller },
  Action: 'sts:AssumeRole',
  ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
});

function webStatement(provider: string): PolicyStatement {
  const issuer = provider.replace(/^.*:oidc-provider\//, '');
  return {
    Sid: 'TrustTheIssuer',
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } },
  };
}

/** Everyone in the role's account who is allowed to assume it. */
function accountOf(roleArn: string): string {
  const [, partition = 'aws', , , account = ''] = roleArn.split(':');
  return `arn:${partition}:iam::${account}:root`;
}

/** The form of a provider's ARN, with an issuer to be replaced. */
function providerIn(roleArn: string): string {
  const [, partition = 'aws', , , account = ''] = roleArn.split(':');
  return `arn:${partition}:iam::${account}:oidc-provider/ISSUER`;
}
