import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { HashSlotPicture } from '@/app/_ui/hash-slot-picture'
import { KindBadge } from '@/app/_ui/kind-badge'
import { CheckoutStep } from '@/app/university/checkout/checkout-step'
import { UNIT_WORDS } from '@/app/university/checkout/unit-words'
import { readViewer } from '@/app/university/checkout/viewer'
import { COUNTRIES } from '@/lib/checkout/countries'
import type { PaymentOrder, PaymentStep } from '@/lib/checkout/payment-step'
import { sessionIdSchema } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { expectationIn } from '@/lib/tax/expectation'
import { EmbeddedPayment } from './embedded-payment'
import { PAY_PATH } from './path'

export const metadata: Metadata = { title: 'Pay', robots: { index: false } }

type Query = Promise<{ session_id?: string | string[] }>

/** Stripe's payment form inside our page, for the browser or person that started the checkout. Reads only. */
export default async function PayPage({ searchParams }: { readonly searchParams: Query }) {
  const id = sessionIdSchema.safeParse((await searchParams).session_id)
  if (!id.success) notFound()
  const seen = await services().checkout.paymentStep(id.data, await readViewer())
  if (seen === undefined) notFound()
  if (seen.step === 'paid') redirect(`/university/checkout/done?session_id=${id.data}`)
  if (seen.step === 'hosted') redirect(seen.url)
  const { order } = seen
  const tax = await services().checkout.taxExpectations()
  const price = formatMoney(order.price)
  return (
    <CheckoutStep
      title={TITLES[seen.step]}
      price={price}
      refundSummary={order.refundSummary}
      course={{
        title: order.title,
        address: `/university/courses/${order.slug}`,
        openAddress: services().catalog.openAddress(order.flockjayCourseId),
        unit: UNIT_WORDS[order.kind],
      }}
      picture={<HashSlotPicture sku={order.sku} kind={order.kind} />}
      badge={<KindBadge kind={order.kind} />}
      taxLine={expectationIn(tax, order.country).line}
    >
      <Step seen={seen} again={`${PAY_PATH}?session_id=${id.data}`} />
    </CheckoutStep>
  )
}

type Shown = Exclude<PaymentStep, { step: 'paid' | 'hosted' }>

const TITLES: Readonly<Record<Shown['step'], string>> = {
  form: 'Complete your payment',
  over: 'This payment form is closed',
  unreachable: 'Stripe cannot be reached',
}

function Step({ seen, again }: { readonly seen: Shown; readonly again: string }) {
  switch (seen.step) {
    case 'form':
      return <Form {...seen} again={again} />
    case 'over':
      return (
        <>
          <p>
            It was open for too long, or something about the order was changed since. Nothing was charged
            here.
          </p>
          <a className="button-primary" href={checkoutOf(seen.order)}>
            Start again
          </a>
        </>
      )
    case 'unreachable':
      return (
        <>
          <p>Nothing was charged. Wait a moment, then try again: your details are kept.</p>
          <a className="button-primary" href={again}>
            Try again
          </a>
        </>
      )
  }
}

function Form(props: Extract<PaymentStep, { step: 'form' }> & { readonly again: string }) {
  const { order } = props
  const country = COUNTRIES.find(({ code }) => code === order.country)?.name ?? order.country
  return (
    <>
      <p>
        Billing country: <strong>{country}</strong>
        {order.poNumber !== undefined && (
          <>
            , PO number <strong>{order.poNumber}</strong>
          </>
        )}
        . <a href={checkoutOf(order)}>Change country or PO number</a>
      </p>
      <noscript>
        <p className="notice">
          The payment form needs JavaScript. Nothing was charged. Turn JavaScript on for this page, then
          reload it; or <a href="/university/go/help">ask for help</a>.
        </p>
      </noscript>
      <EmbeddedPayment
        clientSecret={props.clientSecret}
        publishableKey={props.publishableKey}
        again={props.again}
      />
      <p className="fine">
        Cards and wallets are handled by Stripe, also in this form; we never see them. {order.refundSummary}
      </p>
    </>
  )
}

/** Back to the details. Choosing another country or PO number there closes this form's session. */
function checkoutOf({ sku, repeat }: PaymentOrder): string {
  return `/university/checkout?sku=${sku}${repeat ? '&again=1' : ''}`
}
