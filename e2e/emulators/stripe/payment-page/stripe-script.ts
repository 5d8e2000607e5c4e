/**
 * What a page gets in place of Stripe's browser script: `window.Stripe`, as far as an embedded payment form needs it.
 * The refusals' wording was seen at Stripe's script where no comment says otherwise.
 */
export function stripeScript(origin: string, releaseTrain: string): string {
  return `const ORIGIN=${JSON.stringify(origin)},TRAIN=${JSON.stringify(releaseTrain)};${SCRIPT}`
}

const SCRIPT = `
(() => {
  const refusal = message => Object.assign(new Error(message), { name: 'IntegrationError' })
  let alive = false

  function Stripe(key) {
    if (typeof key !== 'string') throw refusal('Missing value for Stripe(): apiKey should be a string.')
    if (key === '') throw refusal('Please call Stripe() with your publishable key. You used an empty string.')
    if (/^[sr]k_/.test(key)) throw refusal('You should not use your secret key with Stripe.js. Please pass a publishable key instead.')
    if (!/^pk_(test|live)_\\w+$/.test(key)) throw refusal('Invalid API Key provided: ' + key.slice(0, 8)) // guess
    return { _registerWrapper() {}, createEmbeddedCheckoutPage: options => create(key, options) }
  }

  // After a failed start, too, no other form can be made in this page.
  async function create(key, options) {
    if (alive) throw refusal('You cannot have multiple Embedded Checkout objects.')
    alive = true
    const secret = options.fetchClientSecret ? await options.fetchClientSecret() : options.clientSecret
    if (!/^cs_(test|live)_\\w+_secret_[\\w%]+$/.test(secret)) throw refusal('The client secret is not one of a Checkout Session.') // guess
    const answer = await fetch(ORIGIN + '/c/embedded/' + encodeURIComponent(secret) + '/init?key=' + encodeURIComponent(key))
    const body = await answer.json()
    if (!answer.ok) throw refusal(body.error.message)
    return form(body, options)
  }

  function form(init, options) {
    let frame, destroyed = false
    const hear = event => {
      if (!frame || event.source !== frame.contentWindow || event.origin !== ORIGIN) return
      if (event.data.height) frame.style.height = event.data.height + 'px'
      if (!event.data.complete) return
      if (init.return_url) location.assign(init.return_url)
      else if (options.onComplete) options.onComplete()
    }
    addEventListener('message', hear)
    return {
      mount(where) {
        if (destroyed) throw refusal('This Embedded Checkout instance has already been destroyed.') // guess
        if (frame) throw refusal('This Embedded Checkout instance is already mounted.') // guess
        const place = typeof where === 'string' ? document.querySelector(where) : where
        if (!place) throw refusal('Invalid DOM element. Call checkout.mount() with a valid DOM element or selector.') // guess
        frame = document.createElement('iframe')
        frame.title = 'Secure payment form'
        frame.name = 'embedded-checkout'
        frame.allow = 'payment *'
        frame.style.width = '100%'
        frame.style.height = '700px'
        frame.style.border = '0'
        frame.style.display = 'block'
        frame.src = init.page
        place.append(frame)
      },
      unmount() {
        if (frame) frame.remove()
        frame = undefined
      },
      destroy() {
        this.unmount()
        removeEventListener('message', hear)
        destroyed = true
        alive = false
      },
    }
  }

  Stripe.version = TRAIN
  window.Stripe = Stripe
})()
`
