'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

const SLOW_AFTER_MS = 30_000
const SLOW_UNLOCK =
  'We have your payment; access is being prepared. You can close this page: the course opens in Redis University by itself.'
const SLOW_STRIPE =
  'Stripe takes longer than usual to confirm. If you have paid, it is safe, and you need not pay again.'

/** Watches a purchase that is not ready and has the page render again when it moves on. */
export function LiveProgress({ sessionId, stage }: { readonly sessionId: string; readonly stage: string }) {
  const router = useRouter()
  const [slow, setSlow] = useState(false)
  const waiting = stage === 'confirming' || stage === 'unlocking' || stage === 'payment-pending'
  useEffect(() => {
    if (!waiting) return
    const begun = Date.now()
    let timer = setTimeout(() => void look(), 300)
    async function look() {
      const elapsed = Date.now() - begun
      if (elapsed > SLOW_AFTER_MS) setSlow(true)
      const heard = await ask(sessionId)
      // Rendering again also asks for processing again, for a webhook that never came.
      if (heard !== stage && heard !== undefined) router.refresh()
      else if (stage === 'confirming' && elapsed > 5_000) router.refresh()
      timer = setTimeout(() => void look(), elapsed < 10_000 ? 500 : 3_000)
    }
    return () => clearTimeout(timer)
  }, [router, sessionId, stage, waiting])
  return (
    <p role="status" className="fine">
      {waiting && slow && (stage === 'confirming' ? SLOW_STRIPE : SLOW_UNLOCK)}
    </p>
  )
}

async function ask(sessionId: string): Promise<string | undefined> {
  try {
    const answer = await fetch(
      `/university/checkout/done/progress?session_id=${encodeURIComponent(sessionId)}`,
    )
    const body: unknown = await answer.json()
    return typeof body === 'object' && body !== null && 'stage' in body && typeof body.stage === 'string'
      ? body.stage
      : undefined
  } catch {
    return undefined
  }
}
