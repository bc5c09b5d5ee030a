import type { FindingArgs } from '../../catalogue/index.ts';
import type { CredentialSource } from '../credentials.ts';
import { type StsAccess, stsConfig } from '../credentials.ts';
import { networkFailure, plainCode } from '../failure.ts';
import { SILENT } from '../sockets.ts';

export type Identity =
  | { readonly kind: 'known'; readonly arn: string; readonly account: string }
  /** Not a failure: nobody needs this right to read a bucket. */
  | { readonly kind: 'unknown'; readonly args: FindingArgs };

const ARN = /^arn:[\w-]+:(?:iam|sts)::[\w+=,.@:/-]{1,600}$/;

/** Whom STS takes these credentials for: one GetCallerIdentity. Never rejects. */
export async function callerIdentity(
  credentials: CredentialSource,
  access: StsAccess,
  signal: AbortSignal,
): Promise<Identity> {
  try {
    const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
    const client = new STSClient({
      ...stsConfig(access),
      maxAttempts: 1,
      credentials,
      logger: SILENT,
    });
    const { Arn = '', Account = '' } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: signal,
    });
    if (ARN.test(Arn)) return { kind: 'known', arn: Arn, account: Account };
    return { kind: 'unknown', args: { reason: 'no-answer' } };
  } catch (error) {
    const code = plainCode((error as { name?: unknown }).name);
    const reason = networkFailure(error, undefined) === undefined ? 'refused' : 'unreachable';
    return { kind: 'unknown', args: { reason, code } };
  }
}
