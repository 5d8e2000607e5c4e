import { z } from 'zod'
import type { Account, Kind, Kinds } from './store'
import type { World } from './world'

export type ControlAnswer = { status: number; headers: Record<string, string>; body: string }

export function json(status: number, value: object): ControlAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value, null, 2) }
}

export function refused(status: number, error: string): ControlAnswer {
  return json(status, { error })
}

/** Reads a body, or answers 400 with what is wrong with it. */
export function withBody<T>(
  schema: z.ZodType<T>,
  parsed: unknown,
  answer: (body: T) => ControlAnswer,
): ControlAnswer {
  const body = schema.safeParse(parsed)
  return body.success ? answer(body.data) : refused(400, z.prettifyError(body.error))
}

/** The object of this id in whichever account has it. */
export function findRow<K extends Kind>(
  world: World,
  kind: K,
  id: string,
): { account: Account; row: Kinds[K] } | undefined {
  for (const account of world.store.accounts()) {
    const row: Kinds[K] | undefined = account.tables[kind].get(id)
    if (row) return { account, row }
  }
  return undefined
}
