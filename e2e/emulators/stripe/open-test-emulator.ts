import http from 'node:http'
import Stripe from 'stripe'
import { z } from 'zod'
import { type StripeEmulatorOptions, startStripeEmulator } from './start'

export const SECRET = 'whsec_test_of_this_emulator'

export type Client = InstanceType<typeof Stripe>

/** What tests read of the control door's answers. */
const controlBody = z.looseObject({
  error: z
    .looseObject({ code: z.string().optional(), declineCode: z.string().optional() })
    .or(z.string())
    .optional(),
  id: z.string().default(''),
})

/** An emulator for one test file, and the SDK pointed at it. */
export async function openTestEmulator(options: Partial<StripeEmulatorOptions> = {}) {
  const emulator = await startStripeEmulator({ port: 0, retryDelaysMs: [5, 10], ...options })
  const client = (key = 'sk_test_first'): Client =>
    new Stripe(key, {
      host: '127.0.0.1',
      port: emulator.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    })
  const control = async (path: string, body: object = {}) => {
    const answer = await fetch(`${emulator.url}/_emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    const parsed: unknown = await answer.json()
    return { status: answer.status, body: controlBody.parse(parsed) }
  }
  return { emulator, client, control }
}

export type TestEmulator = Awaited<ReturnType<typeof openTestEmulator>>

/** A product with one price of $199, tax on top. */
export async function makePrice(stripe: Client, amount = 19_900): Promise<string> {
  const product = await stripe.products.create({ name: 'Redis Certified Developer' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: amount,
    tax_behavior: 'exclusive',
  })
  return price.id
}

/** The parameters of an ordinary purchase; `over` replaces some. */
export function sessionParams(
  price: string,
  over: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [{ price, quantity: 1 }],
    success_url: 'https://shop.example/done?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.example/cancelled',
    automatic_tax: { enabled: true },
    billing_address_collection: 'required',
    customer_creation: 'always',
    customer_email: 'maya@example.com',
    invoice_creation: {
      enabled: true,
      invoice_data: { custom_fields: [{ name: 'PO number', value: 'PO-7781' }], metadata: { sku: 'RU-X' } },
    },
    payment_intent_data: { metadata: { sku: 'RU-X' }, description: 'Redis Certified Developer' },
    metadata: { sku: 'RU-X' },
    client_reference_id: 'attempt-1',
    excluded_payment_method_types: ['us_bank_account'],
    ...over,
  }
}

/** The charge of a purchase of $199 that has just been paid, with its session. */
export async function paidCharge(
  world: TestEmulator,
  stripe: Client,
  over: Partial<Stripe.Checkout.SessionCreateParams> = {},
  body: object = {},
): Promise<{ charge: Stripe.Charge; session: string }> {
  const untaxed = { automatic_tax: { enabled: false }, ...over }
  const price = over.line_items?.[0]?.price ?? (await makePrice(stripe))
  const made = await stripe.checkout.sessions.create(sessionParams(price, untaxed))
  const paid = await world.control(`sessions/${made.id}/pay`, body)
  if (paid.status !== 200) throw new Error(`The purchase failed: ${JSON.stringify(paid.body)}`)
  const intent = String((await stripe.checkout.sessions.retrieve(made.id)).payment_intent)
  const [charge] = (await stripe.charges.list({ payment_intent: intent })).data
  if (!charge) throw new Error('The purchase left no charge')
  return { charge, session: made.id }
}

/** The types of the events about one object, oldest first. */
export async function eventsOf(stripe: Client, id: string, types: string[]): Promise<string[]> {
  const { data } = await stripe.events.list({ types, limit: 100 })
  return data
    .filter((event) => 'id' in event.data.object && event.data.object.id === id)
    .map((event) => event.type)
    .toReversed()
}

const eventSchema = z.object({ type: z.string(), id: z.string() })
export type Received = { body: string; signature: string; type: string; id: string }

/** A webhook endpoint that remembers what it got; `answer` chooses the status of each. */
export async function openReceiver(
  answer: (received: Received, count: number) => number | Promise<number> = () => 200,
) {
  const received: Received[] = []
  const waiting: { done: () => boolean; resolve: () => void }[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const { type, id } = eventSchema.parse(JSON.parse(body))
      const entry = { body, signature: String(request.headers['stripe-signature']), type, id }
      received.push(entry)
      const status = await answer(entry, received.filter((other) => other.id === id).length)
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
      for (const wait of waiting.filter((one) => one.done())) wait.resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    of: (type: string) => received.filter((entry) => entry.type === type),
    until: (done: () => boolean) =>
      done() ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ done, resolve })),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What a refused call threw. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => new Error('The call was not refused'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof Stripe.errors.StripeError) return error
  throw error
}
