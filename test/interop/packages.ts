import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { AUTHORITIES } from './radosgw.ts';

/** Debian's packages of one Ceph node that serves S3, and nothing that they only recommend. */
const PACKAGES = ['ceph-mon', 'ceph-osd', 'ceph-common', 'radosgw', 'ca-certificates'];
const PROGRAMS = ['/usr/bin/ceph-mon', '/usr/bin/ceph-osd', '/usr/bin/ceph', '/usr/bin/radosgw'];
const FILES = [...PROGRAMS, AUTHORITIES];
const INSTALL_MS = 300_000;

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.on('error', () => resolve(127)).on('close', (code) => resolve(code ?? 1));
  });
}

const present = async (): Promise<boolean> =>
  (await Promise.allSettled(FILES.map((file) => access(file)))).every(
    ({ status }) => status === 'fulfilled',
  );

/** Installs what is missing. Resolves to why the server cannot be had, or to undefined. */
export async function missingPackages(): Promise<string | undefined> {
  if (await present())
    return process.getuid?.() === 0 ? undefined : 'radosgw is started as root here';
  if (process.getuid?.() !== 0)
    return `${PACKAGES.join(', ')} are not installed and this is not root`;
  console.log(`installing ${PACKAGES.join(', ')}`);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES];
  if ((await run('apt-get', install)) !== 0) {
    const updated = await run('apt-get', ['update', '-qq']);
    if (updated === 0) await run('apt-get', install);
  }
  return (await present()) ? undefined : `${PACKAGES.join(', ')} cannot be installed by apt-get`;
}
