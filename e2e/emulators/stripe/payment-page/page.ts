import type Stripe from 'stripe'
import type { Checkout } from '../checkout'
import type { Entry, Problems } from './entry'
import { paymentForm } from './form'
import { type Html, html, raw } from './html'
import { styles } from './styles'
import { summary } from './summary'

const BANNER = 'Test payment page: no real card is charged.'

function document(
  title: string,
  branding: Stripe.Checkout.Session.BrandingSettings | undefined,
  body: Html,
): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styles(branding)}
      </head>
      <body>
        <header class="banner">${BANNER}</header>
        ${body}
      </body>
    </html>`.text
}

/**
 * With a script the tax follows the address by itself; everything works without one. A press of Enter takes the form's
 * first button, hence the hidden one: it applies a code that was typed, and pays otherwise.
 */
const SCRIPT = `<script>
const form=document.getElementById('payment');let latest=0;
document.getElementById('notice')?.focus();
form.addEventListener('change',async e=>{
 if(!['country','postal_code','state'].includes(e.target.name)||!form.querySelector('[value=update_tax]'))return;
 const turn=++latest,data=new URLSearchParams(new FormData(form));data.set('action','update_tax');
 const answer=await fetch(location.pathname,{method:'POST',body:data});if(turn!==latest||!answer.ok)return;
 const page=new DOMParser().parseFromString(await answer.text(),'text/html');
 for(const id of['order','pay']){const fresh=page.getElementById(id);if(fresh)document.getElementById(id).innerHTML=fresh.innerHTML}
});
</script>`

export function paymentPage(
  checkout: Checkout,
  entry: Entry,
  problems: Problems,
  notice: string | null,
): string {
  const { session } = checkout
  const seller = session.branding_settings?.display_name ?? ''
  const wrong = notice !== null || Object.keys(problems).length > 0
  const body = html`<main>
      <h1>Pay ${seller}</h1>
      <form id="payment" method="post" action="/c/pay/${session.id}" novalidate>
        <button name="action" value="default" hidden></button>
        <div class="columns">
          ${summary(checkout, entry, problems)}${paymentForm({ checkout, entry, problems }, notice)}
        </div>
      </form>
    </main>
    ${raw(SCRIPT)}`
  return document(`${wrong ? 'Error: ' : ''}${seller}`, session.branding_settings, body)
}

/** One message, and where to go from there: for a session that is done or over, and for addresses that are none. */
export function messagePage(
  checkout: Checkout | undefined,
  { title, text, link }: { title: string; text: string; link?: { href: string; label: string } },
): string {
  const branding = checkout?.session.branding_settings
  const body = html`<main class="single">
    <h2>${title}</h2>
    <p>${text}</p>
    ${link ? html`<p><a href="${link.href}">${link.label}</a></p>` : ''}
  </main>`
  return document(title, branding, body)
}

/** The bank's page of a 3-D Secure card. */
export function challengePage(checkout: Checkout): string {
  const { session } = checkout
  const body = html`<main class="single">
    <h2>3D Secure 2 test page</h2>
    <p>This is a test bank's authentication page. Choose what the cardholder does.</p>
    <form method="post" action="/c/pay/${session.id}/challenge">
      <button class="primary" name="answer" value="complete">Complete</button>
      <button class="wide" name="answer" value="fail">Fail</button>
    </form>
  </main>`
  return document('Authentication', session.branding_settings, body)
}
