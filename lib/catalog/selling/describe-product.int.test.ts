import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import type { StripePort } from '@/lib/stripe/port'
import { describeProduct } from './describe-product'

let desk: SellingDesk
beforeAll(async () => {
  desk = await openSellingDesk()
  // A price made as marketing makes it, so that its product is known.
  await desk.change(await desk.courseId('RU-LAB-LOCKS'), '29')
})
afterAll(() => desk.close())

/** As a colleague publishes: the newest revision with another title, public at once. */
async function publish(id: string, title: string): Promise<void> {
  await desk.rows(
    `WITH made AS (
       INSERT INTO course_revision (course_id, number, content, created_by)
       SELECT c.id, (SELECT max(number) + 1 FROM course_revision WHERE course_id = c.id),
         jsonb_set(r.content, '{title}', to_jsonb($2::text)), 'test'
       FROM course c JOIN course_revision r ON r.id = c.published_revision_id WHERE c.id = $1
       RETURNING id)
     SELECT id FROM made`,
    [id, title],
  )
  await desk.rows(
    `UPDATE course SET published_revision_id = (SELECT id FROM course_revision WHERE course_id = $1 ORDER BY number DESC LIMIT 1)
     WHERE id = $1 RETURNING id`,
    [id],
  )
}
const nameAtStripe = async (): Promise<string> => (await desk.sdk.products.retrieve('prod_RU_LAB_LOCKS')).name

it('calls the unit at Stripe what its page calls it', async () => {
  const lab = await desk.courseId('RU-LAB-LOCKS')
  await publish(lab, 'Locks that hold')
  expect(await nameAtStripe()).toBe('Distributed Locks')
  await describeProduct(desk.services, lab)
  expect(await nameAtStripe()).toBe('Locks that hold')
})

it('ends with the last words, also where somebody publishes while Stripe is told', async () => {
  const lab = await desk.courseId('RU-LAB-LOCKS')
  await publish(lab, 'First')
  const { stripe } = desk
  const overtaken: StripePort = {
    ...stripe,
    prices: {
      ...stripe.prices,
      describe: async (id, order) => {
        if (order.title === 'First') {
          await publish(lab, 'Second')
          await describeProduct(desk.services, lab)
        }
        return stripe.prices.describe(id, order)
      },
    },
  }
  await describeProduct(desk.through(overtaken), lab)
  expect(await nameAtStripe()).toBe('Second')
})

it('is tried again where Stripe does not answer', async () => {
  const { stripe } = desk
  const silent: StripePort = {
    ...stripe,
    prices: { ...stripe.prices, describe: async () => ({ outcome: 'unreachable', detail: 'nobody there' }) },
  }
  await expect(describeProduct(desk.through(silent), await desk.courseId('RU-LAB-LOCKS'))).rejects.toThrow(
    /not described at Stripe: unreachable/,
  )
})
