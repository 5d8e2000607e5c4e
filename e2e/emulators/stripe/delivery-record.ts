/** What became of an event on its way to one webhook endpoint. Times are seconds of the emulator's clock. */
export type DeliveryRecord = {
  /** The event's id; followed by `/` and the endpoint's where the endpoint was made through the API. */
  id: string
  /** `none`: no endpoint was set when the event happened. `lost`: counted as delivered, yet never sent (a fault). */
  state: 'none' | 'pending' | 'succeeded' | 'failed' | 'lost'
  attempts: { at: number; status: number | null; error?: string }[]
}

/** The id of the record about an event and an endpoint; `null` is the target that was given at the start. */
export function deliveryId(event: string, endpoint: string | null): string {
  return endpoint === null ? event : `${event}/${endpoint}`
}

/** Which event and endpoint a record is about. */
export function deliveryOf({ id }: DeliveryRecord): { event: string; endpoint: string | null } {
  const [event = '', endpoint] = id.split('/')
  return { event, endpoint: endpoint ?? null }
}
