import { z } from 'zod'

/** Set by the proxy on the request it passes on, so that the page's 404 can say what is wrong. Never trusted for more. */
export const PROBLEM_HEADER = 'x-checkout-problem'

export const problemSchema = z.enum([
  'sku-missing',
  'sku-malformed',
  'sku-unknown',
  'smid-missing',
  'smid-malformed',
  'repeated',
  'retired',
  'not-on-sale',
  'handoff-missing',
  'link-broken',
  'link-too-long',
  'link-expired',
  'link-untrusted',
  'link-return-refused',
  'signed-links-off',
])
export type Problem = z.infer<typeof problemSchema>

type Words = { readonly title: string; readonly text: string }

const BROKEN: Words = {
  title: 'This purchase link is broken',
  text: 'Part of the link is missing or was changed on the way. Nothing was charged. Open the course in Redis University and choose Purchase again.',
}
const UNTRUSTED: Words = {
  title: 'This purchase link cannot be trusted',
  text: 'It was not made by Redis University, or was changed on the way. Nothing was charged. Open the course in Redis University and choose Purchase again.',
}

/** What happened, whether anything was charged, and the one next step: for each way a hand-off can fail. */
export const PROBLEM_WORDS: Readonly<Record<Problem, Words>> = {
  'sku-missing': BROKEN,
  'sku-malformed': BROKEN,
  repeated: BROKEN,
  'smid-malformed': BROKEN,
  'link-broken': BROKEN,
  'link-too-long': BROKEN,
  'link-untrusted': UNTRUSTED,
  'link-return-refused': UNTRUSTED,
  'link-expired': {
    title: 'This purchase link has expired',
    text: 'Links are good for 15 minutes, so that nobody else can use them later. Nothing was charged. Open the course in Redis University and choose Purchase again.',
  },
  'signed-links-off': {
    title: 'This purchase link cannot be used here',
    text: 'This site is not set up for links of this kind yet. Nothing was charged. Please tell support, or find the course in the catalog.',
  },
  'smid-missing': {
    title: 'We do not know whose account this is for',
    text: 'The link does not name a Redis Cloud account. Nothing was charged. Open the course in Redis University and choose Purchase there.',
  },
  'handoff-missing': {
    title: 'Start from Redis University',
    text: 'This page needs to know which account the course is for, and that was a while ago or in another browser. Nothing was charged. Open the course in Redis University and choose Purchase.',
  },
  'sku-unknown': {
    title: 'We do not know this course',
    text: 'There is nothing on sale under this code. Nothing was charged. These are close, or look through the whole catalog.',
  },
  retired: {
    title: 'This course is no longer sold',
    text: 'It was retired. Nothing was charged, and whoever bought it keeps it. These are close, or look through the whole catalog.',
  },
  'not-on-sale': {
    title: 'This training is not on sale yet',
    text: 'Its dates are being set. Nothing was charged. Meanwhile, these can be started today.',
  },
}
