import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CloudSsoEmulator, startCloudSsoEmulator } from './start'
import { OPTIONS, signIn, TestApplication } from './test-application'
import { TestBrowser } from './test-browser'

let sso: CloudSsoEmulator
let browser: TestBrowser
beforeEach(async () => {
  sso = await startCloudSsoEmulator(OPTIONS)
  browser = new TestBrowser()
})
afterEach(() => sso.close())

const state = async () => (await fetch(`${sso.url}/_emulator/state`)).json()

describe('the session at the login', () => {
  it('makes a second sign-in silent, and prompt=login asks again', async () => {
    await signIn(sso, browser, 'cloud-lena')
    const second = new TestApplication(sso, 'cloud')
    const callback = await second.open(browser)
    expect(callback.url.hostname).toBe('localhost')
    expect(await second.claims(callback)).toMatchObject({ sub: 'cloud-lena' })
    const third = await new TestApplication(sso, 'cloud').open(browser, { prompt: 'login' })
    expect(third.html).toContain('Choose who you are')
  })

  it('lets another person sign in with prompt=login', async () => {
    await signIn(sso, browser, 'cloud-lena')
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser, { prompt: 'login' })
    // The provider first signs the old person out, by a page whose form sends itself.
    const between = await browser.submit(page, { subject: 'cloud-tom' })
    const claims = await application.claims(await browser.submit(between))
    expect(claims).toMatchObject({ sub: 'cloud-tom', email: 't.okafor@example.com' })
    expect((await state()).cloud.sessions).toBe(1)
  })

  it('answers prompt=none without a page', async () => {
    const none = (params = {}) =>
      new TestApplication(sso, 'cloud').open(browser, { prompt: 'none', ...params })
    expect((await none()).url.searchParams.get('error')).toBe('login_required')
    await signIn(sso, browser, 'cloud-lena')
    expect((await none()).url.searchParams.get('code')).not.toBeNull()
  })

  it('asks again when the sign-in is older than max_age, and says when it was', async () => {
    await signIn(sso, browser, 'cloud-lena')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
    try {
      const asked = await new TestApplication(sso, 'cloud').open(browser, { max_age: '60' })
      expect(asked.html).toContain('Choose who you are')
      const application = new TestApplication(sso, 'cloud')
      const silent = await application.claims(await application.open(browser, { max_age: '300' }))
      expect(silent['auth_time']).toBeLessThan(Date.now() / 1000 - 100)
    } finally {
      vi.useRealTimers()
    }
  })

  it('asks no consent, even when told to', async () => {
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser, { prompt: 'login consent' })
    const claims = await application.claims(await browser.submit(page, { subject: 'cloud-lena' }))
    expect(claims.sub).toBe('cloud-lena')
  })

  it('ends at sign-out, and leads back to the app', async () => {
    const { idToken } = await signIn(sso, browser, 'cloud-lena')
    const end = new URL((await new TestApplication(sso, 'cloud').discover()).end_session_endpoint)
    end.searchParams.set('id_token_hint', idToken)
    end.searchParams.set('post_logout_redirect_uri', `${OPTIONS.appUrl}/university`)
    end.searchParams.set('state', 'back')
    const asked = await browser.open(end)
    expect(asked.html).toContain('.click()')
    const done = await browser.submit(asked, { logout: 'yes' })
    expect(done.url.href).toBe(`${OPTIONS.appUrl}/university?state=back`)
    expect((await state()).cloud).toMatchObject({ sessions: 0, grants: 0 })
    expect((await new TestApplication(sso, 'cloud').open(browser)).html).toContain('Choose who you are')
  })

  it('asks before a sign-out without an ID token, and refuses a foreign address', async () => {
    await signIn(sso, browser, 'cloud-lena')
    const asked = await browser.open(`${sso.cloudIssuer}/session/end`)
    expect(asked.html).toContain('Sign out')
    expect(asked.html).not.toContain('.click()')
    expect((await browser.submit(asked, { logout: 'yes' })).html).toContain('You are signed out')
    const foreign = new URL(`${sso.cloudIssuer}/session/end`)
    foreign.searchParams.set('client_id', OPTIONS.clients.cloud.id)
    foreign.searchParams.set('post_logout_redirect_uri', 'https://attacker.example/')
    expect((await browser.open(foreign)).status).toBe(400)
  })

  it('of customers is not the session of staff', async () => {
    await signIn(sso, browser, 'cloud-lena')
    const none = await new TestApplication(sso, 'staff').open(browser, { prompt: 'none' })
    expect(none.url.searchParams.get('error')).toBe('login_required')
    const ada = await signIn(sso, browser, 'staff-ada')
    expect(ada).toMatchObject({ iss: sso.staffIssuer, email: 'ada@redis.example', email_verified: true })
    const again = new TestApplication(sso, 'cloud')
    expect((await again.claims(await again.open(browser))).sub).toBe('cloud-lena')
    expect(browser.cookieNames().filter((name) => !name.endsWith('.sig'))).toEqual(
      expect.arrayContaining(['cloud_sso', 'staff_sso']),
    )
    const secret = OPTIONS.clients.cloud.secret
    const staff = new TestApplication(sso, 'staff')
    expect((await staff.redeem(await staff.open(browser), { secret })).status).toBe(401)
  })
})
