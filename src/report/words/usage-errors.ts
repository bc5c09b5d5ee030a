import type { FindingArgs, Json } from '../../catalogue/index.ts';
import { listed } from './listed.ts';
import { counted, plain, quoted } from './quoted.ts';
import type { ErrorWords, Words } from './words.ts';

type UsageErrorId =
  | 'usage/flag'
  | 'usage/file-not-found'
  | 'usage/file-unreadable'
  | 'usage/file-exists'
  | 'usage/write-failed'
  | 'usage/unknown-bucket'
  | 'usage/git'
  | 'run/interrupted'
  | 'run/too-many-files';

/** The words of wrong calls, and of runs that could not go on. */
export const usageErrorWords: ErrorWords<UsageErrorId> = {
  'usage/flag': flagWords,
  'usage/file-not-found': ({ file, snapshot }) => ({
    message: `there is no file ${quoted(file)}`,
    next:
      snapshot === true
        ? 'check the path; a snapshot of the history is named git:REF or git:REF:PATH'
        : 'check the path',
  }),
  'usage/file-unreadable': ({ file, code, reason }) => ({
    message: `${quoted(file)} cannot be read${because(code ?? reason)}`,
    next: 'name a regular file that this user may read',
  }),
  'usage/file-exists': ({ file }) => ({
    message: `${quoted(file)} exists already and is never overwritten`,
    next: 'remove it first, or write to another place',
  }),
  'usage/write-failed': ({ file, code, reason }) => ({
    message: `${quoted(file)} could not be written${because(code ?? reason)}; nothing was changed`,
    next: 'check the permissions of the directory and the space on the disk',
  }),
  'usage/unknown-bucket': ({ bucket, nearest, known, declared }) => ({
    message: `no bucket of the configuration is called ${quoted(bucket)}`,
    next: proposal(nearest, known ?? declared, 'name one of the buckets of the configuration'),
  }),
  'usage/git': gitWords,
  'run/interrupted': () => ({
    message: 'interrupted; nothing was written',
    next: 'run the command again to start over',
  }),
  'run/too-many-files': ({ bucket, limit }) => ({
    message: `the masks make more than ${counted(Number(limit), 'file')} of the bucket ${quoted(bucket)}`,
    next: 'group objects by masks with placeholders, or narrow the prefix',
  }),
};

const CODES = new Map<Json | undefined, string>([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota is used up'],
  ['EISDIR', 'it is a directory'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['ENOENT', 'its directory does not exist'],
  ['ELOOP', 'its symbolic links go in a circle'],
  ['EMFILE', 'too many files are open'],
  ['EFBIG', 'it would be too large'],
  ['not-a-file', 'it is not a regular file'],
  ['no-certificate', 'it holds no certificate'],
]);

/** `: the disk is full (ENOSPC)`; nothing where nothing is known. */
function because(code: Json | undefined): string {
  if (code === undefined) return '';
  const known = CODES.get(code);
  if (known === undefined) return ` (${plain(code, 80)})`;
  return `: ${known}${/^E[A-Z]+$/.test(String(code)) ? ` (${plain(code)})` : ''}`;
}

function proposal(nearest: Json | undefined, allowed: Json | undefined, otherwise: string): string {
  const near = listed(nearest, 'or');
  if (near !== '') return `did you mean ${near}?`;
  const all = listed(allowed, 'or');
  return all === '' ? otherwise : `it can be ${all}`;
}

function flagWords(args: FindingArgs): Words {
  const flag = plain(args['flag'], 80);
  const { value, allowed, nearest, example, other } = args;
  switch (args['reason']) {
    case 'unknown-value':
      return {
        message: `${flag} cannot be ${quoted(value)}`,
        next: proposal(nearest, allowed, 'see --help for what it takes'),
      };
    case 'unnamed':
      return {
        message: `there are several to choose from, so ${flag} is needed`,
        next: proposal(nearest, allowed, 'see --help for what it takes'),
      };
    case 'form':
      return {
        message: `${flag} has not the form that is needed`,
        next:
          example === undefined ? 'see --help for an example' : `write it like ${quoted(example)}`,
      };
    case 'empty':
      return { message: `${flag} is empty`, next: 'give it a value, or leave it out' };
    case 'needs':
      return { message: `${flag} needs ${plain(other)}`, next: `add ${plain(other)}` };
    case 'conflict':
      return {
        message: `${flag} and ${plain(other)} exclude each other`,
        next: 'leave one of them out',
      };
    case 'no-role':
      return {
        message: `${flag} is about roles, and this configuration assumes none`,
        next: 'name one by `assumeRole`, `roleArn` or --role-arn',
      };
    case 'alias':
      return {
        message: `${quoted(value)} is the alias of an access point, which no policy can name`,
        next: 'name the access point by its ARN: --bucket arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME',
      };
    case 'malformed-json':
      return {
        message: `${flag} looks like JSON but is not of the form that is needed`,
        next: 'write the secret key itself, or {"password":"secretKeyValue","sts-token":"stsTokenValue"}',
      };
    default:
      return {
        message: `${flag} does not take ${value === undefined ? 'that' : quoted(value)}${args['reason'] === undefined ? '' : ` (${plain(args['reason'], 80)})`}`,
        next: proposal(nearest, allowed, 'see --help for what it takes'),
      };
  }
}

function gitWords(args: FindingArgs): Words {
  const ref = quoted(args['ref']);
  switch (args['reason']) {
    case 'git-missing':
      return {
        message: 'the program git was not found',
        next: 'install git, or name snapshot files instead of git:REF',
      };
    case 'not-a-repository':
      return {
        message: `${quoted(args['directory'])} is not in a git repository`,
        next: 'run the command inside the repository, or name snapshot files instead of git:REF',
      };
    case 'dubious-ownership':
      return {
        message: `git does not trust the repository around ${quoted(args['directory'])}: another user owns it`,
        next: 'allow it with `git config --global --add safe.directory PATH`',
      };
    case 'bad-ref':
      return {
        message: `${ref} cannot be a git ref`,
        next: 'write git:REF or git:REF:PATH, such as git:main or git:HEAD~1:datagalaxy.snapshot.json',
      };
    case 'unknown-ref':
      if (args['nearest'] !== undefined) {
        return {
          message: `git knows no ref ${ref}`,
          next: `did you mean ${quoted(args['nearest'])}?`,
        };
      }
      return {
        message: `git knows no ref ${ref}${args['shallow'] === true ? ' in this shallow clone' : ''}`,
        next:
          args['shallow'] === true
            ? 'fetch more history: `git fetch --unshallow`, or fetch-depth: 0 in the pipeline'
            : 'check the name; a branch of a remote may need `git fetch`',
      };
    case 'outside-repository':
      return {
        message: `${quoted(args['path'])} is outside the repository ${quoted(args['root'])}`,
        next: 'give the path from the root of the repository',
      };
    default:
      return {
        message: `git could not show ${quoted(args['path'])} at ${ref}: ${quoted(args['stderr'])}`,
        next: 'check that it is a file, and try `git show REF:PATH`',
      };
  }
}
