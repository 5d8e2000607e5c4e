/** What came of moving a unit. `turn` counts the clicks, so that the same words twice are two answers. */
export type MoveState = {
  readonly turn: number
  readonly direction: 'up' | 'down' | undefined
  readonly said: string
}
export const NOT_MOVED: MoveState = { turn: 0, direction: undefined, said: '' }
