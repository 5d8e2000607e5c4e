import { notFound, redirect } from 'next/navigation'
import { readViewer } from '@/app/university/checkout/viewer'
import { sessionIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

/** Leads to the invoice's PDF by a link fetched now, because Stripe's links expire. Only for who started the purchase. */
export async function GET(request: Request): Promise<Response> {
  const id = sessionIdSchema.safeParse(new URL(request.url).searchParams.get('session_id'))
  if (!id.success) notFound()
  const pdf = await services().checkout.invoicePdf(id.data, await readViewer())
  if (pdf === undefined) notFound()
  redirect(pdf)
}
