/** What a command says and how it ends: the entry file writes it, a test reads it. */
export type CommandResult = { readonly code: 0 | 1; readonly out: string; readonly err: string }

/** Writes a command's result to the terminal. */
export function report({ code, out, err }: CommandResult): void {
  process.stdout.write(out)
  process.stderr.write(err)
  process.exitCode = code
}
