import type { FindingArgs, UserErrorId } from '../../catalogue/index.ts';
import { listed } from './listed.ts';
import { counted, grouped, plain, quoted } from './quoted.ts';
import { reachability, tried } from './s3-phrases.ts';
import type { ErrorWords, Words } from './words.ts';

type Value = FindingArgs[string];

const CONTINUE = 'run the same command again: it continues where this run stopped';
const host = (value: Value): string =>
  value === undefined ? 'DataGalaxy' : `DataGalaxy at ${quoted(value)}`;
const told = (said: Value): string => (said === undefined ? '' : `: ${quoted(said)}`);
const number = (value: Value): number => (typeof value === 'number' ? value : 0);

/** A near name, else all that there are, else other advice. */
function choice({ nearest, known }: FindingArgs, otherwise: string): string {
  const near = listed(nearest, 'or');
  if (near !== '') return `did you mean ${near}?`;
  const all = listed(known, 'and');
  return all === '' ? otherwise : `there is ${all}`;
}

/** What an import into DataGalaxy can fail with, and what mends it. */
export const dataGalaxyErrorWords: ErrorWords<Extract<UserErrorId, `datagalaxy/${string}`>> = {
  'datagalaxy/not-configured': ({ missing }) => ({
    message: `the configuration does not say where to push: ${listed(missing, 'and')} ${Array.isArray(missing) && missing.length === 1 ? 'is' : 'are'} missing under \`datagalaxy\``,
    next: `add \`datagalaxy: { url, token: "\${env:DATAGALAXY_TOKEN}", workspace }\`, or write a file to import with --format csv --output FILE`,
  }),
  'datagalaxy/insecure-url': ({ host: name }) => ({
    message: `the address of DataGalaxy at ${quoted(name)} is plain http, which would show the token to everyone on the way`,
    next: 'write https:// in `datagalaxy.url`',
  }),
  'datagalaxy/unknown-fact': (args) => ({
    message: `${quoted(args['fact'])} under \`datagalaxy.attributes\` is no fact that is known of an object`,
    next: `${choice(args, 'see the documentation of push')} (a text that begins with a dollar sign is written with two)`,
  }),
  'datagalaxy/bad-move': (args) => moveWords(args),
  'datagalaxy/version-needed': (args) => ({
    message: `the workspace ${quoted(args['workspace'])} has versions, and the configuration names none`,
    next: `set \`datagalaxy.version\`: ${choice(args, 'no version can be seen with this token')}`,
  }),
  'datagalaxy/confirm-needed': ({ count }) => ({
    message: `${counted(number(count), 'object')} would be deleted in DataGalaxy, with all that people wrote on them; this needs to be confirmed`,
    next: `look at the plan, then add --confirm ${number(count)}`,
  }),
  'datagalaxy/confirm-mismatch': ({ count, given }) => ({
    message: `${counted(number(count), 'object')} would be deleted, and ${quoted(given)} was confirmed; nothing was written`,
    next: 'look at the plan again, then confirm the number that it shows',
  }),
  'datagalaxy/too-many-orphans': ({ count, limit, held }) => ({
    message: `${grouped(number(count))} of ${counted(number(held), 'object')} in DataGalaxy are no longer in the snapshot, more than the ${grouped(number(limit))} that one run may touch; nothing was written`,
    next: 'check that the snapshot is whole; if it is, allow more with --max-orphans',
  }),
  'datagalaxy/incomplete-snapshot': ({ files }) => ({
    message: `the snapshot is not complete: ${counted(number(files), 'file')} could not be read when it was taken; orphans are left alone`,
    next: 'take a snapshot that reads everything, or push with --orphans keep',
  }),
  'datagalaxy/already-running': ({ pid, host: machine, file }) => ({
    message: `another push into this workspace is under way (process ${plain(pid)} on ${quoted(machine)})`,
    next: `wait for it; if it is no more, remove ${quoted(file)}`,
  }),
  'datagalaxy/snapshot-changed': () => ({
    message: 'the snapshot changed while it was being pushed',
    next: 'run the same command again: it plans anew',
  }),
  'datagalaxy/bad-token': ({ reason, host: name, said }) =>
    reason === 'form'
      ? {
          message:
            'the token for DataGalaxy holds characters that no token has, such as a space or a line break',
          next: 'copy it again, without what is around it, into the variable that `datagalaxy.token` names',
        }
      : {
          message: `${host(name)} does not accept the token${told(said)}`,
          next: 'check that `datagalaxy.token` is a whole, unexpired integration or personal access token of this tenant',
        },
  'datagalaxy/forbidden': ({ host: name, said }) => ({
    message: `${host(name)} does not let this token do that${told(said)}`,
    next: 'let an administrator of the workspace give the token, or its owner, the right to write there',
  }),
  'datagalaxy/no-workspace': ({ host: name }) => ({
    message: `${host(name)} shows no workspace to this token`,
    next: 'let an administrator of the workspace give the integration token access: a new one sees nothing',
  }),
  'datagalaxy/unknown-workspace': (args) => ({
    message: `this token sees no workspace ${quoted(args['workspace'])}`,
    next: choice(args, 'check `datagalaxy.workspace`'),
  }),
  'datagalaxy/unknown-version': (args) => ({
    message: `the workspace ${quoted(args['workspace'])} has no version ${quoted(args['version'])}`,
    next: choice(args, 'check `datagalaxy.version`'),
  }),
  'datagalaxy/type-refused': (args) => ({
    message: `this tenant has no type ${quoted(args['type'])} for a ${plain(args['kind'])}`,
    next: `set \`datagalaxy.types.${plain(args['kind'])}\`: ${choice(args, 'ask an administrator')}`,
  }),
  'datagalaxy/refused': ({ host: name, status, said }) => ({
    message: `${host(name)} refuses the request (${plain(status)})${told(said)}`,
    next: 'check `types` and `attributes` under `datagalaxy` against what the tenant has',
  }),
  'datagalaxy/too-large': ({ host: name }) => ({
    message: `${host(name)}, or a proxy before it, takes no request of that size, not even with one object`,
    next: 'raise the limit of the proxy on the way, or shorten the attributes',
  }),
  'datagalaxy/throttled': ({ host: name, attempts }) => ({
    message: `${host(name)} takes no more requests for now${tried(attempts)}; past the hourly limit it blocks an address for 15 minutes`,
    next: `${CONTINUE}; wait 15 minutes first, or lower \`datagalaxy.requestsPerSecond\``,
  }),
  'datagalaxy/hourly-limit': ({ remaining }) => ({
    message: `only ${counted(number(remaining), 'request')} of this hour are left; one too many would block this address for 15 minutes`,
    next: `${CONTINUE}; wait for the next hour first`,
  }),
  'datagalaxy/list-changed': ({ list, seen, total }) => ({
    message: `the list of ${plain(list)} changed while it was read: ${grouped(number(seen))} of ${grouped(number(total))} came`,
    next: 'run the command again when nobody else imports into the workspace',
  }),
  'datagalaxy/server-error': ({ host: name, status, said, attempts }) => ({
    message: `${host(name)} failed (${plain(status)})${told(said)}${tried(attempts)}`,
    next: CONTINUE,
  }),
  'datagalaxy/malformed-answer': ({ host: name, reason }) => ({
    message: `${host(name)} answers in a form that is not its API's (${plain(reason)})`,
    next: 'check `datagalaxy.url`: it ends in /v2, and no login page or proxy may answer instead',
  }),
  'datagalaxy/wrong-url': ({ host: name, to }) => ({
    message:
      to === undefined
        ? `there is no DataGalaxy API at the address${name === undefined ? '' : ` of ${quoted(name)}`}`
        : `${host(name)} sends the request on to ${quoted(to)}, where the token does not go`,
    next: 'set `datagalaxy.url` to the address of your tenant, such as https://acme.api.datagalaxy.com/v2',
  }),
  'datagalaxy/unreachable': ({ host: name, code, attempts }) => ({
    message: `${host(name)} cannot be reached: ${reachability(code)}${tried(attempts)}`,
    next: 'check `datagalaxy.url`, the network and HTTPS_PROXY, then run the same command again: it continues where this run stopped',
  }),
  'datagalaxy/untrusted-certificate': ({ host: name, code }) => ({
    message: `the certificate of ${host(name)} is not trusted (${plain(code)})`,
    next: 'set `datagalaxy.caFile` to the PEM file of the authority that signed it',
  }),
  'datagalaxy/timeout': ({ host: name, attempts }) => ({
    message: `${host(name)} did not answer in time${tried(attempts)}`,
    next: CONTINUE,
  }),
  'datagalaxy/interrupted': () => ({
    message: 'interrupted; what DataGalaxy has taken stays there',
    next: CONTINUE,
  }),
};

function moveWords({ from, to, reason, buckets }: FindingArgs): Words {
  const move = `${quoted(from)} cannot be moved to ${quoted(to)}`;
  switch (reason) {
    case 'no-bucket':
      return {
        message: `${move}: the bucket is not named`,
        next: `add \`bucket\`: ${listed(buckets, 'or')}`,
      };
    case 'kind':
      return {
        message: `${move}: one is a directory, the other a file`,
        next: 'end both in a slash, or neither',
      };
    case 'same':
      return { message: `${move}: they are the same`, next: 'remove the entry' };
    default:
      return {
        message: `${move}: DataGalaxy renames an object where it is, and takes it nowhere else`,
        next: 'rename one name of the path at a time, the directory first, or let the old object be an orphan',
      };
  }
}
