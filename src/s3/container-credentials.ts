import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { CredentialProblem } from './credential-problem.ts';
import type { AwsCredentials, CredentialSource } from './credentials.ts';
import { readTokenFile } from './token-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const ECS = 'http://169.254.170.2';
/** Whom plain http is spoken to with a token: this machine, ECS, EKS. */
const LOCAL =
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|169\.254\.170\.(?:2|23)|\[fd00:ec2::23\])$/;
const MAX_ANSWER_BYTES = 64 * 1024;
const ATTEMPTS = 2;
const PAUSE_MS = 200;

export const namesContainer = (env: Environment): boolean =>
  Boolean(
    env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  );

/**
 * The credentials of an ECS task or EKS pod, by the variables that both set. The SDK's own provider waits without end for a
 * service that takes the connection and never answers, so this one asks itself: at most twice, `timeoutMs` each,
 * following no redirect. Throws `CredentialProblem`.
 */
export function containerSource(env: Environment, timeoutMs: number): CredentialSource {
  return async () => {
    const url = containerUrl(env);
    const authorization = await tokenOf(env);
    for (let attempt = 1; ; attempt++) {
      try {
        return credentialsIn(await answerOf(url, authorization, timeoutMs));
      } catch (error) {
        const final = error instanceof CredentialProblem && error.reason === 'refused';
        if (final || attempt === ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  };
}

function containerUrl(env: Environment): URL {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const text = relative ? `${ECS}${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (!text) throw new CredentialProblem('not-configured');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:') return url;
  if (url?.protocol === 'http:' && LOCAL.test(url.hostname)) return url;
  throw new CredentialProblem('bad-url');
}

async function tokenOf(env: Environment): Promise<string | undefined> {
  const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const token = file
    ? await readTokenFile(file)
    : env['AWS_CONTAINER_AUTHORIZATION_TOKEN']?.trim() || undefined;
  // What a header cannot hold.
  if (token !== undefined && /[^\t\x20-\x7e\x80-\xff]/.test(token)) {
    throw new CredentialProblem('bad-token');
  }
  return token;
}

function answerOf(url: URL, authorization: string | undefined, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const asked = send(url, { headers: { ...(authorization && { authorization }) } });
    const fail = (reason: CredentialProblem['reason']): void => {
      reject(new CredentialProblem(reason));
      asked.destroy();
    };
    const timer = setTimeout(fail, timeoutMs, 'timeout');
    asked.once('close', () => clearTimeout(timer));
    asked.once('error', () => fail('unreachable'));
    asked.once('response', (answer) => {
      if (answer.statusCode !== 200) return fail(isFinal(answer.statusCode));
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) fail('bad-answer');
      });
      answer.once('error', () => fail('unreachable'));
      answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    asked.end();
  });
}

const isFinal = (status = 0): CredentialProblem['reason'] =>
  status >= 400 && status < 500 ? 'refused' : 'bad-answer';

function credentialsIn(text: string): AwsCredentials {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = fieldsOf(text);
  const expiration = new Date(typeof Expiration === 'string' ? Expiration : Number.NaN);
  if (
    typeof AccessKeyId !== 'string' ||
    typeof SecretAccessKey !== 'string' ||
    typeof Token !== 'string' ||
    Number.isNaN(expiration.getTime())
  ) {
    throw new CredentialProblem('bad-answer');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: Token,
    expiration,
  };
}

function fieldsOf(text: string): { readonly [name: string]: unknown } {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch {
    // The parser's message quotes the text, so it is not kept as a cause.
    throw new CredentialProblem('bad-answer');
  }
}
