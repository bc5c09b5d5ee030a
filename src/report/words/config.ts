import type { CONFIG_RULES, FindingArgs, Json, Observation } from '../../catalogue/index.ts';
import { configSchemaWords } from './config-schema.ts';
import { configSyntaxWords } from './config-syntax.ts';
import { listed } from './listed.ts';
import { counted, quoted } from './quoted.ts';
import type { ErrorWords, RuleWords, Words } from './words.ts';

/** The words of everything that can be wrong with the configuration. */
export const configWords: RuleWords<(typeof CONFIG_RULES)[number]> = {
  'config/syntax': configSyntaxWords,
  'config/schema': configSchemaWords,
  'config/unknown-key': unknownKeyWords,
  'config/unquoted-mask': ({ args }) => ({
    message:
      args['reason'] === 'misread'
        ? 'a mask without quotes is no text to YAML'
        : `the mask ends at ${quoted(args['mask'])}: YAML takes ${quoted(args['rest'])} for a comment`,
    next: 'put the whole mask in double quotes',
  }),
  'config/dangling-reference': danglingWords,
  'config/duplicate-name': duplicateWords,
  'config/unused': ({ args }) => ({
    message: `the ${nounOf(args['kind'])} ${quoted(args['name'])} is never used`,
    next: args['kind'] === 'token' ? 'use it in a mask or remove it' : 'refer to it or remove it',
  }),
  'config/plaintext-secret': ({ args }) => ({
    message: `the secret ${quoted(args['name'])} stands in the file`,
    next: `bring it in through a variable, such as \${env:LAKE_SECRET}, and replace the secret: it is in the history now`,
  }),
  'config/insecure-endpoint': ({ args }) => ({
    message: `plain http${args['host'] === undefined ? '' : ` to ${quoted(args['host'])}`}: keys and data cross the network unencrypted`,
    next: 'use https, with caFile where the certificate is your own',
  }),
};

const NOUNS = new Map<Json | undefined, string>([
  ['auth', 'auth entry'],
  ['endpoint', 'endpoint'],
  ['token', 'token'],
  ['bucket', 'bucket'],
]);
const nounOf = (kind: Json | undefined): string => NOUNS.get(kind) ?? 'name';

function unknownKeyWords({ args, subject }: Observation): Words {
  const isRule = args['kind'] === 'rule';
  const message = isRule
    ? `no rule is called ${quoted(args['name'])}`
    : `unknown key ${quoted(args['name'])}${inParent(subject.key)}`;
  const meant = listed(args['nearest'], 'or');
  if (meant !== '') return { message, next: `did you mean ${meant}?` };
  if (isRule) return { message, next: 'see `datagalaxy-s3 rules` for all of them' };
  return { message, next: `the keys here are ${listed(args['allowed'], 'and')}` };
}

/** ` in buckets[0]` for `buckets[0].csvv`; nothing at the top. */
function inParent(key: string | undefined): string {
  const parent = key?.replace(/(?:\.[^.[\]"]+|\["(?:[^"\\]|\\.)*"\]|^[^.[\]]+)$/, '') ?? '';
  return parent === '' ? '' : ` in ${quoted(parent)}`;
}

function danglingWords({ args }: Observation): Words {
  const { kind, name } = args;
  if (kind === 'variable') {
    return {
      message: `the environment variable ${quoted(name)} is not set`,
      next: `set it, or give it a default: \${env:NAME:-default}`,
    };
  }
  const section = kind === 'auth' ? 'auth' : 'endpoints';
  const message = `no entry of ${section} is called ${quoted(name)}`;
  const meant = listed(args['nearest'], 'or');
  if (meant !== '') return { message, next: `did you mean ${meant}?` };
  const declared = listed(args['declared'], 'and');
  return {
    message,
    next: declared === '' ? `declare it under ${section}` : `declared are ${declared}`,
  };
}

function duplicateWords({ args, related }: Observation): Words {
  const first = related?.[0]?.location;
  const where = first === undefined ? '' : `, first in line ${first.line}`;
  const { prefix } = args;
  if (args['kind'] !== 'bucket') {
    return {
      message: `the ${nounOf(args['kind'])} ${quoted(args['name'])} stands here twice${where}`,
      next: 'rename or remove one of the two',
    };
  }
  const same = prefix === '' || prefix === undefined ? '' : ` with the prefix ${quoted(prefix)}`;
  return {
    message: `the bucket ${quoted(args['name'])} stands here twice${same}${where}`,
    next: 'put its masks in one entry, or give each entry a prefix of its own',
  };
}

type ConfigErrorId =
  | 'config/not-found'
  | 'config/unreadable'
  | 'config/too-large'
  | 'config/invalid'
  | 'config/masks-too-large';

/** The words of what keeps the configuration from being read at all. */
export const configErrorWords: ErrorWords<ConfigErrorId> = {
  'config/not-found': (args) =>
    args['file'] === undefined
      ? {
          message: `no configuration from ${quoted(args['directory'])} up to the root of the repository`,
          next: 'write one with `datagalaxy-s3 init`, name one with --config FILE, or name a bucket with --bucket NAME',
        }
      : {
          message: `there is no configuration file ${quoted(args['file'])}`,
          next: 'check the path, or write one with `datagalaxy-s3 init`',
        },
  'config/unreadable': unreadableWords,
  'config/too-large': (args) => ({
    message: `${quoted(args['file'])} is larger than a configuration may be (${counted(Number(args['limit']), 'byte')})`,
    next: 'check that it is the right file; masks with placeholders keep a configuration short',
  }),
  'config/invalid': (args) => ({
    message:
      args['file'] === undefined
        ? `the configuration has ${counted(Number(args['errors']), 'error')}`
        : `${quoted(args['file'])} has ${counted(Number(args['errors']), 'error')}`,
    next: 'mend what is marked above; `datagalaxy-s3 check` shows it again',
  }),
  'config/masks-too-large': (args) => ({
    message: `the masks of the bucket ${quoted(args['bucket'])} are too large together (${quoted(args['limit'])} beyond ${counted(Number(args['bound']), 'state')})`,
    next: 'shorten the list: `datagalaxy-s3 check` shows which mask passes the limit',
  }),
};

const UNREADABLE = new Map<Json | undefined, readonly [message: string, next: string]>([
  ['access-denied', ['may not be read by this user', 'change its permissions, or the user']],
  ['directory', ['is a directory', 'name the file in it with --config FILE']],
  ['not-a-file', ['is not a regular file', 'name a file with --config FILE']],
  ['empty', ['is empty', 'fill it in: `datagalaxy-s3 init` writes one to start from']],
  ['not-utf8', ['is not UTF-8 text', 'save it as UTF-8']],
  [
    'outside-repository',
    ['is a link that leads out of the repository', 'put the file itself into the repository'],
  ],
]);

function unreadableWords(args: FindingArgs): Words {
  const [what, next] = UNREADABLE.get(args['reason']) ?? [
    `cannot be read${args['code'] === undefined ? '' : ` (${quoted(args['code'])})`}`,
    'check the path and the file system',
  ];
  return { message: `${quoted(args['file'])} ${what}`, next };
}
