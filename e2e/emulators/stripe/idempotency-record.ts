/** The answer that a key gets again. */
export type IdempotencyRecord = {
  /** The key itself. */
  id: string
  fingerprint: string
  /** Absent while the first request is still under way. */
  answer?: { status: number; body: string; requestId: string }
}
