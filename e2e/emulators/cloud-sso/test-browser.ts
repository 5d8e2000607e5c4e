type Cookie = { readonly name: string; readonly value: string; readonly path: string }

export type Visit = { readonly url: URL; readonly status: number; readonly html: string }

/** A browser without a screen: keeps cookies by name and path, follows redirects, sends forms. */
export class TestBrowser {
  #cookies: Cookie[] = []

  /** The names of the cookies it holds. */
  cookieNames(): string[] {
    return this.#cookies.map(({ name }) => name)
  }

  /** Follows redirects until a page is shown, or until one leads away from 127.0.0.1, which is not requested. */
  async open(address: string | URL, form?: Readonly<Record<string, string>>): Promise<Visit> {
    let [url, body] = [new URL(address), form]
    for (let hops = 0; hops < 10; hops += 1) {
      if (url.hostname !== '127.0.0.1') return { url, status: 0, html: '' }
      const response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: this.#cookiesFor(url), accept: 'text/html' },
        ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
      })
      this.#keep(response)
      const location = response.headers.get('location')
      if (location === null) return { url, status: response.status, html: await response.text() }
      ;[url, body] = [new URL(location, url), undefined]
    }
    throw new Error(`Redirected without end at ${url.href}`)
  }

  /** Sends the page's form with its hidden fields and `fields`, as pressing a button does. */
  submit({ url, html }: Visit, fields: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const action = /<form[^>]*\baction="([^"]*)"/.exec(html)?.[1]
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    const kept = Object.fromEntries(hidden.map(([, name, value]) => [name, value]))
    return this.open(new URL(action ?? url.href, url), { ...kept, ...fields })
  }

  #cookiesFor({ pathname }: URL): string {
    const sent = this.#cookies.filter(({ path }) =>
      `${pathname}/`.startsWith(path === '/' ? path : `${path}/`),
    )
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/; */)
      const [name = '', value = ''] = pair.split('=')
      const read = (key: string) => attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))
      const path = read('path')?.slice('path='.length) ?? '/'
      const expires = read('expires')?.slice('expires='.length)
      this.#cookies = this.#cookies.filter((other) => other.name !== name || other.path !== path)
      if (expires === undefined || Date.parse(expires) > Date.now()) this.#cookies.push({ name, value, path })
    }
  }
}
