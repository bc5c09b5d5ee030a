import type { Json, Observation } from '../../catalogue/index.ts';
import { quoted } from './quoted.ts';
import type { Words } from './words.ts';

/** What YAML itself refused, by the parser's code in kebab case or by a reason of the configuration room. */
const SYNTAX = new Map<Json | undefined, readonly [message: string, next: string]>([
  [
    'unresolved-alias',
    [
      'an alias (*name) without an anchor (&name) before it',
      'if it is text, put it in double quotes',
    ],
  ],
  ['circular-alias', ['an alias that stands inside what it stands for', 'write the value out']],
  [
    'too-many-nodes',
    ['aliases make the document too large to expand', 'write the values out, or fewer of them'],
  ],
  ['too-deep', ['lists or maps too deep to be a configuration', 'check the brackets']],
  ['unknown-tag', ['a tag (!name) that means nothing here', 'write the value without the tag']],
  [
    'tag-resolve-failed',
    ['a tag (!name) that means nothing here', 'write the value without the tag'],
  ],
  ['unclosed-quote', ['a quote is opened here and never closed', 'close it']],
  [
    'missing-char',
    ['a comma, colon or bracket is missing', 'check the punctuation of this line and before it'],
  ],
  [
    'bad-dq-escape',
    ['an escape that YAML does not know', 'write \\\\ for a backslash, or use single quotes'],
  ],
  ['bad-indent', ['indented or closed in the wrong place', 'line it up with its neighbours']],
  ['tab-as-indent', ['a tab in the indentation', 'indent with spaces']],
  [
    'bad-scalar-start',
    ['a text that begins with a character reserved by YAML', 'put it in double quotes'],
  ],
  [
    'multiple-docs',
    ['a second document begins here', 'keep one document in the file and remove the --- line'],
  ],
  ['non-string-key', ['a key that is not a text', 'put it in double quotes']],
  [
    'block-as-implicit-key',
    ['a map or list where a value was expected', 'check the indentation, or quote the text'],
  ],
  ['multiline-implicit-key', ['a key over several lines', 'check the colon and the indentation']],
  [
    'unexpected-token',
    ['text that does not belong here', 'if it is one text, put it in double quotes'],
  ],
]);

/** Words for `config/syntax`. The text at fault is in the code frame, never in the sentence: it may be a secret. */
export function configSyntaxWords({ args }: Observation): Words {
  if (args['reason'] === 'duplicate-key') {
    return {
      message: `the key ${quoted(args['name'])} stands twice in one map`,
      next: 'keep one of the two',
    };
  }
  const [message, next] = SYNTAX.get(args['reason']) ?? [
    'this is not valid YAML',
    'check the indentation, the quotes and the punctuation',
  ];
  return { message, next };
}
