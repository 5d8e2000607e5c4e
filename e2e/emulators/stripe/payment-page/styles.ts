import type Stripe from 'stripe'
import { raw } from './html'

/** Black or white, whichever reads better on a colour (relative luminance, WCAG 2.2). */
export function readableOn(colour: string): '#ffffff' | '#1a1f36' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) >= 4.5 ? '#ffffff' : '#1a1f36'
}

const RADIUS: Record<string, string> = { rectangular: '0', rounded: '6px', pill: '22px' }

/** The page's look, in the seller's colours. Checked before they get here: six hexadecimal digits each. */
export function styles(branding: Stripe.Checkout.Session.BrandingSettings | undefined) {
  const back = branding?.background_color ?? '#ffffff'
  const button = branding?.button_color ?? '#0074d4'
  const radius = RADIUS[branding?.border_style ?? 'rounded'] ?? '6px'
  const colours = `:root{--back:${back};--on-back:${readableOn(back)};--button:${button};--on-button:${readableOn(button)};--radius:${radius}}`
  return raw(`<style>${colours}${SHEET}</style>`)
}

const SHEET = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1a1f36;background:#fff}
.banner{margin:0;padding:8px 20px;background:#fff3cd;color:#4a3500;font-size:14px;text-align:center}
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);min-height:calc(100vh - 37px)}
.summary{background:var(--back);color:var(--on-back);padding:48px 56px 48px 24px;display:flex;justify-content:flex-end}
.pay{padding:48px 24px 48px 56px;box-shadow:-8px 0 24px rgba(0,0,0,.06)}
.summary>div,.pay>div{width:100%;max-width:420px}
.back{display:inline-flex;align-items:center;gap:10px;min-height:24px;color:inherit;text-decoration:none;font-weight:500}
.back:hover span:last-child{text-decoration:underline}
.what{margin:32px 0 0;font-size:16px;font-weight:500;opacity:.8}
.amount{margin:2px 0 32px;font-size:38px;line-height:1.2;font-weight:600;letter-spacing:-.02em}
.lines{margin:0;padding:0;list-style:none}
.row{display:flex;justify-content:space-between;gap:24px;padding:10px 0;font-size:15px}
.row b{font-weight:600}.row>*{min-width:0;overflow-wrap:anywhere}.row>:last-child{flex:none;white-space:nowrap}.row>.code:last-child{flex:1;white-space:normal}
.row small{display:block;font-size:14px;opacity:.8}
.line{border-top:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.total{font-weight:600;font-size:16px}
h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
h2{margin:32px 0 12px;font-size:19px;line-height:1.3;font-weight:600}
h2:first-child{margin-top:0}
label,legend{display:block;margin:0 0 4px;font-size:14px;font-weight:500;color:#30313d}
input,select{width:100%;min-height:44px;padding:8px 12px;font:inherit;color:#1a1f36;background:#fff;border:1px solid #a3acb9;border-radius:min(var(--radius),10px)}
input[readonly]{background:#f6f8fa;color:#545969}
input[aria-invalid=true]{border-color:#b3093c}
.field{margin:0 0 14px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
.problem{margin:4px 0 0;color:#b3093c;font-size:14px}
.notice{margin:0 0 20px;padding:12px 14px;border:1px solid #df1b41;border-radius:min(var(--radius),10px);background:#fff5f7;color:#8f0730}
.hint{margin:4px 0 0;font-size:14px;color:#545969}
details{margin:0 0 14px;border:1px solid #d5dbe1;border-radius:min(var(--radius),10px);padding:0 14px}
summary{min-height:44px;padding:9px 0;cursor:pointer;font-weight:500}
details .field:last-child{margin-bottom:14px}
fieldset{margin:0 0 14px;padding:0;border:0}
.choice{display:flex;gap:10px;align-items:flex-start;min-height:28px;margin:0 0 10px;font-weight:400;font-size:15px}
.choice input{flex:none;width:20px;min-height:20px;height:20px;margin:2px 0 0;accent-color:var(--button)}
.inline{display:flex;gap:8px}.inline input{flex:1;min-width:0}
button{min-height:44px;padding:8px 16px;font:inherit;font-weight:600;border-radius:var(--radius);border:1px solid #a3acb9;background:#fff;color:#1a1f36;cursor:pointer}
button.primary{width:100%;min-height:48px;margin-top:8px;border-color:transparent;background:var(--button);color:var(--on-button);font-size:17px}
button.wide{width:100%;margin-top:10px}
.summary button{background:transparent;border-color:color-mix(in srgb,currentColor 40%,transparent);color:inherit}
.summary label{color:inherit}.summary .problem{color:inherit;font-weight:600}
.tag{display:inline-flex;align-items:center;gap:8px}
:focus-visible{outline:3px solid #1a1f36;outline-offset:2px}
.summary :focus-visible{outline-color:var(--on-back)}
.text{margin:14px 0 0;font-size:14px;color:#545969}
.foot{margin:28px 0 0;font-size:13px;color:#545969}
.foot a{color:inherit}
.single{max-width:460px;margin:0 auto;padding:72px 24px;text-align:center}
.single h2{font-size:26px}
.single a{color:#0055a3}
.single form{margin:20px 0 0}
.framed,.framed .columns{min-height:0}
@media(max-width:820px){
.columns{display:block;min-height:0}
.summary{padding:20px 20px 28px;justify-content:flex-start}
.pay{padding:28px 20px 48px;box-shadow:none}
.summary>div,.pay>div{max-width:560px;margin:0 auto}
.what{margin-top:20px}.amount{font-size:34px;margin-bottom:20px}
}`
