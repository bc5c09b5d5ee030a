import type { Json, SOURCE_RULES, UnreadReason } from '../../catalogue/index.ts';
import { counted, grouped, quoted } from './quoted.ts';
import type { RuleWords, Words } from './words.ts';

const UNREAD: { readonly [R in UnreadReason]: Words } = {
  'access-denied': {
    message: 'its objects may not be read with these credentials',
    next: 'allow s3:GetObject on it, or exclude it',
  },
  'kms-denied': {
    message: 'its KMS key may not be used with these credentials',
    next: 'allow kms:Decrypt on that key, or exclude it',
  },
  archived: {
    message: 'its object is archived',
    next: 'restore the object, or exclude archived ones with a mask',
  },
  'over-budget': {
    message: 'its fields lie beyond the bytes that may be read',
    next: 'raise read.maxBytes of the bucket',
  },
  undecodable: {
    message: 'its bytes are not of a known format',
    next: 'look at the file: it may be cut, or of another format than its name says',
  },
  encrypted: { message: 'it is encrypted', next: 'exclude it, or deliver it readable' },
  vanished: {
    message: 'its object was replaced or removed while it was read',
    next: 'run again; if that persists, the producer writes all the time',
  },
  failed: { message: 'reading it failed', next: 'run again; if that persists, try inspect on it' },
};

function unreadWords(reason: Json | undefined): Words {
  const known = Object.entries(UNREAD).find(([id]) => id === reason)?.[1];
  const { message, next } = known ?? { message: `it could not be read (${quoted(reason)})` };
  const kept = { message: `${message}; its fields are the last ones known` };
  return next === undefined ? kept : { ...kept, next };
}

/** A mask takes no folder marker, so that adding one would change nothing. */
function coverAdvice(mask: string, isRequired: boolean): string {
  const isMarker = mask.endsWith('/');
  if (isRequired) {
    const what = isMarker
      ? `the exclude ${quoted(mask)}`
      : `the mask ${quoted(mask)} or an exclude like it`;
    return `add ${what}: this bucket has unmatched: error`;
  }
  return isMarker
    ? `add the exclude ${quoted(mask)} to be told no more: masks take no folder markers`
    : `add the mask ${quoted(mask)}, or an exclude like it to be told no more`;
}

/** The words of what the listing and the reading of a bucket show. */
export const sourceWords: RuleWords<(typeof SOURCE_RULES)[number]> = {
  'source/unmatched-keys': ({ subject, args, volatile = {} }) => {
    const count = Number(volatile['count'] ?? 0);
    const example = volatile['example'];
    const more = Number(volatile['more'] ?? 0);
    return {
      message:
        `${count === 0 ? 'keys' : counted(count, 'key')}` +
        (example === undefined ? '' : ` such as ${quoted(example)}`) +
        ` ${count === 1 ? 'matches' : 'match'} no mask` +
        (more === 0 ? '' : `; ${grouped(more)} more of other shapes`),
      next: coverAdvice(subject.path ?? '', args['policy'] === 'error'),
    };
  },
  'source/unread-file': ({ args }) => unreadWords(args['reason']),
  'source/mask-without-files': ({ subject }) => ({
    message: `the mask ${quoted(subject.path)} takes no object`,
    next: 'compare it with real keys by `datagalaxy-s3 masks test`, or remove it',
  }),
};
