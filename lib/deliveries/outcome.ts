/** What a destination answered, in the words every destination shares. */
export type DeliveryOutcome =
  | { readonly outcome: 'done' | 'already'; readonly detail: string }
  | {
      readonly outcome: 'retry'
      readonly detail: string
      readonly afterMs?: number
      readonly destinationDown: boolean
    }
  | { readonly outcome: 'permanent' | 'needs-person'; readonly detail: string }
