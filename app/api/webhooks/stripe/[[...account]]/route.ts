import { readBounded } from '@/app/api/_http/read-bounded'
import { problem } from '@/app/api/_http/problem'
import { requestId } from '@/app/api/_http/request-id'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

/** Stripe's events are some kilobytes; invoices with many lines some hundred. */
const MAX_BYTES = 1_000_000

/** Takes Stripe's webhooks. 2xx only once the event is stored: anything else makes Stripe send it again. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ account?: string[] }> },
): Promise<Response> {
  const [account = DEFAULT_ACCOUNT, ...rest] = (await params).account ?? []
  // Before anything is stored: an address that is refused keeps nothing.
  if (rest.length > 0) return noAccount()
  const signature = request.headers.get('stripe-signature')
  if (signature === null) return problem(400, 'Not signed', 'The Stripe-Signature header is missing.')
  const rawBody = await readBounded(request, MAX_BYTES)
  if (rawBody === undefined) return problem(413, 'Too large', `At most ${MAX_BYTES} bytes are read.`)
  const received = await services().payments.receive(
    account,
    { rawBody, signature },
    requestId(request.headers),
  )
  switch (received) {
    case undefined:
      return noAccount()
    case 'recorded':
    case 'repeat':
      return Response.json({ received: true })
    case 'bad-signature':
      return problem(400, 'Bad signature', 'The signature does not match the body, or is too old or too new.')
    case 'bad-body':
      return problem(400, 'Bad body', 'The body is not a Stripe event.')
    case 'not-stored':
      return problem(503, 'Not stored', 'The event could not be recorded. Send it again.')
  }
}

function noAccount(): Response {
  return problem(
    404,
    'No such Stripe account',
    'Name an account of STRIPE_ACCOUNTS, or none for the default one.',
  )
}
