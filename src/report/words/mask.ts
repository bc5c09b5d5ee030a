import type { FindingArgs, MASK_RULES, Observation } from '../../catalogue/index.ts';
import { listed } from './listed.ts';
import { grouped, quoted } from './quoted.ts';
import type { RuleWords, Words } from './words.ts';

/** The words of everything that can be wrong with masks and tokens. */
export const maskWords: RuleWords<(typeof MASK_RULES)[number]> = {
  'mask/syntax': ({ args }) => syntaxWords(args),
  'mask/unknown-token': ({ args }) => {
    const what = args['reason'] === 'unknown-type' ? 'type or date format' : 'placeholder';
    const token = what === 'placeholder' ? `{${String(args['token'])}}` : args['token'];
    const message = `no ${what} is called ${quoted(token)}`;
    const meant = args['nearest'];
    if (typeof meant !== 'string') {
      return {
        message,
        next: 'use a type or date format of the mask language, or define it under tokens',
      };
    }
    return {
      message,
      next: `did you mean ${quoted(what === 'placeholder' ? `{${meant}}` : meant)}?`,
    };
  },
  'mask/overlap': overlapWords,
  'mask/shadowed': shadowedWords,
  'mask/outside-prefix': ({ args }) => ({
    message: `the mask ${quoted(args['mask'])} matches no key below the prefix ${quoted(args['prefix'])} of its bucket`,
    next: 'begin the mask with the prefix (masks are paths from the root of the bucket), or widen the prefix',
  }),
  'mask/unbounded': ({ args }) => ({
    message: `the mask ${quoted(args['mask'])} begins with a wildcard, so the whole bucket must be listed`,
    next: 'begin it with the directories it is about, or set a prefix for the bucket',
  }),
  'mask/too-large': ({ args }) => tooLargeWords(args),
};

function overlapWords({ args, related }: Observation): Words {
  const [mask, other, key] = [args['mask'], args['other'], args['witness']].map((one) =>
    quoted(one),
  );
  const line = linesOf(related);
  if (args['kind'] === 'exclude') {
    return {
      message: `the exclude ${mask} comes too late for keys such as ${key}: ${other}${line} has taken them`,
      next: 'put the exclude before that mask, or make it narrower',
    };
  }
  return {
    message: `${mask} and ${other}${line} both take keys such as ${key}; the one that comes first gets them`,
    next: 'make one of them narrower, exclude such keys before both, or keep the order and set mask/overlap to off for this mask',
  };
}

function shadowedWords({ args, related }: Observation): Words {
  const { by, kind, mask } = args;
  const one = isOne(by);
  const message = `the ${kind === 'exclude' ? 'exclude' : 'mask'} ${quoted(mask)} never wins: ${listed(by, 'and')}${linesOf(related)} ${one ? 'takes' : 'take'} every key it could take`;
  const isTwice = Array.isArray(by) && by.some((text) => text === mask);
  if (isTwice) return { message, next: 'remove one of the two' };
  return { message, next: `move it before ${one ? 'that one' : 'them'}, or remove it` };
}

const isOne = (list: FindingArgs[string] | undefined): boolean =>
  Array.isArray(list) && list.length === 1;

/** ` (line 12)` or ` (lines 12 and 14)`, where the places are known. */
function linesOf(related: Observation['related']): string {
  const lines = [
    ...new Set(
      (related ?? []).flatMap(({ location }) => (location === undefined ? [] : [location.line])),
    ),
  ];
  if (lines.length === 0) return '';
  return ` (${lines.length === 1 ? 'line' : 'lines'} ${listed(lines, 'and')})`;
}

const SYNTAX: Readonly<Record<string, (args: FindingArgs) => Words>> = {
  'no-leading-slash': (args) => ({
    message: 'a mask begins with /, the root of the bucket',
    ...(args['suggestion'] !== undefined && { next: `write ${quoted(args['suggestion'])}` }),
  }),
  'empty-mask': () => ({
    message: 'nothing follows the root: no key is empty',
    next: 'name what is to be matched',
  }),
  'bad-escape': () => ({
    message: 'a backslash stands before something that needs none',
    next: 'escape only { } * ? and \\ (and | in an enumeration); a backslash itself is \\\\',
  }),
  'unclosed-brace': () => ({
    message: 'this placeholder is not closed in its segment',
    next: 'close it with } (or }} where it begins with {{), or write \\{ for a brace',
  }),
  'slash-in-braces': (args) => ({
    message: 'a placeholder stays within its segment, and this one has a / in it',
    next:
      args['nearest'] === undefined
        ? 'close it before the /, and begin another one after it'
        : `write ${quoted(args['nearest'])}`,
  }),
  'unmatched-brace': () => ({ message: 'this } closes nothing', next: 'write \\} for a brace' }),
  'unescaped-in-braces': (args) => ({
    message: `${quoted(args['char'])} has no meaning inside a placeholder`,
    next: 'close the placeholder before it, or put a backslash before it',
  }),
  'empty-placeholder': () => ({
    message: 'this placeholder is empty',
    next: 'put a date format or name:type in it',
  }),
  'missing-type': () => ({
    message: 'this placeholder has no type',
    next: 'put a type, a date format or an enumeration after the colon, such as {id:int}',
  }),
  'bad-name': (args) => ({
    message: `${quoted(args['token'])} is not a name for a placeholder`,
    next: 'names have letters, digits and _ . -',
  }),
  'empty-alternative': () => ({
    message: 'an alternative of this enumeration is empty',
    next: 'remove the | too many, or write \\| for the character',
  }),
  'bad-length': () => ({
    message: 'this is not a length',
    next: 'write (4) or (2,5), without spaces',
  }),
  'empty-length': (args) => ({
    message: `no value of ${quoted(args['token'])} has this length`,
    next: 'widen the length or leave it out',
  }),
  'length-not-allowed': () => ({
    message: 'only types take a length',
    next: 'leave the length out, or use a type such as int(4) or alnum(2,5)',
  }),
  'double-wildcard': () => ({
    message: '** is a whole segment of its own',
    next: 'write /**/ for any directories, or * within a segment',
  }),
  'lone-surrogate': () => ({
    message: 'half a character stands here: no key holds it',
    next: 'retype this place',
  }),
  'reserved-token-name': (args) => ({
    message: `${quoted(args['token'])} already is a type or date format`,
    next: 'choose another name',
  }),
  'bad-pattern': (args) => ({
    message: `this is not a regular expression: ${quoted(args['detail'])}`,
    next: 'patterns follow ECMAScript with the u flag',
  }),
  'look-around': () => refused('look-around'),
  'back-reference': () => refused('back-references'),
  anchor: () => ({
    message: 'patterns of tokens have no anchors',
    next: 'leave it out: a token always matches its whole place in the mask',
  }),
  'lazy-quantifier': () => ({
    message: 'patterns of tokens have no lazy quantifiers',
    next: 'leave the ? out: which keys match does not depend on it',
  }),
  modifiers: () => refused('modifiers'),
  'class-expression': () => refused('class expressions'),
};

const refused = (what: string): Words => ({
  message: `patterns of tokens have no ${what}`,
  next: 'write the pattern without, or use several tokens',
});

function syntaxWords(args: FindingArgs): Words {
  const words = SYNTAX[String(args['reason'])]?.(args) ?? { message: 'this mask cannot be read' };
  return args['token'] === undefined || args['mask'] !== undefined
    ? words
    : { ...words, message: `${words.message} (token ${quoted(args['token'])})` };
}

/** What is counted by each limit, and how to stay below it. */
const LIMITS: Readonly<Record<string, readonly [what: string, next: string]>> = {
  maskLength: ['characters', 'a key has at most 1,024 bytes: use wildcards'],
  formatLength: ['characters of a date format', 'cut the format into several placeholders'],
  patternLength: ['characters of a pattern', 'write a shorter pattern'],
  repeat: ['repetitions', 'a key has at most 1,024 bytes: use a shorter length'],
  properties: ['Unicode properties', 'use character ranges'],
  deepWildcards: ['segments **', 'use fewer: neighbouring ** add nothing'],
  states: ['states', 'use shorter lengths or a simpler token'],
  edges: ['transitions', 'use shorter lengths or a simpler token'],
  byteEdges: ['transitions', 'use shorter lengths or a token with fewer characters'],
  entries: [
    'masks',
    'join masks by enumerations or wildcards, or spread them over several buckets',
  ],
  totalStates: ['states', 'use fewer or shorter masks'],
  totalEdges: ['transitions', 'use fewer or shorter masks'],
};

function tooLargeWords(args: FindingArgs): Words {
  const [what, next] = LIMITS[String(args['reason'])] ?? ['parts', 'make it smaller'];
  return {
    message: `${subjectOf(args)} needs more than ${grouped(Number(args['limit']))} ${what}`,
    next,
  };
}

/** Limits of a whole bucket speak of its list, the others of the one mask or token. */
function subjectOf({ mask, reason, token }: FindingArgs): string {
  if (/^(?:entries|total)/.test(String(reason))) return 'the list of masks of this bucket';
  if (mask !== undefined) return `the mask ${quoted(mask, 80)}`;
  return token === undefined ? 'this mask' : `the token ${quoted(token)}`;
}
