import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_BUCKET, demoConfig, fillLake, LAKE_CHANGES, startServer } from '../../demo/index.ts';
import { type CommandModule, EXIT } from '../command.ts';
import type { Io } from '../io.ts';

const DEMO_KEY = 'DEMOKEY0000000000001';

/** `demo`: the main job from a first snapshot to a report, on a lake that lives in this process. */
export const demo: CommandModule = {
  configure(command) {
    command
      .option('--keep', 'keep the folder with the configuration and the snapshot')
      .addHelpText('after', '\nExample:\n  datagalaxy-s3 demo');
  },
  async run({ options, io, again }) {
    const secret = randomBytes(20).toString('hex');
    const server = await startServer({
      credentials: [{ accessKeyId: DEMO_KEY, secretAccessKey: secret }],
      buckets: [{ name: DEMO_BUCKET }],
    });
    const folder = await mkdtemp(join(tmpdir(), 'datagalaxy-s3-demo-'));
    try {
      fillLake(server);
      await writeFile(join(folder, 'datagalaxy.config.yaml'), demoConfig(server.url));
      await tell({
        ...io,
        cwd: folder,
        env: { ...io.env, CI: undefined, DEMO_KEY, DEMO_SECRET: secret },
      });
      return EXIT.ok;
    } finally {
      await server.close();
      if (options['keep'] === true) await io.stdout.write(`\nKept: ${folder}\n`);
      else await rm(folder, { recursive: true, force: true });
    }

    /** Every step a person would take, with the command that takes it. */
    async function tell(here: Io): Promise<void> {
      const say = (text: string): Promise<void> => here.stdout.write(`${text}\n`);
      const run = async (...argv: readonly string[]): Promise<void> => {
        await say(`\n$ datagalaxy-s3 ${argv.join(' ')}\n`);
        const code = await again(argv, here);
        await say(`\n(exit code ${code})`);
      };
      const show = async (file: string): Promise<void> => {
        await say(`\n$ cat ${file}\n`);
        await say((await readFile(join(folder, file), 'utf8')).trimEnd());
      };
      await say('A data lake in this process, and the configuration of its catalogue:');
      await show('datagalaxy.config.yaml');
      await run('snapshot', '--write');
      await show('datagalaxy.snapshot.json');
      await say('\nThat file is committed to git. Then the lake changes, as lakes do:\n');
      for (const change of LAKE_CHANGES) {
        change.happen(server);
        await say(`  - ${change.told}`);
      }
      await run('diff');
    }
  },
};
