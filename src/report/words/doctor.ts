import type { FindingArgs, Json } from '../../catalogue/index.ts';
import type { Check, CheckId } from '../../s3/index.ts';
import { errorWords } from './errors.ts';
import { counted, grouped, plain, quoted } from './quoted.ts';
import { duration } from './s3-phrases.ts';
import type { Words } from './words.ts';

/** What a person reads on one line of a checklist. */
export function checkWords({ id, state, args, error }: Check): Words {
  if (error !== undefined) return errorWords[error.id](error.args);
  if (state === 'skipped') return { message: skipped(args['reason']) };
  return WORDS[id](args);
}

const WORDS: { readonly [Id in CheckId]: (args: FindingArgs) => Words } = {
  config: ({ auth, endpoint, prefixes }) => ({
    message: `auth ${plain(auth)}, endpoint ${plain(endpoint)}, ${prefixes === 1 ? '1 prefix' : `${grouped(Number(prefixes))} prefixes`} to list`,
  }),
  credentials: ({ origin, accessKeyId, role }) => ({
    message: `${source(origin)}${role === undefined ? '' : ` ${plain(role)}`}${accessKeyId === undefined ? '' : `, access key ${plain(accessKeyId)}`}`,
  }),
  identity: ({ arn, reason, code }) =>
    arn === undefined
      ? {
          message: `not known: ${reason === 'unreachable' ? 'STS cannot be reached' : 'STS does not say'}${code === undefined ? '' : ` (${plain(code)})`}; nothing here needs it`,
        }
      : { message: plain(arn) },
  expiry: ({ seconds, reason }) => {
    if (reason === 'never') return { message: 'these credentials do not expire' };
    if (reason === 'untold') return { message: 'a session whose end is not known here' };
    const left = Number(seconds);
    if (left <= 0) {
      return {
        message: `these credentials ended ${duration(-left)} ago by this machine's clock`,
        next: 'Get new ones, or set the clock',
      };
    }
    return {
      message: `these credentials are good for ${duration(left)}, and renewed if they can be`,
    };
  },
  endpoint: ({ host, address, pathStyle, proxy }) => ({
    message: `${plain(host)}${address === undefined ? '' : ` (${plain(address)})`}, ${pathStyle === true ? 'path style' : 'virtual-hosted style'}${proxy === undefined ? '' : `, through the proxy ${plain(proxy)}`}`,
  }),
  tls: ({ protocol, chain, days }) => {
    const message = `${plain(protocol)}, certificate of ${chainText(chain)}, good for ${counted(Number(days), 'day')}`;
    return Number(days) < 14
      ? { message, next: 'Have it replaced before it expires' }
      : { message };
  },
  clock: ({ skewSeconds }) => {
    const skew = Number(skewSeconds);
    if (Math.abs(skew) < 60) return { message: "as the server's" };
    return {
      message: `${duration(Math.abs(skew))} ${skew > 0 ? 'ahead of' : 'behind'} the server's`,
      next: 'Set the clock; S3 takes requests within 15 minutes of its own time',
    };
  },
  region: ({ region, told, configured }) => ({
    message: `${plain(region)}${told === true ? ', as the server says' : ''}${configured === true ? '' : ', which the configuration does not name'}`,
  }),
  list: ({ prefixes, asked, keys, reason }) =>
    reason === 'nothing-reachable'
      ? {
          message: "no mask can take a key below the bucket's prefix",
          next: 'Compare `prefix` and `masks` by `datagalaxy-s3 check`',
        }
      : {
          message: `${counted(Number(keys), 'key')} on the first ${asked === 1 ? 'page' : `pages of ${grouped(Number(asked))}${prefixes === asked ? '' : ` of ${grouped(Number(prefixes))}`} prefixes`}`,
        },
  get: ({ key, size }) => ({
    message: `${quoted(key, 120)}${size === undefined ? ' is given' : `, ${counted(Number(size), 'byte')}`}`,
  }),
  kms: ({ keyArn }) => ({
    message: `decrypted with ${keyArn === undefined ? 'a KMS key' : plain(keyArn)}`,
  }),
  'requester-pays': ({ charged, reason }) => {
    if (charged === true) return { message: 'requests are charged to this account' };
    if (reason === 'perhaps') {
      return {
        message: 'not configured',
        next: 'If the bucket charges whoever asks, set `requesterPays: true`',
      };
    }
    return {
      message: 'the server does not say that it charges this account',
      next: 'Remove `requesterPays` if the bucket is your own',
    };
  },
  latency: ({ list, get }) => ({
    message: [
      list === undefined ? '' : `list ${grouped(Number(list))} ms`,
      get === undefined ? '' : `get ${grouped(Number(get))} ms`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  }),
};

function skipped(reason: Json | undefined): string {
  switch (reason) {
    case 'anonymous':
      return 'requests are not signed';
    case 'not-aws':
      return 'this server is not AWS, and AWS is not told of its keys';
    case 'plain-http':
      return 'plain http, without a certificate';
    case 'no-date':
      return 'the server does not tell its time';
    case 'no-object':
      return 'nothing found to read';
    case 'not-configured':
      return 'not configured';
    case 'not-used':
      return 'the object is not encrypted with KMS';
    default:
      return 'not reached';
  }
}

function source(origin: Json | undefined): string {
  switch (origin) {
    case 'anonymous':
      return 'none: requests are not signed';
    case 'environment':
      return 'from environment variables';
    case 'profile':
      return 'from the shared AWS files';
    case 'process':
      return 'from a `credential_process`';
    case 'sso':
      return 'from an SSO session';
    case 'web-identity':
      return 'from a web identity token';
    case 'container':
      return 'from the container credentials endpoint';
    case 'instance-profile':
      return 'from the instance profile';
    case 'role':
      return 'of the assumed role';
    default:
      return 'as configured';
  }
}

function chainText(chain: Json | undefined): string {
  const [own, ...issuers] = Array.isArray(chain) ? chain.map((name) => quoted(name, 80)) : [];
  return `${own ?? 'nobody'}${issuers.length === 0 ? '' : ` by ${issuers.join(' by ')}`}`;
}
