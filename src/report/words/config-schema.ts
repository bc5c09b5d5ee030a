import type { Json, Observation } from '../../catalogue/index.ts';
import { listed } from './listed.ts';
import { grouped, plain, quoted } from './quoted.ts';
import type { Words } from './words.ts';

/** Words for `config/schema`: a value of the wrong type or form. */
export function configSchemaWords(observation: Observation): Words {
  const { args } = observation;
  const what =
    observation.subject.key === undefined ? 'the document' : quoted(observation.subject.key);
  const example = args['example'];
  const such = example === undefined ? undefined : `write it such as ${quoted(example)}`;
  switch (args['reason']) {
    case 'required':
      return {
        message: `${what} needs the key ${quoted(args['name'])}`,
        next: `add ${quoted(args['name'])}`,
      };
    case 'type':
      return typeWords(observation, what);
    case 'one-of': {
      const given = args['given'] === undefined ? '' : `, not ${quoted(args['given'])}`;
      const meant = listed(args['nearest'], 'or');
      return {
        message: `${what} must be ${listed(args['allowed'], 'or')}${given}`,
        ...(meant !== '' && { next: `did you mean ${meant}?` }),
      };
    }
    case 'minimum':
      return { message: `${what} must be at least ${grouped(Number(args['limit']))}` };
    case 'maximum':
      return { message: `${what} must be at most ${grouped(Number(args['limit']))}` };
    case 'empty':
      return withNext(`${what} is empty`, such ?? 'fill it in or remove the key');
    case 'empty-variable':
      return withNext(`the variables of ${what} leave it empty`, 'set them');
    case 'too-long':
      return { message: `${what} is longer than ${grouped(Number(args['limit']))}` };
    case 'name':
      return withNext(`${what} is no name of the right form`, such);
    case 'url':
      return withNext(`${what} is no address`, 'write https://host or https://host:port');
    case 'encoding': {
      const meant = listed(args['nearest'], 'or');
      return withNext(
        `no encoding is called ${quoted(args['given'])}`,
        meant === ''
          ? 'use a label of the WHATWG Encoding Standard, such as "utf-8"'
          : `did you mean ${meant}?`,
      );
    }
    case 'malformed-variable':
      return withNext(
        `a reference to a variable in ${what} is not complete`,
        `write \${env:NAME} or \${env:NAME:-default}`,
      );
    case 'outside-repository':
      return withNext(
        `the path of ${what} leads out of the repository`,
        `keep the file in the repository, or give the whole path by a variable: \${env:NAME}`,
      );
    case 'too-many-problems':
      return { message: `${grouped(Number(args['count']))} more problems are not shown` };
    default:
      return withNext(`${what} has not the right form`, such);
  }
}

const NOUNS = new Map<Json | undefined, string>([
  ['string', 'a text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['list', 'a list'],
  ['map', 'a map'],
]);
const nounOf = (type: Json | undefined): string => NOUNS.get(type) ?? plain(type);

function typeWords({ args }: Observation, what: string): Words {
  const { expected, actual, hint, example } = args;
  if (actual === 'nothing') {
    return { message: `${what} has no value`, next: 'give it one, or remove the key' };
  }
  const message = `${what} must be ${nounOf(expected)}, not ${nounOf(actual)}`;
  if (hint === 'unquoted-mask') return { message, next: 'put the whole mask in double quotes' };
  if (hint === 'variable') {
    return { message, next: 'a variable is always text: write the value itself here' };
  }
  return example === undefined
    ? { message }
    : { message, next: `write it such as ${quoted(example)}` };
}

function withNext(message: string, next: string | undefined): Words {
  return next === undefined ? { message } : { message, next };
}
