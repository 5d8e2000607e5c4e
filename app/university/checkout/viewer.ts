import { currentLearner } from '@/app/_session/learner'
import type { Viewer } from '@/lib/checkout/progress'
import { readBrowser } from './cookies'

/** Who is looking at a purchase: this browser, and the learner signed in. */
export async function readViewer(): Promise<Viewer> {
  return { browser: await readBrowser(), learner: await currentLearner() }
}
