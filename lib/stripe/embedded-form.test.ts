import { beforeEach, describe, expect, it, vi } from 'vitest'
import { mountEmbeddedForm } from './embedded-form'

const world = vi.hoisted(() => ({ alive: 0, most: 0, mounted: [] as string[], fail: false }))

/** Stripe's script as it behaves: one form at a time in a page. */
vi.mock('@stripe/stripe-js/pure', () => ({
  loadStripe: (key: string) =>
    Promise.resolve({
      createEmbeddedCheckoutPage: async ({ clientSecret }: { clientSecret: string }) => {
        world.alive += 1
        world.most = Math.max(world.most, world.alive)
        await Promise.resolve()
        if (world.fail) {
          world.alive -= 1
          throw new Error('no such session')
        }
        return {
          mount: () => world.mounted.push(`${key} ${clientSecret}`),
          destroy: () => {
            world.alive -= 1
          },
        }
      },
    }),
}))

const place = {} as HTMLElement
const show = (clientSecret: string) => mountEmbeddedForm(place, { publishableKey: 'pk_test_x', clientSecret })

describe('Stripe’s form in our page', () => {
  beforeEach(() => {
    world.mounted.length = 0
    world.most = 0
    world.fail = false
  })
  it('a form that follows another waits until that one is gone', async () => {
    const first = show('one')
    await first.mounted
    const second = show('two')
    first.remove()
    await second.mounted
    expect(world.mounted).toEqual(['pk_test_x one', 'pk_test_x two'])
    expect(world.most).toBe(1)
    second.remove()
  })
  it('taken away before it stands, it is never mounted, and the next one is', async () => {
    const first = show('one')
    first.remove()
    const second = show('two')
    await Promise.all([first.mounted, second.mounted])
    expect(world.mounted).toEqual(['pk_test_x two'])
    expect(world.most).toBe(1)
    second.remove()
  })
  it('a failure is told, and does not keep the next one waiting', async () => {
    world.fail = true
    await expect(show('one').mounted).rejects.toThrow('no such session')
    world.fail = false
    const second = show('two')
    await second.mounted
    expect(world.mounted).toEqual(['pk_test_x two'])
    second.remove()
  })
})
