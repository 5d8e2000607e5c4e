/** Pages of Stripe's dashboard (seen in docs.stripe.com, where each of these is linked). */
const PAGES = {
  keys: 'apikeys',
  activation: 'account/onboarding',
  branding: 'settings/branding',
  publicDetails: 'settings/public',
  invoices: 'settings/billing/invoice',
  taxSettings: 'settings/tax',
  registrations: 'tax/registrations',
  taxRates: 'tax-rates',
  webhooks: 'webhooks',
} as const

export type DashboardPage = keyof typeof PAGES

/** The address of a dashboard page, of exactly this account and mode; without an id, of the one that is signed in. */
export function dashboard(
  page: DashboardPage,
  of: { readonly livemode: boolean; readonly id?: string | undefined },
  object?: string,
): string {
  const parts = [of.id, of.livemode ? undefined : 'test', PAGES[page], object]
  return ['https://dashboard.stripe.com', ...parts.filter((part) => part !== undefined)].join('/')
}
