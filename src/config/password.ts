import { UserError } from '../catalogue/index.ts';

export interface Password {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const PASSWORD = 'password';
const TOKEN = 'sts-token';

/**
 * Reads what `--password` takes: the secret itself, or `{"password":"…","sts-token":"…"}` as the original connector does.
 * A line end after it is dropped. Errors name `flag`, and never hold any of the text.
 */
export function parsePassword(text: string, flag = '--password'): Password {
  const trimmed = text.replace(/\r?\n$/, '');
  if (trimmed.trim() === '') throw new UserError('usage/flag', { flag, reason: 'empty' });
  // A secret key holds no brace: what has one, a quote of the shell's before it or not, was meant as JSON.
  if (!trimmed.includes('{')) return { secretAccessKey: trimmed };
  const { [PASSWORD]: secretAccessKey, [TOKEN]: token = '', ...rest } = parsedObject(trimmed, flag);
  if (typeof secretAccessKey !== 'string' || secretAccessKey === '') throw malformed(flag);
  if (typeof token !== 'string' || Object.keys(rest).length > 0) throw malformed(flag);
  return { secretAccessKey, ...(token !== '' && { sessionToken: token }) };
}

function parsedObject(text: string, flag: string): { readonly [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, so it is not kept as a cause.
    throw malformed(flag);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(flag);
  return { ...value };
}

function malformed(flag: string): UserError {
  return new UserError('usage/flag', { flag, reason: 'malformed-json' });
}
