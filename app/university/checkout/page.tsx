import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { HashSlotPicture } from '@/app/_ui/hash-slot-picture'
import { KindBadge } from '@/app/_ui/kind-badge'
import { ADDRESS_CONFIRMATION } from '@/lib/checkout/confirmation'
import { COUNTRIES, guessCountry } from '@/lib/checkout/countries'
import { taxExpectation } from '@/lib/checkout/tax-expectation'
import { skuSchema } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { CheckoutForm } from './checkout-form'
import { handoffCookie } from './cookies'
import { PROBLEM_HEADER } from './problem'

export const metadata: Metadata = { title: 'Check out', robots: { index: false } }

const UNIT_WORDS = {
  certification: 'Exam',
  course: 'Course',
  lab: 'Lab',
  'live-training': 'Live training',
} as const

type Query = Promise<{ sku?: string | string[]; cancelled?: string }>

/** The learner's last look before Stripe. Reads only: a GET writes nothing. */
export default async function CheckoutPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams
  if ((await headers()).has(PROBLEM_HEADER)) notFound()
  const sku = skuSchema.safeParse(query.sku)
  if (!sku.success) notFound()
  const sealed = (await cookies()).get(handoffCookie(sku.data))?.value ?? ''
  const handoff = await services().handoff.open(sealed)
  const course = await services().catalog.bySku(sku.data)
  if (handoff?.sku !== sku.data || course?.price === undefined || course.sale !== 'open') notFound()
  return (
    <CheckoutForm
      sealedHandoff={sealed}
      accountEnding={handoff.smid.slice(-4)}
      course={{
        title: course.content.title,
        address: `/university/courses/${course.slug}`,
        openAddress: services().catalog.openAddress(course.flockjayCourseId),
        unit: UNIT_WORDS[course.kind],
        price: formatMoney(course.price.money),
      }}
      picture={<HashSlotPicture sku={course.sku} kind={course.kind} />}
      badge={<KindBadge kind={course.kind} />}
      countries={COUNTRIES}
      country={guessCountry(await headers())}
      tax={{ US: taxExpectation('US'), IL: taxExpectation('IL'), other: taxExpectation('') }}
      confirmation={ADDRESS_CONFIRMATION.text}
      cancelled={query.cancelled !== undefined}
      helpUrl={services().site.helpUrl}
    />
  )
}
