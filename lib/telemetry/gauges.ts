import { metrics } from '@opentelemetry/api'
import type { BatchObservableCallback, Observable } from '@opentelemetry/api'
import { attributesOf } from './facts'
import { SCOPE } from './spans'

/** How far behind we are, at one moment. Ages are seconds, 0 where nothing waits. */
export type Backlog = {
  readonly eventsWaiting: number
  readonly oldestEvent: number
  readonly destinations: readonly DestinationBacklog[]
  readonly discrepanciesOpen: number
  readonly oldestDiscrepancy: number
  /** Purchases not taxed where tax was due, which finance has not closed. */
  readonly untaxedOpen: number
  /** Purchases not linked in Salesforce for more than 36 hours, which nobody said to leave; 0 while it is switched off. */
  readonly unmatchedOverdue: number
  /** Revisions that should be public by now. */
  readonly publicationsLate: number
}
export type DestinationBacklog = {
  readonly destination: string
  readonly waiting: number
  readonly needsPerson: number
  /** Of what is not there yet, whether still tried or waiting for a person. */
  readonly oldest: number
  /** Known to be down: calls wait until it answers again. */
  readonly down: boolean
}

/**
 * Has the backlog read and exported each time the metrics are. Returns what ends that. A reading that fails leaves a
 * gap rather than a wrong number: the exporter tells the process about it.
 */
export function observeBacklog(read: () => Promise<Backlog>): () => void {
  const meter = metrics.getMeter(SCOPE)
  const gauge = (name: string, description: string, unit = '1'): Observable =>
    meter.createObservableGauge(name, { description, unit })
  const depth = gauge('university.queue.depth', 'Events and deliveries that wait.')
  const needsPerson = gauge('university.deliveries.need_person', 'Deliveries that only a person can move.')
  const oldestEvent = gauge('university.event.oldest', 'Age of the oldest event not handled.', 's')
  const oldestDelivery = gauge('university.delivery.oldest', 'Age of the oldest delivery not done.', 's')
  const down = gauge('university.destination.down', '1 while a destination is known not to answer.')
  const open = gauge('university.discrepancies.open', 'What two systems say differently, unexplained.')
  const oldest = gauge('university.discrepancy.oldest', 'Age of the oldest open discrepancy.', 's')
  const untaxed = gauge('university.tax.untaxed', 'Purchases not taxed where tax was due, not closed.')
  const unmatched = gauge('university.salesforce.unmatched', 'Purchases not linked there for over 36 h.')
  const late = gauge('university.publications.late', 'Revisions that should be public by now.')
  const all = [depth, needsPerson, oldestEvent, oldestDelivery, down, open, oldest, untaxed, unmatched, late]
  const observe: BatchObservableCallback = async (result) => {
    const backlog = await read()
    result.observe(depth, backlog.eventsWaiting, attributesOf({ queue: 'events' }))
    result.observe(oldestEvent, backlog.oldestEvent)
    result.observe(open, backlog.discrepanciesOpen)
    result.observe(oldest, backlog.oldestDiscrepancy)
    result.observe(untaxed, backlog.untaxedOpen)
    result.observe(unmatched, backlog.unmatchedOverdue)
    result.observe(late, backlog.publicationsLate)
    for (const one of backlog.destinations) {
      const { destination } = one
      result.observe(depth, one.waiting, attributesOf({ queue: 'deliveries', destination }))
      result.observe(needsPerson, one.needsPerson, attributesOf({ destination }))
      result.observe(oldestDelivery, one.oldest, attributesOf({ destination }))
      result.observe(down, one.down ? 1 : 0, attributesOf({ destination }))
    }
  }
  meter.addBatchObservableCallback(observe, all)
  return () => meter.removeBatchObservableCallback(observe, all)
}
