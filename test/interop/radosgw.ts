import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cephConfig } from './ceph-config.ts';

export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A running S3 server of Ceph's on loopback, with one user who may do everything. */
export interface Radosgw {
  /** `http://127.0.0.1:PORT`; path style. */
  readonly url: string;
  readonly credential: Credential;
  /** Runs `radosgw-admin` with these arguments; resolves to its output. For users, policies, keys. */
  admin(...args: string[]): Promise<string>;
  /** Ends every process and removes every file. */
  stop(): Promise<void>;
}

const START_MS = 60_000;
/** Whom programs on Debian trust, and who signs the certificates of the tests. */
export const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';
const OWN_CA = new URL('../s3/data/ca.pem', import.meta.url);

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until `ready` holds; fails when time is up or one of the daemons has ended. */
async function until(
  ready: () => Promise<boolean>,
  what: string,
  daemons: readonly ChildProcess[],
): Promise<void> {
  const end = Date.now() + START_MS;
  while (!(await ready().catch(() => false))) {
    if (daemons.some(({ exitCode }) => exitCode !== null))
      throw new Error(`${what}: a daemon ended`);
    if (Date.now() > end) throw new Error(`${what}: not within ${START_MS / 1000} s`);
    await sleep(100);
  }
}

/** Starts a monitor, one object store in memory and the gateway: a second or two. Needs root and Ceph's programs. */
export async function startRadosgw(): Promise<Radosgw> {
  const directory = await mkdtemp(join(tmpdir(), 'interop-radosgw-'));
  const daemons: ChildProcess[] = [];
  const end = (): void => {
    for (const daemon of daemons) daemon.kill('SIGKILL');
  };
  // Whatever happens to this process, the daemons do not outlive it.
  process.once('exit', end);
  const stop = async (): Promise<void> => {
    const running = daemons.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    const ended = running.map((daemon) => new Promise((resolve) => daemon.once('exit', resolve)));
    end();
    await Promise.all(ended);
    process.off('exit', end);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    return { ...(await startDaemons(directory, daemons)), stop };
  } catch (error) {
    const log = await readFile(join(directory, 'log/output'), 'utf8').catch(() => '');
    await stop();
    throw new Error(`radosgw did not start: ${String(error)}\n${log.slice(-2000)}`);
  }
}

async function startDaemons(
  directory: string,
  daemons: ChildProcess[],
): Promise<Omit<Radosgw, 'stop'>> {
  for (const name of ['mon', 'osd', 'rgw', 'run', 'log']) await mkdir(join(directory, name));
  const [monitorPort, port] = [await freePort(), await freePort()];
  const [clusterId, storeId] = [randomUUID(), randomUUID()];
  const config = join(directory, 'ceph.conf');
  await writeFile(config, cephConfig({ directory, clusterId, monitorPort, port }));
  const run = (command: string, ...args: string[]): Promise<string> =>
    output(command, ['-c', config, ...args]);
  const daemon = (command: string, ...args: string[]): void => {
    daemons.push(spawn(command, ['-c', config, '-f', ...args], { stdio: 'ignore' }));
  };
  const keyring = join(directory, 'keyring');
  const map = join(directory, 'monmap');
  const all = ['--cap', 'mon', 'allow *'];
  await output('ceph-authtool', ['-C', keyring, '-g', '-n', 'mon.', ...all]);
  await output('ceph-authtool', [
    keyring,
    '-g',
    '-n',
    'client.admin',
    ...all,
    '--cap',
    'osd',
    'allow *',
  ]);
  const monitor = `v2:127.0.0.1:${monitorPort}/0`;
  await output('monmaptool', [
    '--create',
    '--clobber',
    '--fsid',
    clusterId,
    '--addv',
    'a',
    monitor,
    map,
  ]);
  await run('ceph-mon', '-i', 'a', '--mkfs', '--monmap', map, '--keyring', keyring);
  daemon('ceph-mon', '-i', 'a');
  await run('ceph', 'osd', 'new', storeId);
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', storeId);
  daemon('ceph-osd', '-i', '0');
  const storeIsUp = async (): Promise<boolean> =>
    (await run('ceph', 'osd', 'stat')).includes('1 up');
  await until(storeIsUp, 'object store', daemons);
  const admin = (...args: string[]): Promise<string> =>
    run('radosgw-admin', '-n', 'client.rgw.a', ...args);
  const credential = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
  const keys = ['--access-key', credential.accessKeyId, '--secret-key', credential.secretAccessKey];
  const caps = 'roles=*;oidc-provider=*;user-policy=*;users=*;buckets=*';
  await admin(
    'user',
    'create',
    '--uid=harbourmaster',
    '--display-name=harbourmaster',
    ...keys,
    '--caps',
    caps,
  );
  const bundle = join(directory, 'authorities.pem');
  await writeFile(
    bundle,
    `${await readFile(AUTHORITIES, 'utf8')}\n${await readFile(OWN_CA, 'utf8')}`,
  );
  // In a file system view of its own, where the system trusts the authority of these tests too.
  const trusting = `mount --bind '${bundle}' '${AUTHORITIES}' && exec "$@"`;
  const gateway = ['radosgw', '-c', config, '-f', '-n', 'client.rgw.a'];
  daemons.push(
    spawn('unshare', ['-m', 'sh', '-c', trusting, 'sh', ...gateway], { stdio: 'ignore' }),
  );
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(url)).status > 0, 'gateway', daemons);
  return { url, credential, admin };
}

/** Standard output of a command that must succeed. */
function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: START_MS });
    let [out, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject).on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${command} ${args.join(' ')}: exit ${code}\n${errors.slice(-1000)}`));
    });
  });
}
