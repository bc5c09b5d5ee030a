import type { UserErrorId } from '../../catalogue/index.ts';
import { counted, plain, quoted } from './quoted.ts';
import {
  answerReason,
  arn,
  at,
  below,
  duration,
  listingReason,
  noCredentials,
  object,
  reachability,
  server,
  tried,
} from './s3-phrases.ts';
import type { ErrorWords } from './words.ts';

/** What S3 and the way to it can fail with. Each says the cause, then the one thing that most often mends it. */
export const s3ErrorWords: ErrorWords<Extract<UserErrorId, `s3/${string}`>> = {
  's3/no-such-bucket': ({ bucket, host }) => ({
    message: `there is no bucket ${quoted(bucket)} ${at(host)}`,
    next:
      host === undefined
        ? 'check the name under `buckets`'
        : "check the name under `buckets` and the endpoint's URL and `pathStyle`",
  }),
  's3/access-denied-list': ({ bucket, prefix }) => ({
    message: `these credentials may not list ${below(bucket, prefix)}`,
    next: `allow \`s3:ListBucket\` on ${quoted(arn(bucket))}${prefix ? ` with \`s3:prefix\` ${quoted(`${prefix}*`)}` : ''}, or use another \`auth\``,
  }),
  's3/access-denied-read': ({ bucket, key }) => ({
    message: `these credentials may not read ${object(bucket, key)}`,
    next: `allow \`s3:GetObject\` on ${quoted(`${arn(bucket)}/*`)}, or use another \`auth\``,
  }),
  's3/kms-denied': ({ bucket, key, keyArn }) => ({
    message: `${object(bucket, key)} is encrypted with a KMS key that these credentials may not use`,
    next: `allow \`kms:Decrypt\` on ${keyArn === undefined ? 'that key' : quoted(keyArn)}`,
  }),
  's3/archived': ({ bucket, key }) => ({
    message: `${object(bucket, key)} is archived and cannot be read now`,
    next: 'restore it, or exclude archived objects by a mask',
  }),
  's3/wrong-region': ({ bucket, configured, actual, endpoint }) => ({
    message:
      endpoint === undefined
        ? `bucket ${quoted(bucket)} is in ${plain(actual)}, not in ${plain(configured)}`
        : `bucket ${quoted(bucket)} has \`region: ${plain(configured)}\`, but its VPC endpoint ${quoted(endpoint)} is in ${plain(actual)}`,
    next:
      endpoint === undefined
        ? `set \`region: ${plain(actual)}\` for the bucket`
        : "name an endpoint in the bucket's own region",
  }),
  's3/bad-signature': ({ service, host }) => ({
    message: `${server(service, host)} does not accept the signature: the secret does not belong to the access key`,
    next: 'check `secretAccessKey` for missing characters, spaces and line ends',
  }),
  's3/unknown-key-id': ({ service, host }) => ({
    message: `${server(service, host)} does not know this access key`,
    next: 'check `accessKeyId`; a temporary key (ASIA…) also needs its `sessionToken`',
  }),
  's3/expired-token': ({ service, host }) => ({
    message: `${server(service, host)} says that the session token has expired`,
    next: 'get new temporary credentials and run again',
  }),
  's3/invalid-token': ({ service, host, kind }) => ({
    message: `${server(service, host)} does not accept the ${kind === 'web-identity' ? 'web identity' : 'session'} token`,
    next:
      kind === 'web-identity'
        ? "check that the role's trust policy names the token's issuer and audience"
        : 'take the key, secret and `sessionToken` from the same answer of STS',
  }),
  's3/clock-skew': ({ skewSeconds }) => ({
    message:
      typeof skewSeconds === 'number' && Math.abs(skewSeconds) >= 60
        ? `this machine's clock is ${duration(Math.abs(skewSeconds))} ${skewSeconds > 0 ? 'ahead of' : 'behind'} the server's`
        : "this machine's clock differs too much from the server's",
    next: 'set the clock; S3 takes requests within 15 minutes of its own time',
  }),
  's3/no-credentials': (args) => noCredentials(args),
  's3/assume-role-denied': ({ roleArn, code }) => ({
    message: `the role ${roleArn === undefined ? 'of the environment or profile' : quoted(roleArn)} could not be assumed${code === undefined ? '' : ` (${plain(code)})`}`,
    next:
      code === 'ValidationError'
        ? "check the ARN, and that `durationSeconds` is not above the role's maximum (an hour where roles are chained)"
        : "allow `sts:AssumeRole` on it, and name the caller (and the `externalId`) in the role's trust policy",
  }),
  's3/unreachable': ({ host, code, service, pathStyle }) => ({
    message: `${server(service, host)} cannot be reached: ${reachability(code)}`,
    next:
      pathStyle === false && host !== undefined && code === 'ENOTFOUND'
        ? "check the endpoint's name; a server that is not AWS's often needs `pathStyle: true`"
        : 'check the endpoint, the network and `HTTPS_PROXY`',
  }),
  's3/untrusted-certificate': ({ host, code, service }) => ({
    message:
      code === 'ERR_TLS_CERT_ALTNAME_INVALID'
        ? `the certificate of ${server(service, host)} is for another host name`
        : code === 'CERT_HAS_EXPIRED'
          ? `the certificate of ${server(service, host)} has expired`
          : `the certificate of ${server(service, host)} is not signed by an authority that this machine trusts (${plain(code)})`,
    next:
      code === 'ERR_TLS_CERT_ALTNAME_INVALID'
        ? 'use the host name that the certificate covers'
        : "name the authority in the endpoint's `caFile`, or have the certificate replaced",
  }),
  's3/plain-http': ({ host }) => ({
    message: `${server(undefined, host)} does not speak TLS where https is expected`,
    next: "check the endpoint's port, or write `http://` if it is a local server",
  }),
  's3/redirected': ({ host, to }) => ({
    message: `${server(undefined, host)} redirects ${to === undefined ? 'elsewhere' : `to ${quoted(to)}`}, and credentials are never sent on`,
    next:
      to === undefined
        ? "check the bucket's `region` and `endpoint`"
        : "if you trust that host, name it as the bucket's `endpoint`",
  }),
  's3/unusable-endpoint': ({ bucket, detail, reason }) => ({
    message: `bucket ${quoted(bucket)} cannot be asked this way: ${reason === 'multi-region' ? 'it is an access point for several regions' : plain(detail)}`,
    next: "change the bucket's name or its `endpoint`; a bucket is named `acme-lake`, an access point by its ARN or alias",
  }),
  's3/unusable-proxy': () => ({
    message: '`HTTPS_PROXY` is not the address of an http proxy',
    next: 'write it like `http://proxy.example:3128`, special characters of a password as `%XX`; SOCKS is not spoken',
  }),
  's3/throttled': ({ host, attempts }) => ({
    message: `${server(undefined, host)} asks to slow down${tried(attempts)}`,
    next: 'run again later',
  }),
  's3/timeout': ({ host, service, seconds, attempts }) => ({
    message: `${server(service, host)} did not answer${typeof seconds === 'number' ? ` within ${duration(seconds)}` : ' in time'}${tried(attempts)}`,
    next: 'check the endpoint, the network and `HTTPS_PROXY`',
  }),
  's3/incomplete-listing': ({ bucket, prefix, reason, pages }) => ({
    message: `the listing of ${below(bucket, prefix)} stopped before its end: ${listingReason(reason)}${typeof pages === 'number' && pages > 0 ? `, after ${counted(pages, 'page')}` : ''}`,
    next: 'run again; a listing that is not whole is never compared or written',
  }),
  's3/malformed-answer': ({ host, reason }) => ({
    message: `${server(undefined, host)} did not answer as S3 does: ${answerReason(reason)}`,
    next: 'check that the endpoint is an S3 API and not a web console or a proxy',
  }),
  's3/no-such-key': ({ bucket, key }) => ({
    message: `there is no object ${object(bucket, key)}`,
    next: 'it may have been deleted since it was listed: run again',
  }),
  's3/changed': ({ bucket, key }) => ({
    message: `${object(bucket, key)} was replaced while it was being read`,
    next: 'run again',
  }),
  's3/server-error': ({ host, code, status, attempts }) => ({
    message: `${server(undefined, host)} failed (${[code, status]
      .filter((part) => part !== undefined)
      .map((part) => plain(part))
      .join(', ')})${tried(attempts)}`,
    next: 'run again later',
  }),
  's3/unexpected': ({ host, code, status, key }) => ({
    message: `${server(undefined, host)} refused ${key === undefined ? 'the request' : `to give ${quoted(key)}`}${
      code === undefined
        ? ''
        : ` (${[code, status]
            .filter((part) => part !== undefined)
            .map((part) => plain(part))
            .join(', ')})`
    }`,
    next: 'look up this code in the documentation of the server',
  }),
};
