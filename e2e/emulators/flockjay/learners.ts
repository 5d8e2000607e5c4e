/** Somebody who is signed in at the learning platform, as a demo needs them. */
export type DemoLearner = {
  /** The platform's own id of the user. */
  readonly id: string
  readonly name: string
  readonly email: string
  readonly smid: string
}

const LENA: DemoLearner = {
  id: 'fj-user-1001',
  name: 'Lena Rivera',
  email: 'l.rivera@example.com',
  smid: 'ACME-4821',
}

/** Two colleagues of one account, and one of another. */
export const DEMO_LEARNERS: readonly DemoLearner[] = [
  LENA,
  { id: 'fj-user-1002', name: 'Tom Okafor', email: 't.okafor@example.com', smid: 'ACME-4821' },
  { id: 'fj-user-1003', name: 'Mei Tanaka', email: 'm.tanaka@example.com', smid: 'NIMBUS-77' },
]

export const FIRST_LEARNER = LENA

/** The demo learner with this e-mail, in upper or lower case. */
export function learnerByEmail(email: string | undefined | null): DemoLearner | undefined {
  const wanted = email?.toLowerCase()
  return DEMO_LEARNERS.find((learner) => learner.email === wanted)
}
