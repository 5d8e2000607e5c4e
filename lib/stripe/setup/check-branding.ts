import type { CheckContext } from './account-plan'
import { notSeen } from './check-key'
import { dashboard } from './dashboard'
import type { Look } from './finding'
import { done } from './finding'

/**
 * Icon or logo, and colour, of the account: invoices and credit notes carry these. (The payment page's are sent with
 * each session.)
 */
export function checkBranding({ plan, shown }: CheckContext): Look {
  const where = dashboard('branding', { ...plan, id: shown?.id })
  if (shown === undefined)
    return notSeen('branding', 'See whether an icon or logo, and a colour, are set', where)
  const branding = shown.settings?.branding
  const lacking = [
    ...(branding?.icon || branding?.logo ? [] : ['an icon or a logo']),
    ...(branding?.primary_color ? [] : ['a colour']),
  ]
  if (lacking.length === 0)
    return { findings: [done('branding', `${branding?.logo ? 'logo' : 'icon'} and colour are set`)] }
  return {
    findings: [
      {
        check: 'branding',
        state: 'to do',
        detail: `invoices have not ${lacking.join(' and ')}`,
        blocks: false,
        todo: { what: `Set ${lacking.join(' and ')}`, where },
      },
    ],
  }
}
