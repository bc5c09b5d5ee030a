import type { FindingArgs } from '../../catalogue/index.ts';
import { counted, plain, quoted } from './quoted.ts';
import type { Words } from './words.ts';

/** Parts of sentences that the S3 errors share. Each takes facts as they stand in an error's args. */
type Value = FindingArgs[string];

export const at = (host: Value): string =>
  host === undefined ? 'in Amazon S3' : `at ${quoted(host)}`;

export function server(service: Value, host: Value): string {
  if (host !== undefined) return quoted(host);
  return service === 'sts' ? 'AWS STS' : 'Amazon S3';
}

export const below = (bucket: Value, prefix: Value): string =>
  `bucket ${quoted(bucket)}${prefix === undefined || prefix === '' ? '' : ` below ${quoted(prefix)}`}`;

export const object = (bucket: Value, key: Value): string =>
  `${quoted(key)}${bucket === undefined ? '' : ` in bucket ${quoted(bucket)}`}`;

export const arn = (bucket: Value): string =>
  String(bucket).startsWith('arn:') ? String(bucket) : `arn:aws:s3:::${String(bucket)}`;

export const tried = (attempts: Value): string =>
  typeof attempts === 'number' && attempts > 1 ? `, tried ${attempts} times` : '';

export function duration(seconds: number): string {
  return seconds < 120 ? counted(seconds, 'second') : counted(Math.round(seconds / 60), 'minute');
}

export function reachability(code: Value): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return 'its name does not resolve';
    case 'ECONNREFUSED':
      return 'the connection is refused';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'cut':
      return 'it ends the connection';
    case 'proxy-authentication':
      return 'the proxy wants a user name and password';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no route to it';
    default:
      return code === undefined ? 'no connection' : plain(code);
  }
}

export function listingReason(reason: Value): string {
  switch (reason) {
    case 'cut':
      return 'a page was cut off';
    case 'key-count':
      return 'a page holds fewer keys than it says';
    case 'no-token':
      return 'more pages are announced without a way to them';
    case 'repeated-token':
    case 'no-advance':
      return 'the server gives the same keys again';
    case 'endless-empty-pages':
      return 'the server sends empty pages without end';
    case 'too-many-pages':
      return 'the server sends pages without end';
    case 'timeout':
      return 'the server stopped answering';
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the server ended the connection';
    default:
      return answerReason(reason);
  }
}

export function answerReason(reason: Value): string {
  switch (reason) {
    case 'not-a-listing':
      return 'the answer is not a listing';
    case 'not-xml':
      return 'the answer is not well-formed XML';
    case 'not-s3':
      return 'the answer is not an S3 error';
    case 'not-http':
      return 'the answer is not HTTP';
    case 'too-large':
    case 'too-many-keys':
      return 'a page is larger than any page of S3';
    case 'bad-value':
    case 'bad-encoding':
      return 'a value in the answer cannot be read';
    case 'outside-prefix':
      return 'it lists keys that were not asked for';
    case 'wrong-range':
    case 'range-ignored':
      return 'it sends other bytes than were asked for';
    default:
      return reason === undefined ? 'the answer cannot be read' : plain(reason);
  }
}

export function noCredentials({ kind, reason, profile, tokenFile }: FindingArgs): Words {
  const named = { profile, tokenFile };
  return { message: `no credentials: ${missing(kind, reason, named)}`, next: remedy(kind, reason) };
}

function missing(kind: Value, reason: Value, { profile, tokenFile }: FindingArgs): string {
  switch (reason) {
    case 'role-needs-credentials':
      return '`assumeRole` needs credentials to assume the role with, and `anonymous` has none';
    case 'bad-characters':
      return 'the access key or the session token holds a character that cannot be sent';
    case 'token-file-missing':
      return `the token file ${tokenFile === undefined ? 'of the environment' : quoted(tokenFile)} does not exist`;
    case 'token-file-unreadable':
      return `the token file ${tokenFile === undefined ? 'of the environment' : quoted(tokenFile)} cannot be read`;
    case 'token-file-empty':
      return `the token file ${tokenFile === undefined ? 'of the environment' : quoted(tokenFile)} is empty`;
    case 'token-file-too-large':
      return `the token file ${tokenFile === undefined ? 'of the environment' : quoted(tokenFile)} is too large for a token`;
    case 'bad-token':
      return 'the authorization token holds a character that cannot be sent';
    case 'bad-url':
      return '`AWS_CONTAINER_CREDENTIALS_FULL_URI` is no https address and none of this machine, ECS or EKS';
    case 'bad-role-arn':
      return '`AWS_ROLE_ARN` is not the ARN of an IAM role';
    case 'no-role':
      return kind === 'web-identity'
        ? 'no role is named for the web identity token'
        : 'this instance has no role';
    case 'refused':
      return `${source(kind)} refuses to give any`;
    case 'bad-answer':
      return `${source(kind)} does not answer with credentials`;
    case 'process-failed':
      return `the \`credential_process\` of profile ${profile === undefined ? 'of `AWS_PROFILE`' : quoted(profile)} failed or did not print credentials`;
    case 'profile-not-found':
      return `profile ${profile === undefined ? 'of `AWS_PROFILE`' : quoted(profile)} gives none`;
    case 'sso-session':
      return 'the SSO session is missing or has expired';
    case 'timeout':
    case 'unreachable':
      return `${source(kind)} does not answer`;
    case 'not-configured':
      return `the environment does not name ${source(kind)}`;
    default:
      return `${source(kind)} gave none`;
  }
}

function source(kind: Value): string {
  switch (kind) {
    case 'instance-profile':
      return 'the EC2 instance metadata service';
    case 'container':
      return 'a container credentials endpoint';
    case 'web-identity':
      return 'a web identity token and role';
    case 'profile':
      return 'the profile';
    default:
      return "the SDK's chain (environment, shared files, container, instance)";
  }
}

function remedy(kind: Value, reason: Value): string {
  if (reason === 'bad-characters')
    return 'look for line ends and spaces in `accessKeyId` and `sessionToken`';
  if (reason === 'bad-role-arn')
    return 'write it like `arn:aws:iam::111122223333:role/lake-reader`';
  if (reason === 'process-failed')
    return 'run that command by itself; it has to print JSON with `"Version": 1`';
  if (reason === 'no-role' && kind === 'instance-profile')
    return 'attach an instance profile to it, or choose another `auth` kind';
  if (typeof reason === 'string' && reason.startsWith('token-file'))
    return kind === 'container'
      ? 'check `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` and the rights of this user on it'
      : 'check `tokenFile` or `AWS_WEB_IDENTITY_TOKEN_FILE`, and the rights of this user on it';
  if (kind === 'container' && (reason === 'refused' || reason === 'bad-token'))
    return 'check `AWS_CONTAINER_AUTHORIZATION_TOKEN` and the task role or pod identity';
  if (reason === 'sso-session') return 'run `aws sso login` and try again';
  switch (kind) {
    case 'instance-profile':
      return 'run on an EC2 instance with a role, or choose another `auth` kind';
    case 'container':
      return 'run in ECS or EKS with a task role or pod identity, or choose another `auth` kind';
    case 'web-identity':
      return 'set `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, or `tokenFile` and `roleArn` in `auth`';
    case 'profile':
      return 'check `~/.aws/config` and `~/.aws/credentials`, or set `AWS_PROFILE`';
    case 'anonymous':
      return 'choose another `auth` kind for the role';
    default:
      return 'set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or name an `auth` for the bucket';
  }
}
