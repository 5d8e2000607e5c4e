import { randomUUID } from 'node:crypto'
import type { System } from './system'

/** A learner with cookies but without scripts, who fills our own page. */
export type Visitor = {
  /** Opens the Purchase link, fills the form and continues: the address at Stripe one is sent to; undefined when the
   * server died, or sent one nowhere. */
  readonly checkOut: () => Promise<string | undefined>
}

const SKU = 'RU-LAB-LOCKS'

export function newVisitor(system: System): Visitor {
  const who = { email: `${randomUUID()}@example.com`, smid: `ACME-${randomUUID().slice(0, 8)}` }
  const address = Array.from({ length: 4 }, () => 1 + Math.floor(Math.random() * 254)).join('.')
  const cookies = new Map<string, string>()
  const go = async (path: string, form?: FormData): Promise<Response> => {
    const answer = await fetch(new URL(path, system.appUrl), {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-forwarded-for': address,
        ...(form === undefined ? {} : { origin: system.appUrl }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return answer
  }
  const checkOut = async (): Promise<string | undefined> => {
    const link = await go(`/university/checkout?sku=${SKU}&smid=${who.smid}`)
    const page = link.headers.get('location') ?? '/'
    const form = fields(await (await go(page)).text())
    form.set('email', who.email)
    form.set('country', 'US')
    form.set('confirmed', 'yes')
    const answer = await go(page, form)
    return answer.headers.get('location') ?? undefined
  }
  return { checkOut: () => checkOut().catch(() => undefined) }
}

/** The hidden fields of the checkout's form, by which the server knows which action is meant. */
function fields(html: string): FormData {
  const form = new FormData()
  const text = /<form[^>]*class="checkout-form"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  for (const [tag] of text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    if (name !== undefined) form.set(decode(name), decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''))
  }
  return form
}

function decode(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&quot;': '"',
    '&amp;': '&',
    '&#x27;': "'",
    '&lt;': '<',
    '&gt;': '>',
  }
  return text.replaceAll(/&(?:quot|amp|#x27|lt|gt);/g, (entity) => named[entity] ?? entity)
}
