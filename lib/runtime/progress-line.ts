const WIDTH = 24

export type ProgressLine = {
  /** Tells how far it is. `note` is said beside the bar. */
  readonly show: (done: number, total: number, note: string) => void
  /** Ends with what was told last. */
  readonly end: () => void
}

type Out = { readonly isTTY?: boolean; readonly write: (text: string) => unknown }

/** A progress bar that redraws its line on a terminal, and elsewhere writes a line at every tenth. */
export function createProgressLine(out: Out): ProgressLine {
  let [tenth, last, written] = [-1, '', '']
  const write = (text: string): void => void out.write(out.isTTY === true ? `\r\u001b[K${text}` : `${text}\n`)
  return {
    show: (done, total, note) => {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      last = `${out.isTTY === true ? bar(share) : percent(share)} ${count(done)} of ${count(total)} · ${note}`
      if (out.isTTY !== true && Math.floor(share * 10) <= tenth) return
      tenth = Math.floor(share * 10)
      written = last
      write(last)
    },
    end: () => {
      if (written !== last) write(last)
      if (out.isTTY === true && last !== '') out.write('\n')
    },
  }
}

function bar(share: number): string {
  const full = Math.round(share * WIDTH)
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent(share)}`
}

function percent(share: number): string {
  return `${String(Math.floor(share * 100)).padStart(3)} %`
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
