/** What should be public by its time and is not: workers look each minute, so two say that none can. By Postgres's clock. */
export const LATE_PUBLICATIONS = `
  SELECT count(*)::float AS waiting, min(due_at) AS oldest FROM publication
  WHERE state = 'scheduled' AND due_at < now() - interval '2 minutes'`

/** Prices that were confirmed and never made at Stripe: only a person finishes or drops them. */
export const HALTED_PRICES = `
  SELECT count(*)::float AS waiting, min(created_at) AS oldest FROM price
  WHERE activated_at IS NULL AND replaced_at IS NULL AND created_at < now() - interval '15 minutes'`
