import { spawnSync } from 'node:child_process'

/** The user a child runs as; undefined: as we do. */
export type ChildUser = { readonly uid: number; readonly gid: number } | undefined

/** As root, whom a child may run as that refuses to be root; undefined when we are not root. */
export function unprivilegedUser(): ChildUser {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error('Postgres refuses to run as root, and there is no user "nobody": run this as another user.')
}

/** Whether a child of that user can enter a folder. Asked of the system, because modes alone do not decide. */
export function canEnter(folder: string, user: ChildUser): boolean {
  if (user === undefined) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', ...user }).status === 0
}
