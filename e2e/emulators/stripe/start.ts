import { type Clock, systemClock } from '@/lib/clock'
import { startEmulatorServer } from '../emulator-server'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { type Fault, Faults } from '../faults'
import { openStateFile, type StateFile } from '../state-file'
import { AccountSettings, type OwnSettings } from './account-settings'
import { type Api, answerApi } from './api'
import { accountOf } from './authentication'
import { endRefundsDue } from './card-futures'
import { answerControl } from './control'
import { answerDocument } from './documents'
import { answerPaymentPage, page } from './payment-page/routes'
import { messagePage } from './payment-page/page'
import { answerEmbedding, isEmbedding } from './payment-page/embedding'
import { openRequestValidation } from './request-validation'
import { expireOverdue } from './session-expiry'
import { DEFAULT_SETTINGS, type Settings, type SettingsChange } from './settings'
import { settleDue } from './settlement'
import { emptyStore, Store, type StoreData, storeData } from './store'
import type { WebhookTarget } from './webhook-targets'
import { SANDBOX_RETRIES_MS, Webhooks } from './webhooks'
import { openWorld } from './open-world'

export type StripeEmulatorOptions = {
  /** 0 takes a free port. */
  port: number
  clock?: Clock
  /** Where everything is kept over a restart; in memory only without it. */
  dataFile?: string
  /** Keys that are accepted; any `sk_test_…` or `rk_test_…` without it. Each key is an account of its own. */
  secretKeys?: readonly string[]
  webhook?: WebhookTarget
  /** Waits between attempts at a webhook; as many retries as there are waits. */
  retryDelaysMs?: readonly number[]
  settings?: Partial<Settings>
  /** What single accounts have set otherwise, by secret key: a seller in another country, with other registrations. */
  accountSettings?: OwnSettings
  /** How many events are remembered, the newest: 10,000 without it. */
  keepEvents?: number
}

export type StripeEmulator = {
  readonly url: string
  readonly port: number
  readonly store: Store
  readonly settings: Settings
  /** Where events go: all of them, or those of one account where its secret key is named. Undefined: nowhere. */
  setWebhook(target: WebhookTarget | undefined, secretKey?: string): void
  setFaults(faults: readonly Fault[]): void
  /** What `POST /_emulator/settings` does; for one account where its secret key or id is named. */
  change(settings: SettingsChange, account?: string): void
  /** Moves the emulator's clock forward; what is due by then happens at once. */
  advance(seconds: number): void
  close(): Promise<void>
}

const EVERY_MS = 1000

/** Starts the Stripe emulator on 127.0.0.1. Rejects when the port is taken or the data file cannot be read. */
export async function startStripeEmulator(options: StripeEmulatorOptions): Promise<StripeEmulator> {
  const validation = await openRequestValidation()
  const file = await openStateFile(options.dataFile, storeData, emptyStore())
  const parts = assemble(options, file)
  const { store, faults, targets, webhooks, opened } = parts
  const { world, timers } = opened
  const tick = (): void => {
    for (const account of store.accounts()) {
      expireOverdue(world, account)
      settleDue(world, account)
      endRefundsDue(world, account)
    }
  }
  const advance = (seconds: number): void => {
    opened.advance(seconds)
    tick()
  }
  const change = (wanted: SettingsChange, account?: string): void => {
    parts.settings.change(store, wanted, account)
    file.changed()
    if (world.settings.webhooks === 'sent') webhooks.letGo()
  }
  const api: Api = { world, validation, secretKeys: options.secretKeys }
  const server = await startEmulatorServer({
    name: 'Stripe',
    port: options.port,
    faults,
    state: () => store,
    reset: () => {
      store.clear()
      webhooks.forget()
      parts.settings.reset()
      file.changed()
    },
    handle: (request) => handle(api, request),
    control: async (request) => answerControl({ world, webhooks, advance, change }, request),
  })
  parts.address.url = server.url
  timers.every(EVERY_MS, tick)
  for (const account of store.accounts()) webhooks.resume(account)
  const setWebhook: StripeEmulator['setWebhook'] = (target, secretKey) =>
    void targets.set(secretKey === undefined ? '' : accountOf(secretKey), target)
  const close = async (): Promise<void> => {
    timers.stop()
    webhooks.close()
    await server.close()
    await file.flush()
  }
  const setFaults = (list: readonly Fault[]): void => faults.replace(list)
  const { url, port } = server
  return { url, port, store, settings: world.settings, setWebhook, setFaults, change, advance, close }
}

/** The parts and how they know each other; nothing runs yet. */
function assemble(options: StripeEmulatorOptions, file: StateFile<StoreData>) {
  const store = new Store(file.value, options.keepEvents === undefined ? {} : { events: options.keepEvents })
  const clock = options.clock ?? systemClock
  const faults = new Faults()
  const targets = new Map<string, WebhookTarget | undefined>([['', options.webhook]])
  const shared = { ...DEFAULT_SETTINGS, ...options.settings }
  const settings = new AccountSettings(shared, options.accountSettings)
  const address = { url: '' }
  const opened = openWorld({ store, settings, clock, faults, changed: file.changed, address })
  const webhooks = new Webhooks({
    clock,
    faults,
    target: (account) => targets.get(targets.has(account.id) ? account.id : ''),
    held: () => shared.webhooks === 'held',
    retryDelaysMs: options.retryDelaysMs ?? SANDBOX_RETRIES_MS,
    later: opened.world.later,
    changed: file.changed,
  })
  opened.connect(webhooks)
  return { store, faults, targets, address, opened, webhooks, settings }
}

function handle(api: Api, request: EmulatorRequest): Promise<EmulatorResponse> {
  const { path } = request
  if (path.startsWith('/v1/') || path.startsWith('/v2/')) return answerApi(api, request)
  if (isEmbedding(path)) return Promise.resolve(answerEmbedding(api.world, request))
  if (/^\/c\/(pay|embedded)\//.test(path)) return answerPaymentPage(api.world, request)
  if (/^\/(i|receipts|credit_notes)\//.test(path)) return answerDocument(api.world, path)
  const text = 'This is a test stand-in for a payment provider. Start a purchase to see its payment page.'
  return Promise.resolve(
    page(path === '/' ? 200 : 404, messagePage(undefined, { title: 'Test payments', text })),
  )
}
