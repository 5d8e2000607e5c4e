import type { CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Look } from './finding'
import { done } from './finding'

/** The card form inside our pages needs the account's publishable key, of the same mode as the secret one. */
export function checkPublishableKey({ plan, shown }: CheckContext): Look {
  const { needed, value } = plan.publishableKey
  if (!needed) return { findings: [done('publishable key', "not needed: buyers pay on Stripe's page")] }
  const mode = plan.livemode ? 'live' : 'test'
  if (value?.startsWith(`pk_${mode}_`)) return { findings: [done('publishable key', `given, ${mode} mode`)] }
  const detail = value === undefined ? 'not given' : `is not of ${mode} mode, as the secret key is`
  return {
    findings: [
      {
        check: 'publishable key',
        state: 'missing',
        detail,
        blocks: true,
        todo: {
          what: `Set ${plan.prefix}_PUBLISHABLE_KEY to pk_${mode}_…`,
          where: dashboard('keys', { ...plan, id: shown?.id }),
        },
      },
    ],
  }
}
