import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FactsList } from '@/app/_ui/facts-list'
import { ProgressSteps } from '@/app/_ui/progress-steps'
import type { Progress } from '@/lib/checkout/progress'
import { sessionIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { readViewer } from '@/app/university/checkout/viewer'
import { LiveProgress } from './live-progress'
import { receiptFacts } from './receipt-facts'
import { doneWords, steps } from './words'

export const metadata: Metadata = { title: 'Your purchase', robots: { index: false } }

type Query = Promise<{ session_id?: string | string[] }>

/**
 * After payment: how far it is, the one thing to do, then the facts. The address alone shows progress; the receipt only
 * the browser that started it. Asks for processing when no webhook has come yet: the one GET that may enqueue.
 */
export default async function DonePage({ searchParams }: { readonly searchParams: Query }) {
  const id = sessionIdSchema.safeParse((await searchParams).session_id)
  if (!id.success) notFound()
  const { checkout, catalog } = services()
  const progress = await checkout.progress(id.data, await readViewer())
  if (progress === undefined) notFound()
  if (progress.stage === 'confirming' || progress.stage === 'payment-pending')
    await checkout.requestProcessing(progress.account, id.data)
  const words = doneWords(
    progress,
    progress.receipt?.returnTo ?? catalog.openAddress(progress.course.flockjayCourseId),
  )
  return (
    <div className="done">
      <ProgressSteps steps={steps(progress)} />
      <h1>{words.title}</h1>
      <p className="lead">{words.text}</p>
      {words.step && (
        <a className="button-primary" href={words.step.href}>
          {words.step.label}
        </a>
      )}
      <LiveProgress sessionId={id.data} stage={progress.stage} />
      {isWaiting(progress) && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <FactsList facts={receiptFacts(progress, id.data)} />
    </div>
  )
}

function isWaiting({ stage }: Progress): boolean {
  return stage === 'confirming' || stage === 'unlocking' || stage === 'payment-pending'
}
