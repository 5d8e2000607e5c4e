/** What became of an event on its way to the webhook endpoint. Times are seconds of the emulator's clock. */
export type DeliveryRecord = {
  /** The event's id. */
  id: string
  /** `none`: no endpoint was set when the event happened. `lost`: counted as delivered, yet never sent (a fault). */
  state: 'none' | 'pending' | 'succeeded' | 'failed' | 'lost'
  attempts: { at: number; status: number | null; error?: string }[]
}
