import { UserError } from '../../catalogue/index.ts';
import type { DataGalaxyConfig } from '../../config/index.ts';
import { checkTarget, type OpenApi, openApi } from '../../datagalaxy/index.ts';
import { errorSentence, type TargetCheckLine } from '../../report/index.ts';
import type { Io } from '../io.ts';

/** Checks what an import needs of DataGalaxy: address, token, workspace and version, reading, types. Nothing is written. */
export async function targetChecks(
  config: DataGalaxyConfig,
  io: Io,
): Promise<readonly TargetCheckLine[]> {
  const lines: TargetCheckLine[] = [];
  let open: OpenApi | undefined;
  try {
    open = await openApi(config, { env: io.env, signal: io.signal });
    for await (const { check, problem } of checkTarget(open, config)) {
      lines.push({ check, ...(problem === undefined ? {} : { error: errorSentence(problem) }) });
    }
  } catch (error) {
    if (!(error instanceof UserError) || open !== undefined) throw error;
    lines.push({ check: 'address', error: errorSentence(error) });
  } finally {
    open?.close();
  }
  return lines;
}
