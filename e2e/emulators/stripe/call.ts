import type { Operation, Requests } from './request-types'
import type { Account } from './store'
import type { Cause, World } from './world'

/** One accepted API request. */
export type Call = { readonly world: World; readonly account: Account; readonly cause: Cause }

/**
 * Answers one operation with the object to send; `id` is the one in the address, empty where there is none, and `inner`
 * the one of a thing inside it (`/v1/customers/:id/tax_ids/:tax_id`).
 * Runs without waiting for anything, so two requests never see each other's half-done work.
 */
export type Handler<K extends Operation> = (
  call: Call,
  params: Requests[K],
  id: string,
  inner: string,
) => object
export type Handlers = { readonly [K in Operation]: Handler<K> }
