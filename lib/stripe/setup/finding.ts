/**
 * How one thing stands at a Stripe account. `missing`: it is not as it must be (`todo` says who changes that, and where).
 * `to do`: a person has to look at it. `unknown`: Stripe did not tell.
 */
export type FindingState = 'done' | 'made' | 'missing' | 'to do' | 'unknown'

/** What a person does, and the page of Stripe's dashboard where it is done. */
export type Todo = { readonly what: string; readonly where?: string | undefined }

/** One line of the table. */
export type Finding = {
  readonly check: string
  readonly state: FindingState
  readonly detail: string
  /** Payment, price, webhook or tax go wrong without it. */
  readonly blocks: boolean
  readonly todo?: Todo | undefined
}

/** A value that Stripe shows once: it belongs in the deployment's environment and nowhere else. */
export type NewSecret = { readonly name: string; readonly value: string }

/** What a repair led to. */
export type Repaired = { readonly findings: readonly Finding[]; readonly secrets?: readonly NewSecret[] }

/** What a look at the account showed, and what would put it right where a machine may do that. */
export type Look = {
  readonly findings: readonly Finding[]
  readonly repair?: (() => Promise<Repaired>) | undefined
}

/** As it must be. */
export function done(check: string, detail: string): Finding {
  return { check, state: 'done', detail, blocks: false }
}

/** What is said of something that the command itself can make. */
export const BY_SETUP: Todo = { what: 'npm run stripe:setup makes it' }
