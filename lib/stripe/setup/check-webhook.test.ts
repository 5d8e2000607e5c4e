import { describe, expect, it } from 'vitest'
import { endpointGaps } from './check-webhook'

const EVENTS = ['checkout.session.completed', 'refund.created']

describe('what is amiss about a webhook endpoint', () => {
  it('is nothing when it is enabled and sends exactly our events, in any order', () => {
    expect(endpointGaps({ status: 'enabled', enabled_events: [...EVENTS].reverse() }, EVENTS)).toEqual([])
  })
  it('is what it does not send, what it sends in vain, and that it is disabled', () => {
    expect(
      endpointGaps({ status: 'disabled', enabled_events: ['refund.created', 'charge.refunded'] }, EVENTS),
    ).toEqual(['it is disabled', 'not sent: checkout.session.completed', 'sent in vain: charge.refunded'])
  })
  it('is also an endpoint that sends everything', () => {
    expect(endpointGaps({ status: 'enabled', enabled_events: ['*'] }, EVENTS)).toEqual([
      'not sent: checkout.session.completed, refund.created',
      'sent in vain: *',
    ])
  })
})
