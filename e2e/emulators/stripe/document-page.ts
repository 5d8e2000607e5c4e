import { type DocumentModel, type Fact, TEST_NOTICE } from './document-model'
import { type Html, html, raw } from './payment-page/html'

const STYLE = `<style>
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1a1f36;background:#f6f8fa}
.banner{margin:0;padding:8px 20px;background:#fff3cd;color:#4a3500;font-size:14px;text-align:center}
main{max-width:760px;margin:24px auto;padding:32px;background:#fff;border:1px solid #d5dbe1;border-radius:8px;overflow-wrap:anywhere}
h1{margin:0 0 4px;font-size:26px}h2{margin:24px 0 4px;font-size:16px}
.headline{margin:0 0 20px;font-size:20px;font-weight:600}
a.button{display:inline-block;min-height:44px;padding:9px 18px;border-radius:6px;background:#1a1f36;color:#fff;font-weight:600;text-decoration:none}
a.button:focus-visible{outline:3px solid #0055a3;outline-offset:2px}
dl{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:4px 16px;margin:20px 0}dt{font-weight:600}dd{margin:0}
.sums{grid-template-columns:minmax(0,1fr) auto;max-width:440px;margin-left:auto}.sums dt{font-weight:400}.sums dd{text-align:right;white-space:nowrap}.sums .total{font-weight:600}
.parties{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:0 32px}
.parties p{margin:0}
table{width:100%;margin-top:28px;border-collapse:collapse}th{font-size:14px;color:#545969;text-align:left}
th,td{padding:8px 8px 8px 0;border-bottom:1px solid #d5dbe1;vertical-align:top}
td:nth-child(n+2),th:nth-child(n+2){text-align:right;white-space:nowrap;padding-left:8px}
.remark{margin:6px 0;font-size:14px}.foot{color:#545969;font-size:14px;white-space:pre-line}
td:last-child,th:last-child{padding-right:0}
@media(max-width:600px){main{margin:0;padding:20px;border:0}dl{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
tr{display:grid;grid-template-columns:1fr 2fr 2fr;border-bottom:1px solid #d5dbe1}
tr>*{border:0}tr>:first-child{grid-column:1/-1;padding-bottom:0}tr>:nth-child(2){padding-left:0;text-align:left}}
</style>`

/** The same document as a page: the hosted invoice. */
export function documentPage(model: DocumentModel, pdf: string): string {
  const title = `${model.name} ${model.number}`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${raw(STYLE)}
      </head>
      <body>
        <header class="banner">${TEST_NOTICE}</header>
        <main>
          <h1>${title}</h1>
          <p class="headline">${model.headline}</p>
          ${pdf === '' ? '' : html`<a class="button" href="${pdf}">Download ${model.name.toLowerCase()}</a>`}
          ${list(model.facts, '')} ${parties(model)} ${table(model)} ${list(model.sums, 'sums')}
          ${model.remarks.map((remark) => html`<p class="remark">${remark}</p>`)}
          ${model.footer ? html`<p class="foot">${model.footer}</p>` : ''}
        </main>
      </body>
    </html>`.text
}

function list(facts: readonly Fact[], kind: string): Html {
  return html`<dl class="${kind}">
    ${facts.map(([name, value]) => {
      const weight = name === 'Total' ? 'total' : ''
      return html`<dt class="${weight}">${name}</dt>
        <dd class="${weight}">${value}</dd>`
    })}
  </dl>`
}

function parties({ seller, buyer }: DocumentModel): Html {
  return html`<div class="parties">
    ${[seller, buyer].map(
      ({ title, lines }) =>
        html`<div>
          <h2>${title}</h2>
          ${lines.map((line) => html`<p>${line}</p>`)}
        </div>`,
    )}
  </div>`
}

function table({ lines }: DocumentModel): Html {
  return html`<table>
    <thead>
      <tr>
        <th>Description</th>
        <th>Qty</th>
        <th>Unit price</th>
        <th>Amount</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        ({ description, quantity, unitPrice, amount }) =>
          html`<tr>
            <td>${description}</td>
            <td>${quantity}</td>
            <td>${unitPrice}</td>
            <td>${amount}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
