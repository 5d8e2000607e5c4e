/** What one HTTP call to Flockjay came to, before anything is concluded from it. */
export type FlockjayAnswer =
  | { readonly kind: 'unreachable'; readonly reason: string }
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly content: 'json' | 'empty' | 'other'
      /** The parsed JSON; undefined unless `content` is `json`. */
      readonly json?: unknown
      readonly retryAfterMs?: number | undefined
    }

export type Answered = Extract<FlockjayAnswer, { kind: 'answered' }>
