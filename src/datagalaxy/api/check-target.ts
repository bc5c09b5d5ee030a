import { OBJECT_KINDS, UserError } from '../../catalogue/index.ts';
import type { DataGalaxyConfig } from '../../config/index.ts';
import type { OpenApi } from './open-api.ts';
import { pagesOf } from './pages.ts';
import { findTarget, type Target } from './target.ts';
import { requireTypes } from './types.ts';

/**
 * One thing that a push needs. `workspace` covers address, token and version, since one answer tells them all; that the token
 * may write cannot be known without writing.
 */
export interface TargetCheck {
  readonly check: 'workspace' | 'read' | 'types';
  readonly target?: Target;
  readonly problem?: UserError;
}

/** Checks, in the order in which each needs those before; the first problem is the last check. */
export async function* checkTarget(
  { api, workspace }: OpenApi,
  config: DataGalaxyConfig,
): AsyncGenerator<TargetCheck, void, undefined> {
  let target: Target | undefined;
  const steps = {
    workspace: async () => {
      target = await findTarget(api, workspace, config.version);
    },
    read: async () => {
      const { versionId } = target as Target;
      for await (const _ of pagesOf(api, 'sources', { versionId })) break;
    },
    types: () => requireTypes(api, config.types, OBJECT_KINDS),
  } satisfies Readonly<Record<TargetCheck['check'], () => Promise<void>>>;
  for (const check of ['workspace', 'read', 'types'] as const) {
    try {
      await steps[check]();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield { check, ...(target && { target }), problem: error };
      return;
    }
    yield { check, ...(target && { target }) };
  }
}
