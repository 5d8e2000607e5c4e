import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { readViewer } from '@/app/university/checkout/viewer'
import { sessionIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

const querySchema = z.object({
  session_id: sessionIdSchema,
  /** Of the document; the invoice that counts without it. */
  number: z.string().min(1).max(100).optional(),
  as: z.enum(['pdf', 'page']).default('pdf'),
})

/** Leads to a document by an address fetched now, because Stripe's expire. Only for whose purchase it is. */
export async function GET(request: Request): Promise<Response> {
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) notFound()
  const { session_id: id, number, as: form } = query.data
  const viewer = await readViewer()
  const { checkout, log } = services()
  const address = await checkout.openDocument(id, viewer, { number, form }).catch((error: unknown) => {
    log.error({ err: error, session: id }, 'a document could not be fetched from Stripe')
    return 'unreachable' as const
  })
  if (address === undefined) notFound()
  if (address === 'unreachable') redirect(`/university/checkout/invoice/unreachable?session_id=${id}`)
  redirect(address)
}
