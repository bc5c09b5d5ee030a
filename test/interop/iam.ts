import { randomBytes } from 'node:crypto';
import type { Credential } from './radosgw.ts';
import { signedCall } from './signed-request.ts';
import { type InteropServer, openWriter, type Writer } from './world.ts';

/** An account as AWS has them, so that ARNs look like AWS's. */
export const ACCOUNT = '123456789012';

/** Users, roles and policies of the account, made by its administrator. */
export interface Iam {
  readonly writer: Writer;
  /** Makes a user without a right. Resolves to its key. */
  user(name: string): Promise<Credential>;
  removeKey(credential: Credential): Promise<void>;
  /** Replaces all that a user is allowed; without a policy it is nothing. */
  allowUser(name: string, policy: object | undefined): Promise<void>;
  /** Makes a role, or replaces its trust policy. */
  role(name: string, trust: object): Promise<void>;
  allowRole(name: string, policy: object): Promise<void>;
  /** Trusts an OIDC issuer whose certificate has this SHA-1 fingerprint. Resolves to the provider's ARN. */
  provider(issuer: string, audience: string, fingerprint: string): Promise<string>;
}

const newCredential = (): Credential => ({
  accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(20).toString('hex'),
});

/** Makes an administrator of `ACCOUNT` by way of the server's own, named so that suites do not meet. */
export async function openIam(server: InteropServer, name: string): Promise<Iam> {
  const makeUser = async (uid: string, more: Readonly<Record<string, string>> = {}) => {
    const credential = newCredential();
    const query = {
      uid,
      tenant: ACCOUNT,
      'display-name': uid,
      'access-key': credential.accessKeyId,
      'secret-key': credential.secretAccessKey,
      ...more,
    };
    const { status } = await signedCall(server, { method: 'PUT', path: '/admin/user', query });
    if (status >= 300) throw new Error(`user ${uid}: ${status}`);
    return credential;
  };
  const rights = 'roles=*;oidc-provider=*;user-policy=*;users=*';
  const admin = { url: server.url, credential: await makeUser(name, { 'user-caps': rights }) };
  const call = async (query: Readonly<Record<string, string>>, allowed: number[] = []) => {
    const { status, body } = await signedCall(admin, { method: 'POST', path: '/', query });
    if (status >= 300 && !allowed.includes(status)) {
      throw new Error(`${query['Action']}: ${status} ${body}`);
    }
    return { status, body };
  };
  return {
    writer: openWriter(admin),
    user: (uid) => makeUser(uid),
    async removeKey({ accessKeyId }) {
      const query = { key: '', 'access-key': accessKeyId };
      const { status } = await signedCall(server, { method: 'DELETE', path: '/admin/user', query });
      if (status >= 300) throw new Error(`key ${accessKeyId}: ${status}`);
    },
    async allowUser(uid, policy) {
      const user = { UserName: `${ACCOUNT}$${uid}`, PolicyName: 'all' };
      if (policy === undefined) await call({ Action: 'DeleteUserPolicy', ...user }, [404]);
      else {
        const PolicyDocument = JSON.stringify(policy);
        await call({ Action: 'PutUserPolicy', ...user, PolicyDocument });
      }
    },
    async role(role, trust) {
      const AssumeRolePolicyDocument = JSON.stringify(trust);
      const made = await call(
        { Action: 'CreateRole', RoleName: role, Path: '/', AssumeRolePolicyDocument },
        [409],
      );
      if (made.status !== 409) return;
      const PolicyDocument = AssumeRolePolicyDocument;
      await call({ Action: 'UpdateAssumeRolePolicy', RoleName: role, PolicyDocument });
    },
    async allowRole(role, policy) {
      const PolicyDocument = JSON.stringify(policy);
      await call({ Action: 'PutRolePolicy', RoleName: role, PolicyName: 'all', PolicyDocument });
    },
    async provider(issuer, audience, fingerprint) {
      const { body } = await call({
        Action: 'CreateOpenIDConnectProvider',
        Url: issuer,
        'ClientIDList.member.1': audience,
        'ThumbprintList.member.1': fingerprint,
      });
      return /<OpenIDConnectProviderArn>([^<]+)</.exec(body)?.[1] ?? '';
    },
  };
}
