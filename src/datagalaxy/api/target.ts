import { UserError } from '../../catalogue/index.ts';
import { nearestNames } from '../../config/index.ts';
import type { Api } from './api.ts';
import { isFields, malformed, pagesOf } from './pages.ts';

/** The version of a workspace that a push reads and writes. */
export interface Target {
  readonly workspace: string;
  /** Undefined where versioning is off. */
  readonly version?: string;
  readonly versionId: string;
}

/** The workspace of that name or id, in the wanted version. One request, two where it has versions. */
export async function findTarget(
  api: Api,
  workspace: string,
  version: string | undefined,
): Promise<Target> {
  const found = await findWorkspace(api, workspace);
  const name = String(found['name'] ?? workspace);
  const id = found['id'];
  if (found['isVersioningEnabled'] !== true) {
    const versionId = found['defaultVersionId'];
    if (typeof versionId !== 'string') throw malformed(api, 'no-version');
    return { workspace: name, versionId };
  }
  if (typeof id !== 'string') throw malformed(api, 'bad-result');
  const versions = new Map<string, string>();
  for await (const page of pagesOf(api, `workspaces/${encodeURIComponent(id)}/versions`, {})) {
    for (const { versionName, versionId } of page) {
      if (typeof versionId !== 'string' || typeof versionName !== 'string') continue;
      versions.set(versionName, versionId);
    }
  }
  const known = [...versions.keys()];
  if (version === undefined)
    throw new UserError('datagalaxy/version-needed', { workspace: name, known });
  const versionId = versions.get(version) ?? [...versions.values()].find((one) => one === version);
  if (versionId === undefined) {
    const nearest = nearestNames(version, known);
    throw new UserError('datagalaxy/unknown-version', { workspace: name, version, nearest, known });
  }
  return { workspace: name, version, versionId };
}

async function findWorkspace(api: Api, wanted: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await api.get('workspaces');
  const list = isFields(answer) ? (answer['projects'] ?? answer['results']) : undefined;
  if (!Array.isArray(list)) throw malformed(api, 'no-results');
  const all: readonly unknown[] = list;
  const workspaces = all.filter(isFields);
  if (workspaces.length === 0) throw new UserError('datagalaxy/no-workspace', { host: api.host });
  const found =
    workspaces.find(({ name }) => name === wanted) ?? workspaces.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  const known = workspaces.map(({ name }) => String(name));
  const nearest = nearestNames(wanted, known);
  throw new UserError('datagalaxy/unknown-workspace', { workspace: wanted, nearest, known });
}
