import autocannon from 'autocannon'

/** Requests a second of a closed loop against one address, for a few seconds. Throws when anything but 2xx comes back. */
export async function requestsPerSecond(url: string, seconds = 4): Promise<number> {
  const result = await autocannon({ url, connections: 16, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx`)
  return result.requests.average
}

/** Sends each body once, 16 at a time; answers how many were accepted a second. */
export async function acceptedPerSecond(
  bodies: readonly (() => RequestInit)[],
  url: string,
): Promise<number> {
  const begun = performance.now()
  let next = 0
  const lane = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await fetch(url, body())
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return bodies.length / ((performance.now() - begun) / 1_000)
}

/** An open loop: one request each interval whether or not the last one is back. Answers each latency in ms. */
export async function openLoop(
  bodies: readonly (() => RequestInit)[],
  url: string | ((index: number) => string),
  perSecond: number,
): Promise<number[]> {
  const begun = performance.now()
  return Promise.all(
    bodies.map(async (body, index) => {
      const due = begun + (index * 1_000) / perSecond
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())))
      const address = typeof url === 'string' ? url : url(index)
      const answer = await fetch(address, body())
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
      // From when it was due, so that a stall is felt by all it delays.
      return performance.now() - due
    }),
  )
}
