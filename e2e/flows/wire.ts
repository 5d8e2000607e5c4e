import { createServer } from 'node:net'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A wire to Postgres that remembers what was said on it, so that a test can see which questions were asked. */
export type Wire = {
  /** The database's address through the wire. */
  readonly url: string
  /** Everything the application sent while `work` ran, as text: queries and their values stand in it in clear. */
  readonly during: (work: () => Promise<void>) => Promise<string>
  readonly close: () => Promise<void>
}

/** Passes bytes on unchanged, both ways. The connection is not encrypted, so they can be read. */
export async function startWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const open = new Set<Socket>()
  let heard: Buffer[] | undefined
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
    client.on('data', (bytes: Buffer) => heard?.push(bytes))
    client.pipe(upstream)
    upstream.pipe(client)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    during: async (work) => {
      heard = []
      await work()
      const text = Buffer.concat(heard).toString('latin1')
      heard = undefined
      return text
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of open) socket.destroy()
      }),
  }
}
