import { type FindingArgs, UserError } from '../catalogue/index.ts';
import type { AuthConfig } from '../config/index.ts';
import { refusalFailure } from './answer-failure.ts';
import { CredentialProblem } from './credential-problem.ts';
import { networkFailure, plainCode } from './failure.ts';

interface ProviderError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/** Credentials that could not be had. The provider's message is looked at and never passed on. */
export function credentialError(error: unknown, auth: AuthConfig, bucket: string): UserError {
  if (error instanceof CredentialProblem) return noCredentials(error.reason, auth, bucket);
  if (auth.kind === 'web-identity' || auth.kind === 'profile') {
    // These two may talk to STS, whose answer then says more than that there are no credentials.
    const shared = stsFailure(error, bucket, { kind: auth.kind });
    if (shared !== undefined) return shared;
    if ((error as ProviderError).$metadata?.httpStatusCode !== undefined) {
      const roleArn = auth.kind === 'web-identity' ? auth.roleArn : undefined;
      return roleError(error, roleArn, bucket);
    }
  }
  return noCredentials(reasonOf(error), auth, bucket);
}

const noCredentials = (reason: string, auth: AuthConfig, bucket: string): UserError =>
  new UserError('s3/no-credentials', { bucket, kind: auth.kind, reason, ...named(auth) });

/** A role that could not be assumed. */
export function roleError(error: unknown, roleArn: string | undefined, bucket: string): UserError {
  const shared = stsFailure(error, bucket, { roleArn });
  if (shared !== undefined) return shared;
  return new UserError('s3/assume-role-denied', { bucket, roleArn, code: codeOf(error) });
}

/** STS's code; the status where the answer had none that the SDK could read. */
function codeOf(error: unknown): string | undefined {
  const { name, $metadata } = error as ProviderError;
  const code = plainCode(name);
  const status = $metadata?.httpStatusCode;
  return code === 'Unknown' && typeof status === 'number' ? String(status) : code;
}

/** What STS and S3 refuse alike, and the network; undefined for the rest. */
function stsFailure(error: unknown, bucket: string, facts: FindingArgs): UserError | undefined {
  const { name, $metadata } = error as ProviderError;
  const failure =
    networkFailure(error, undefined) ??
    refusalFailure(
      {
        code: plainCode(name) ?? '',
        status:
          typeof $metadata?.httpStatusCode === 'number' ? $metadata.httpStatusCode : undefined,
        headers: {},
        body: '',
      },
      Date.now(),
    );
  if (failure === undefined) return undefined;
  return new UserError(failure.id, { bucket, ...facts, service: 'sts', ...failure.args });
}

/** Why, as a fixed word. */
function reasonOf(error: unknown): string {
  const { code, message, statusCode } = error as ProviderError;
  // The metadata service has no role's credentials where the instance has no role.
  if (statusCode === 404) return 'no-role';
  if (typeof statusCode === 'number') return 'refused';
  const text = typeof message === 'string' ? message : '';
  // No JSON, JSON of another form, a role's name that cannot stand in an address.
  const junk = error instanceof SyntaxError || code === 'ERR_UNESCAPED_CHARACTERS';
  if (junk || /^Invalid response/.test(text)) return 'bad-answer';
  if (
    networkFailure(error, undefined)?.id === 's3/timeout' ||
    /TimeoutError|timed? ?out/i.test(text)
  ) {
    return 'timeout';
  }
  if (code === 'ENOENT') return 'token-file-missing';
  if (code === 'EACCES' || code === 'EISDIR') return 'token-file-unreadable';
  if (/credential_process|^Command failed/.test(text)) return 'process-failed';
  if (
    /profile .*(?:not found|could not be found)|Could not resolve credentials using profile/i.test(
      text,
    )
  ) {
    return 'profile-not-found';
  }
  if (/SSO|sso/.test(text)) return 'sso-session';
  if (/not specified|No HTTP credential provider host|cannot be found|must be set/i.test(text)) {
    return 'not-configured';
  }
  return networkFailure(error, undefined) === undefined ? 'none-found' : 'unreachable';
}

function named(auth: AuthConfig): FindingArgs {
  if (auth.kind === 'profile') return { profile: auth.profile };
  if (auth.kind === 'web-identity') return { tokenFile: auth.tokenFile };
  return {};
}
