import type { Checkout } from '../checkout'
import { COUNTRIES } from './countries'
import type { Entry, Problems } from './entry'
import { type Html, html } from './html'
import { shown } from './money'
import { invalid, problemText } from './summary'

type View = { checkout: Checkout; entry: Entry; problems: Problems }

/** The right side: who pays, how, and where the bill goes. */
export function paymentForm(view: View, notice: string | null): Html {
  const { checkout } = view
  const free = checkout.session.amount_total === 0
  return html`<div class="pay">
    <div>
      ${notice === null ? '' : html`<p class="notice" role="alert" tabindex="-1" id="notice">${notice}</p>`}
      <h2>Contact information</h2>
      ${contact(view)} ${free ? '' : payment(view)}
      <h2>Billing address</h2>
      ${address(view)} ${business(view)} ${consent(view)} ${buttons(view, free)}
    </div>
  </div>`
}

type Input = {
  name: keyof Entry
  label: string
  autocomplete: string
  type?: string
  hint?: string
  locked?: boolean
  mode?: string
}

function input(
  { entry, problems }: View,
  { name, label, autocomplete, type = 'text', hint, locked, mode }: Input,
): Html {
  const problem = problems[name]
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${entry[name]}"
      autocomplete="${autocomplete}"
      ${mode ? html` inputmode="${mode}"` : ''}${locked ? html` readonly` : ''}${invalid(name, problem)}
    />
    ${problemText(name, problem)}${hint ? html`<p class="hint">${hint}</p>` : ''}
  </div>`
}

/** Stripe fills in and locks the address when the seller gave one. */
function contact(view: View): Html {
  const { session } = view.checkout
  const locked =
    session.customer_email !== null || (session.customer !== null && session.customer_details?.email !== null)
  return input(view, { name: 'email', label: 'Email', type: 'email', autocomplete: 'email', locked })
}

function payment(view: View): Html {
  const { session } = view.checkout
  return html`<h2>Payment method</h2>
    ${session.payment_method_types.includes('us_bank_account') ? methods(view) : html`<input type="hidden" name="method" value="card" />`}
    ${input(view, { name: 'card_number', label: 'Card number', autocomplete: 'cc-number', mode: 'numeric' })}
    <div class="pair">
      ${input(view, { name: 'expiration', label: 'Expiration', autocomplete: 'cc-exp', mode: 'numeric' })}
      ${input(view, { name: 'cvc', label: 'CVC', autocomplete: 'cc-csc', mode: 'numeric' })}
    </div>
    ${input(view, { name: 'name', label: 'Cardholder name', autocomplete: 'cc-name' })}`
}

const METHODS = [
  { value: 'card', label: 'Card' },
  { value: 'bank', label: 'US bank account, test account that clears later' },
  { value: 'bank_fails', label: 'US bank account, test account that bounces later' },
]

function methods({ entry, problems }: View): Html {
  const choices = METHODS.map(({ value, label }) => {
    const checked = (entry.method || 'card') === value ? html` checked` : ''
    return html`<label class="choice"
      ><input type="radio" name="method" value="${value}" ${checked} /> ${label}</label
    >`
  })
  return html`<fieldset>
    <legend>Pay with</legend>
    ${choices}${problemText('method', problems.method)}
  </fieldset>`
}

function address(view: View): Html {
  const { entry, problems, checkout } = view
  const options = COUNTRIES.map(
    ({ code, name }) =>
      html`<option value="${code}" ${code === entry.country ? html` selected` : ''}>${name}</option>`,
  )
  const tax = checkout.session.automatic_tax.enabled
  return html`<div class="field">
      <label for="country">Country or region</label>
      <select id="country" name="country" autocomplete="country" ${invalid('country', problems.country)}>
        ${options}
      </select>
      ${problemText('country', problems.country)}
    </div>
    ${input(view, { name: 'address', label: 'Address', autocomplete: 'address-line1' })}
    <div class="pair">
      ${input(view, { name: 'city', label: 'City', autocomplete: 'address-level2' })}
      ${input(view, { name: 'state', label: 'State or province', autocomplete: 'address-level1' })}
    </div>
    ${input(view, { name: 'postal_code', label: 'Postal code / ZIP', autocomplete: 'postal-code' })}
    ${tax ? html`<button name="action" value="update_tax">Update tax</button>` : ''}`
}

function business(view: View): Html | '' {
  const { session } = view.checkout
  const asked =
    session.tax_id_collection?.enabled === true || session.name_collection?.business?.enabled === true
  if (!asked) return ''
  const open = view.entry.company || view.entry.tax_id ? html` open` : ''
  return html`<h2>Business</h2><details${open}><summary>I am buying for a business</summary>
    ${input(view, { name: 'company', label: 'Company name', autocomplete: 'organization' })}
    ${session.tax_id_collection?.enabled ? input(view, { name: 'tax_id', label: 'Tax ID', autocomplete: 'off' }) : ''}</details>`
}

function consent({ checkout, entry, problems }: View): Html | '' {
  const { session, account, world } = checkout
  const settings = world.settingsOf(account)
  if (session.consent_collection?.terms_of_service !== 'required') return ''
  const own = session.custom_text.terms_of_service_acceptance?.message
  const checked = entry.terms === '' ? '' : html` checked`
  return html`<div class="field">
    <label class="choice"
      ><input
        type="checkbox"
        name="terms"
        id="terms"
        value="yes"
        ${checked}${invalid('terms', problems.terms)}
      />
      <span>I agree to the terms of service</span></label
    >${problemText('terms', problems.terms)}
    <p class="hint">
      ${own ? html`${withoutMarkup(own)} ` : ''}<a href="${settings.termsUrl}">Terms of service</a> &middot;
      <a href="${settings.privacyUrl}">Privacy</a>
    </p>
  </div>`
}

/** Custom texts may hold Markdown links; the address behind one is left out. */
function withoutMarkup(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
}

function buttons({ checkout }: View, free: boolean): Html {
  const { session } = checkout
  const submit = session.custom_text.submit?.message
  const label = free ? 'Complete order' : `Pay ${shown(session, session.amount_total ?? 0)}`
  return html`<button class="primary" id="pay" name="action" value="pay">${label}</button>
    ${free ? '' : html`<button class="wide" name="action" value="decline">Decline card</button>`}
    ${submit ? html`<p class="text">${withoutMarkup(submit)}</p>` : ''}
    <p class="foot">
      Sold by ${session.branding_settings?.display_name ?? ''}. Test cards: 4242 4242 4242 4242 pays, 4000
      0000 0000 0002 is declined, 4000 0025 0000 3155 asks for authentication, 4000 0000 0000 0259 pays and is
      disputed.
    </p>`
}
