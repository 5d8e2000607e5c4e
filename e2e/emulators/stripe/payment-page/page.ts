import type Stripe from 'stripe'
import type { Checkout } from '../checkout'
import { isEmbedded, pagePath } from './address'
import type { Entry, Problems } from './entry'
import { paymentForm } from './form'
import { type Html, html, raw } from './html'
import { styles } from './styles'
import { summary } from './summary'

const BANNER = 'Test payment page: no real card is charged.'

function document(title: string, session: Stripe.Checkout.Session | undefined, body: Html): string {
  const framed = session !== undefined && isEmbedded(session)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styles(session?.branding_settings)}
      </head>
      <body class="${framed ? 'framed' : ''}">
        <header class="banner">${BANNER}</header>
        ${body} ${framed ? raw(FRAME_SCRIPT) : ''}
      </body>
    </html>`.text
}

/**
 * With a script the tax follows the address by itself, and a code that is being typed stays; everything works without
 * one. A press of Enter takes the form's first button, hence the hidden one: it applies a code that was typed, and pays
 * otherwise.
 */
const SCRIPT = `<script>
const form=document.getElementById('payment');let latest=0;
document.getElementById('notice')?.focus();
form.addEventListener('change',async e=>{
 if(!['country','postal_code','state','tax_id'].includes(e.target.name)||!form.querySelector('[value=update_tax]'))return;
 const turn=++latest,data=new URLSearchParams(new FormData(form));data.set('action','update_tax');
 const answer=await fetch(location.pathname,{method:'POST',body:data});if(turn!==latest||!answer.ok)return;
 const page=new DOMParser().parseFromString(await answer.text(),'text/html');
 const before=document.getElementById('promotion_code'),focused=before!==null&&before===document.activeElement;
 for(const id of['order','pay']){const fresh=page.getElementById(id);if(fresh)document.getElementById(id).innerHTML=fresh.innerHTML}
 const code=document.getElementById('promotion_code');
 if(before&&code){code.value=before.value;if(focused)code.focus()}
});
</script>`

/** Tells the seller's page how tall this one is, so that nothing scrolls inside the frame. */
const FRAME_SCRIPT = `<script>
new ResizeObserver(()=>parent.postMessage({height:document.body.offsetHeight},'*')).observe(document.body);
</script>`

const PAID_SCRIPT = `<script>parent.postMessage({complete:true},'*')</script>`

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
      <form id="payment" method="post" action="${pagePath(session)}" novalidate>
        <button name="action" value="default" hidden></button>
        <div class="columns">
          ${summary(checkout, entry, problems)}${paymentForm({ checkout, entry, problems }, notice)}
        </div>
      </form>
    </main>
    ${raw(SCRIPT)}`
  return document(`${wrong ? 'Error: ' : ''}${seller}`, session, body)
}

/** One message, and where to go from there: for a session that is done or over, and for addresses that are none. */
export function messagePage(
  checkout: Checkout | undefined,
  { title, text, link }: { title: string; text: string; link?: { href: string; label: string } },
): string {
  const body = html`<main class="single">
    <h2>${title}</h2>
    <p>${text}</p>
    ${link ? html`<p><a href="${link.href}">${link.label}</a></p>` : ''}
  </main>`
  return document(title, checkout?.session, body)
}

/** Inside a frame nobody can be sent on from here: the seller's page is told, and its script does it. */
export function paidInFrame({ session }: Checkout): string {
  const body = html`<main class="single">
      <h2>Payment received</h2>
      <p>One moment.</p>
    </main>
    ${raw(PAID_SCRIPT)}`
  return document('Payment received', session, body)
}

/** The bank's page of a 3-D Secure card. */
export function challengePage(checkout: Checkout): string {
  const { session } = checkout
  const body = html`<main class="single">
    <h2>3D Secure 2 test page</h2>
    <p>This is a test bank's authentication page. Choose what the cardholder does.</p>
    <form method="post" action="${pagePath(session)}/challenge">
      <button class="primary" name="answer" value="complete">Complete</button>
      <button class="wide" name="answer" value="fail">Fail</button>
    </form>
  </main>`
  return document('Authentication', session, body)
}
