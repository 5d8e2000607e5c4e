import http from 'node:http'
import https from 'node:https'
import type Stripe from 'stripe'
import type { Clock } from '@/lib/clock'
import type { Fault, Faults } from '../faults'
import { type DeliveryRecord, deliveryId, deliveryOf } from './delivery-record'
import type { Account } from './store'
import { webhookSignature } from './webhook-signature'
import { type Destination, type WebhookTarget, destinations } from './webhook-targets'

type Options = {
  clock: Clock
  faults: Faults
  target: (account: Account) => WebhookTarget | undefined
  /** Whether events wait here instead of being sent, until `letGo`. */
  held: () => boolean
  retryDelaysMs: readonly number[]
  later: (delayMs: number, run: () => void) => void
  changed: () => void
}

/** In a sandbox Stripe retries three times over a few hours (docs.stripe.com/webhooks#automatic-retries). */
export const SANDBOX_RETRIES_MS: readonly number[] = [5 * 60_000, 60 * 60_000, 2 * 60 * 60_000]

const ANSWER_WITHIN_MS = 20_000
const REORDER_AT_MOST_MS = 2_000

type Job = {
  account: Account
  event: Stripe.EventBase
  body: string
  record: DeliveryRecord
  target: WebhookTarget
  generation: number
}

/** Sends events to the endpoints, again and again if need be, over connections that stay open. */
export class Webhooks {
  readonly #options: Options
  readonly #agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 64 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 64 }),
  }
  /** Held back by a `reorder` fault until so many others have gone. */
  #reordered: { after: number; release: () => void }[] = []
  /** What would have been sent, had sending not been held back as a whole: oldest first. */
  #waiting: (() => void)[] = []
  #generation = 0
  #closed = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Sends one event to everybody who wants it. The promise ends with their first answers, or at once without any. */
  async deliver(account: Account, event: Stripe.EventBase): Promise<void> {
    const to = this.#destinations(account, event)
    event.pending_webhooks = to.length
    const { delivery } = account.tables
    if (to.length === 0) delivery.add({ id: event.id, state: 'none', attempts: [] })
    const jobs = to.map(({ endpoint, target }) => {
      const record = delivery.add({ id: deliveryId(event.id, endpoint), state: 'pending', attempts: [] })
      return this.#job(account, event, record, target)
    })
    await this.#begin(jobs)
  }

  async #begin(jobs: readonly Job[]): Promise<void> {
    if (this.#options.held()) return void this.#waiting.push(() => void this.#deliverNow(jobs))
    await this.#deliverNow(jobs)
  }

  #destinations(account: Account, event: Stripe.EventBase): Destination[] {
    return destinations(account, event.type, this.#options.target(account))
  }

  /** Sends what was held back, in the order it happened. */
  letGo(): void {
    for (const go of this.#waiting.splice(0)) go()
  }

  /** Sends one event at once, held back or not, delivered before or not: as Stripe's dashboard can. */
  async resend(account: Account, event: Stripe.EventBase): Promise<DeliveryRecord[]> {
    const { delivery } = account.tables
    const jobs = this.#destinations(account, event).map(({ endpoint, target }) => {
      const id = deliveryId(event.id, endpoint)
      const record = delivery.get(id) ?? delivery.add({ id, state: 'pending', attempts: [] })
      return this.#job(account, event, record, target)
    })
    await Promise.all(jobs.map((job) => this.#attempt(job, 0)))
    return jobs.map((job) => job.record)
  }

  #job(account: Account, event: Stripe.EventBase, record: DeliveryRecord, target: WebhookTarget): Job {
    const body = JSON.stringify(event, null, 2)
    return { account, event, body, record, target, generation: this.#generation }
  }

  /** What goes wrong goes wrong on the way to all of them: a fault is about the event. */
  async #deliverNow(jobs: readonly Job[]): Promise<void> {
    const pending = jobs.filter((job) => job.record.state === 'pending')
    const [first] = pending
    if (!first) return
    const fault = this.#options.faults.take(`webhook ${first.event.type}`)
    await Promise.all(pending.map((job) => (fault ? this.#deliverBadly(job, fault) : this.#send(job, 0))))
  }

  /** Takes up again, oldest first, what was pending when the emulator was last stopped. */
  resume(account: Account): void {
    for (const record of [...account.tables.delivery.newestFirst()].toReversed()) {
      const { event: id, endpoint } = deliveryOf(record)
      const event = account.tables.event.get(id)
      if (record.state !== 'pending' || !event) continue
      const to = this.#destinations(account, event).find((one) => one.endpoint === endpoint)
      if (to) void this.#begin([this.#job(account, event, record, to.target)])
      else record.state = 'none'
    }
  }

  /** Forgets what has not been sent: its events are gone. */
  forget(): void {
    this.#generation += 1
    this.#reordered = []
    this.#waiting = []
  }

  close(): void {
    this.#closed = true
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  /**
   * What can go wrong on the way: `drop` (never sent, and Stripe knows: delivery_success is false), `lose` (never sent,
   * counted as delivered), `duplicate` (`count` more copies at once), `reorder` (after `count` later ones), or a delay.
   */
  async #deliverBadly(job: Job, fault: Fault): Promise<void> {
    const kind = fault.effect ?? (fault.drop ? 'drop' : 'delay')
    if (kind === 'drop') job.record.state = 'failed'
    else if (kind === 'lose') job.record.state = 'lost'
    else if (kind === 'duplicate') await this.#sendCopies(job, fault.count ?? 1)
    else if (kind === 'reorder') this.#reorder(job, fault.count ?? 1)
    else this.#options.later(fault.delayMs ?? 0, () => void this.#send(job, 0))
    this.#options.changed()
  }

  async #sendCopies(job: Job, copies: number): Promise<void> {
    const extra = Array.from({ length: copies }, () => this.#post(job))
    await Promise.all([this.#send(job, 0), ...extra])
  }

  #reorder(job: Job, after: number): void {
    let gone = false
    const release = (): void => {
      if (gone) return
      gone = true
      void this.#send(job, 0)
    }
    this.#reordered.push({ after, release })
    this.#options.later(REORDER_AT_MOST_MS, release)
  }

  #countPassed(): void {
    for (const held of this.#reordered) held.after -= 1
    const due = this.#reordered.filter((held) => held.after <= 0)
    this.#reordered = this.#reordered.filter((held) => held.after > 0)
    for (const held of due) held.release()
  }

  async #send(job: Job, attempt: number): Promise<void> {
    if (this.#closed || job.generation !== this.#generation) return
    if (this.#options.held()) return void this.#waiting.push(() => void this.#send(job, attempt))
    await this.#attempt(job, attempt)
  }

  async #attempt(job: Job, attempt: number): Promise<void> {
    const status = await this.#post(job)
    const { record, event } = job
    record.attempts.push({ at: this.#seconds(), status })
    if (status !== null && status >= 200 && status < 300) {
      if (record.state !== 'succeeded') event.pending_webhooks = Math.max(0, event.pending_webhooks - 1)
      record.state = 'succeeded'
    } else {
      this.#retry(job, attempt)
    }
    this.#options.changed()
    this.#countPassed()
  }

  #retry(job: Job, attempt: number): void {
    const delay = this.#options.retryDelaysMs[attempt]
    if (delay === undefined) job.record.state = 'failed'
    else this.#options.later(delay, () => void this.#send(job, attempt + 1))
  }

  /** The status of the answer, or null for none. A redirect is an answer like any other, and a failure. */
  #post({ body, target }: Job): Promise<number | null> {
    const address = new URL(target.url)
    const secure = address.protocol === 'https:'
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': webhookSignature(body, target.secret, this.#seconds()),
    }
    const agent = secure ? this.#agents.https : this.#agents.http
    return new Promise((resolve) => {
      const send = secure ? https.request : http.request
      const request = send(
        address,
        { method: 'POST', agent, headers, timeout: ANSWER_WITHIN_MS },
        (answer) => {
          answer.resume()
          answer.on('end', () => resolve(answer.statusCode ?? null))
          answer.on('error', () => resolve(null))
        },
      )
      request.on('timeout', () => request.destroy())
      request.on('error', () => resolve(null))
      request.end(body)
    })
  }

  /** Signed with the real time, even when the emulator's clock was moved: the receiver checks it against its own. */
  #seconds(): number {
    return Math.floor(this.#options.clock.now().getTime() / 1000)
  }
}
