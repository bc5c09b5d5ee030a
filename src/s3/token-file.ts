import { open } from 'node:fs/promises';
import { CredentialProblem } from './credential-problem.ts';

/** Tokens are a few kilobytes. */
const MAX_TOKEN_BYTES = 64 * 1024;

/**
 * The token in a file, without the line end that `echo` leaves. Read anew at each call, since such files are rotated. Throws
 * `CredentialProblem` `token-file-…`.
 */
export async function readTokenFile(path: string): Promise<string> {
  const text = await textOf(path).catch((error: unknown) => {
    if (error instanceof CredentialProblem) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new CredentialProblem(
      code === 'ENOENT' || code === 'ENOTDIR' ? 'token-file-missing' : 'token-file-unreadable',
    );
  });
  const token = text.trim();
  if (token === '') throw new CredentialProblem('token-file-empty');
  return token;
}

async function textOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(MAX_TOKEN_BYTES + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
    if (bytesRead > MAX_TOKEN_BYTES) throw new CredentialProblem('token-file-too-large');
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
