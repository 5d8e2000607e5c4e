/** Says at most once a second how far a part is; on a terminal in one line, elsewhere each ten seconds. */
export function createProgress(
  part: string,
  all: number,
): { step: (note?: string) => void; end: () => void } {
  const isTerminal = process.stdout.isTTY
  const everyMs = isTerminal ? 1_000 : 10_000
  const begun = Date.now()
  let done = 0
  let said = begun
  const seconds = (): string => ((Date.now() - begun) / 1_000).toFixed(0)
  process.stdout.write(`… ${part}\n`)
  return {
    step: (note = '') => {
      done += 1
      if (Date.now() - said < everyMs) return
      said = Date.now()
      const line = `  ${part}: ${done} of ${all} (${seconds()} s) ${note}`
      process.stdout.write(isTerminal ? `\r${line.padEnd(100)}` : `${line}\n`)
    },
    end: () => process.stdout.write(`${isTerminal ? '\r' : ''}${`✓ ${part} (${seconds()} s)`.padEnd(100)}\n`),
  }
}
