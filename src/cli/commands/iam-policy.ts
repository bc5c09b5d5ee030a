import { jsonLines, UserError } from '../../catalogue/index.ts';
import { type Grant, grantsOf, policyForAll, policyOf, trustsOf } from '../../s3/index.ts';
import { bucketReaches } from '../bucket-reaches.ts';
import { type CommandModule, EXIT } from '../command.ts';
import type { Io } from '../io.ts';
import { addOverrideFlags, readOverrides } from '../override-flags.ts';
import { loadRun } from '../require-config.ts';

const CALLER = 'caller';
const KMS_KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/*-]{1,256}$/;
const PRINCIPAL = /^(?:arn:aws[a-z-]*:(?:iam|sts)::[\w+=,.@:/*-]{1,600}|\d{12})$/;
/** Characters without white space that AWS takes for a managed policy. */
const MANAGED_LIMIT = 6_144;

/** `iam-policy`: the least rights that this configuration needs, as a policy. */
export const iamPolicy: CommandModule = {
  configure(command) {
    command
      .option('--kms <arn>', 'KMS key that objects are encrypted with; may be repeated', kmsKey, [])
      .option(
        '--for <who>',
        `only the rights of one: the ARN of a role, or \`${CALLER}\` for the identity that a run starts with`,
      )
      .option('--trust', 'the trust policy of the role instead: who may assume it')
      .option('--principal <arn>', 'with --trust: who assumes the first role', principal)
      .option('--provider <arn>', 'with --trust: the OIDC provider of a web identity', principal);
    addOverrideFlags(command);
    command.addHelpText(
      'after',
      '\nExamples:\n  datagalaxy-s3 iam-policy > policy.json\n  datagalaxy-s3 iam-policy --kms arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\n  datagalaxy-s3 iam-policy --trust --principal arn:aws:iam::111122223333:role/ci',
    );
  },
  async run({ options, io }) {
    const { config } = await loadRun(options, io, await readOverrides(options, io));
    const flags = options as {
      kms: readonly string[];
      for?: string;
      trust?: boolean;
      principal?: string;
      provider?: string;
    };
    if (flags.trust === true) {
      const { principal, provider } = flags;
      const known = { ...(principal && { principal }), ...(provider && { provider }) };
      const trusts = trustsOf(config.buckets, known, io.env);
      const chosen = flags.for === undefined ? trusts : trusts.filter(byRole(flags.for));
      const [only] = chosen;
      if (only === undefined)
        throw nobody(
          trusts.map(({ roleArn }) => roleArn),
          flags.for,
        );
      const map = Object.fromEntries(chosen.map(({ roleArn, policy }) => [roleArn, policy]));
      await print(chosen.length === 1 ? only.policy : map, io);
      return EXIT.ok;
    }
    const grants = grantsOf(bucketReaches(config), flags.kms, io.env);
    if (flags.for === undefined) {
      await print(policyForAll(grants), io);
      if (grants.length > 1) await io.stderr.write(sharesOf(grants));
      return EXIT.ok;
    }
    const grant = grants.find(byRole(flags.for));
    if (grant === undefined)
      throw nobody(
        grants.map(({ roleArn }) => roleArn ?? CALLER),
        flags.for,
      );
    await print(policyOf(grant.statements), io);
    return EXIT.ok;
  },
};

const byRole =
  (who: string) =>
  ({ roleArn }: { readonly roleArn: string | undefined }): boolean =>
    (roleArn ?? CALLER) === who;

function nobody(allowed: readonly string[], value: string | undefined): UserError {
  return value === undefined
    ? new UserError('usage/flag', { flag: '--trust', reason: 'no-role' })
    : new UserError('usage/flag', { flag: '--for', reason: 'unknown-value', value, allowed });
}

async function print(policy: object, io: Io): Promise<void> {
  await io.stdout.write(`${jsonLines(policy)}\n`);
  const size = JSON.stringify(policy).length;
  if (size <= MANAGED_LIMIT) return;
  await io.stderr.write(
    `Note: the policy has ${size} characters and AWS takes ${MANAGED_LIMIT}. Give the bucket a \`prefix\`, or split the configuration.\n`,
  );
}

/** Which statements belong to whom, where more than one identity takes part. */
function sharesOf(grants: readonly Grant[]): string {
  const lines = grants.map(({ roleArn, statements }) => {
    const names = statements.map(({ Sid }) => Sid).join(', ');
    return `  ${roleArn ?? 'the identity that a run starts with'}: ${names}\n`;
  });
  return `Note: these rights belong to ${grants.length} identities; --for prints those of one:\n${lines.join('')}`;
}

function kmsKey(value: string, before: readonly string[]): readonly string[] {
  const example = 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
  if (!KMS_KEY.test(value))
    throw new UserError('usage/flag', { flag: '--kms', reason: 'form', example });
  return [...before, value];
}

function principal(value: string): string {
  const example = 'arn:aws:iam::111122223333:role/ci';
  if (PRINCIPAL.test(value)) return value;
  throw new UserError('usage/flag', { flag: '--principal', reason: 'form', example });
}
