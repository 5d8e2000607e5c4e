/** One line of the table: what was measured, how, what we aim at, what came out. */
export type Figure = {
  readonly what: string
  readonly method: string
  readonly aim: string
  readonly result: string
  readonly met: boolean
}
