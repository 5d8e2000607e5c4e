import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { KindBadge } from '@/app/_ui/kind-badge'
import { UnitPicture } from '@/app/_ui/unit-picture'
import { currentLearner } from '@/app/_session/learner'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { COUNTRIES, guessCountry } from '@/lib/checkout/countries'
import { maskEmail } from '@/lib/checkout/mask-email'
import type { Terms } from '@/lib/checkout/terms'
import type { CheckoutSeen } from '@/lib/checkout/view'
import { knownEmail } from '@/lib/identity/buyer'
import type { Buyer } from '@/lib/identity/buyer'
import { skuSchema } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { CheckoutForm } from './checkout-form'
import { handoffCookie } from './cookies'
import { FORM_WORDS } from './form-words'
import { PROBLEM_HEADER } from './problem'
import { ChooseAccountStep, ending, NoAccountStep, OwnedStep, SignInStep } from './steps'
import type { StepFrame } from './steps'
import { UNIT_WORDS } from './unit-words'

export const metadata: Metadata = { title: 'Check out', robots: { index: false } }

type Query = Promise<{
  sku?: string | string[]
  cancelled?: string
  account?: string | string[]
  again?: string | string[]
}>

/** The learner's last look before Stripe. Reads only: a GET writes nothing. */
export default async function CheckoutPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams
  if ((await headers()).has(PROBLEM_HEADER)) notFound()
  const sku = skuSchema.safeParse(query.sku)
  if (!sku.success) notFound()
  const sealed = (await cookies()).get(handoffCookie(sku.data))?.value ?? ''
  const { checkout, handoff: seal } = services()
  const handoff = sealed === '' ? undefined : await seal.open(sealed)
  const learner = await currentLearner()
  const ownAccount = query.account === 'own'
  const seen = await checkout.view(sku.data, { handoff, learner, ownAccount })
  if (seen === undefined || (handoff !== undefined && handoff.sku !== sku.data)) notFound()
  const { course, view, terms } = seen
  const frame = frameOf(course, terms)
  const again = course.repeatable && query.again === '1'
  switch (view.step) {
    case 'start-at-flockjay':
      return notFound()
    case 'sign-in':
      return <SignInStep frame={frame} sku={sku.data} />
    case 'no-account':
      return <NoAccountStep frame={frame} sku={sku.data} email={learner?.email} />
    case 'choose-account':
      return <ChooseAccountStep frame={frame} sku={sku.data} email={learner?.email} {...view} />
    case 'pay':
      if (view.standing !== 'none' && !(again && view.standing === 'owned'))
        return (
          <OwnedStep frame={frame} sku={sku.data} standing={view.standing} repeatable={course.repeatable} />
        )
  }
  return (
    <CheckoutForm
      sku={sku.data}
      sealedHandoff={handoff === undefined ? '' : sealed}
      ownAccount={ownAccount}
      again={again}
      accountEnding={ending(view.buyer.smid)}
      email={shownEmail(view.buyer)}
      otherAccount={isOtherAccount(view.buyer)}
      {...frame}
      pricesElsewhere={pricesElsewhere(seen)}
      countries={COUNTRIES}
      country={guessCountry(await headers())}
      tax={await checkout.taxExpectations()}
      terms={terms}
      cancelled={query.cancelled !== undefined}
      words={checkout.payHere ? FORM_WORDS.here : FORM_WORDS.stripe}
    />
  )
}

/** Where another account sells at its own price. */
function pricesElsewhere({ prices }: CheckoutSeen) {
  return Object.fromEntries(
    [...prices].map(([country, price]) => [country, price === undefined ? null : formatMoney(price.money)]),
  )
}

function frameOf(course: PublishedCourse, { refundPolicy }: Terms): StepFrame {
  return {
    price: course.price === undefined ? '' : formatMoney(course.price.money),
    course: {
      title: course.content.title,
      address: `/university/courses/${course.slug}`,
      openAddress: services().catalog.openAddress(course.flockjayCourseId),
      unit: UNIT_WORDS[course.kind],
    },
    picture: <UnitPicture course={course} size="small" first />,
    badge: <KindBadge kind={course.kind} />,
    refundSummary: refundPolicy.summary,
  }
}

/** Masked where a link carried it: whoever has the link is not yet proven to be who it is about. */
function shownEmail(buyer: Buyer): string | undefined {
  const email = knownEmail(buyer)
  return email !== undefined && buyer.identity === 'signed' ? maskEmail(email) : email
}

function isOtherAccount(buyer: Buyer): boolean {
  return buyer.identity === 'sso' && buyer.linkSmid !== undefined && buyer.linkSmid !== buyer.smid
}
