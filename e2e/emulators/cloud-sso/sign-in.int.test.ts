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

describe('signing in', () => {
  it('describes itself below its issuer', async () => {
    const found = await new TestApplication(sso, 'cloud').discover()
    expect(found).toMatchObject({
      issuer: `${sso.url}/cloud`,
      authorization_endpoint: `${sso.url}/cloud/auth`,
      token_endpoint: `${sso.url}/cloud/token`,
      jwks_uri: `${sso.url}/cloud/jwks`,
      userinfo_endpoint: `${sso.url}/cloud/me`,
      end_session_endpoint: `${sso.url}/cloud/session/end`,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
    })
  })

  it('names a person and their account in the ID token', async () => {
    expect(await signIn(sso, browser, 'cloud-lena')).toMatchObject({
      sub: 'cloud-lena',
      name: 'Lena Rivera',
      email: 'l.rivera@example.com',
      email_verified: true,
      smid: 'ACME-4821',
      contact_id: '0035000001',
    })
    expect(await signIn(sso, new TestBrowser(), 'cloud-tom')).toMatchObject({
      sub: 'cloud-tom',
      smid: 'ACME-4821',
      contact_id: '0035000002',
    })
  })

  it('carries state and issuer back', async () => {
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser)
    const { url } = await browser.submit(page, { subject: 'cloud-lena' })
    expect(url.origin + url.pathname).toBe(application.callback)
    expect(url.searchParams.get('state')).toBe(application.state)
    expect(url.searchParams.get('iss')).toBe(sso.cloudIssuer)
  })

  it('gives no account to who has none, and shows claims nobody may believe', async () => {
    const sam = await signIn(sso, browser, 'cloud-sam')
    expect(sam['email']).toBe('s.field@example.com')
    expect(Object.keys(sam)).not.toContain('smid')
    expect(Object.keys(sam)).not.toContain('contact_id')
    const eve = await signIn(sso, new TestBrowser(), 'cloud-eve')
    expect([eve['role'], eve['roles']]).toEqual(['admin', ['admin']])
    expect((await signIn(sso, new TestBrowser(), 'cloud-uma'))['email_verified']).toBe(false)
  })

  it('brings only the claims of the scopes asked for', async () => {
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser, { scope: 'openid' })
    const claims = await application.claims(await browser.submit(page, { subject: 'cloud-lena' }))
    expect(claims['smid']).toBe('ACME-4821')
    expect(claims['email']).toBeUndefined()
  })

  it('answers the userinfo endpoint', async () => {
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser)
    const { body } = await application.redeem(await browser.submit(page, { subject: 'cloud-mei' }))
    const authorization = `Bearer ${String(body['access_token'])}`
    const answer = await fetch(`${sso.cloudIssuer}/me`, { headers: { authorization } })
    expect(await answer.json()).toMatchObject({ sub: 'cloud-mei', smid: 'NIMBUS-77' })
  })

  it('calls the claims what it is told to', async () => {
    const claimNames = { smid: 'https://redis.io/smid', contactId: 'sf_contact' }
    const other = await startCloudSsoEmulator({ ...OPTIONS, claimNames })
    const claims = await signIn(other, browser, 'cloud-lena').finally(() => other.close())
    expect(claims).toMatchObject({ 'https://redis.io/smid': 'ACME-4821', sf_contact: '0035000001' })
    expect(claims['smid']).toBeUndefined()
  })

  it('writes nothing to the console', async () => {
    const said = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
    const other = await startCloudSsoEmulator(OPTIONS)
    const { idToken } = await signIn(other, browser, 'cloud-lena').finally(() => other.close())
    expect(idToken).not.toBe('')
    expect(said.flatMap(({ mock }) => mock.calls)).toEqual([])
    said.forEach((spy) => spy.mockRestore())
  })
})

describe('what it refuses', () => {
  const withCode = async (subject = 'cloud-lena') => {
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser)
    return { application, callback: await browser.submit(page, { subject }) }
  }

  it('a wrong PKCE verifier, and a code used twice', async () => {
    const { application, callback } = await withCode()
    const wrong = 'wrong-verifier-wrong-verifier-wrong-verifier'
    expect(await application.redeem(callback, { verifier: wrong })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    const next = await withCode()
    const { body } = await next.application.redeem(next.callback)
    const userinfo = () =>
      fetch(`${sso.cloudIssuer}/me`, { headers: { authorization: `Bearer ${String(body['access_token'])}` } })
    expect((await userinfo()).status).toBe(200)
    expect(await next.application.redeem(next.callback)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect((await userinfo()).status).toBe(401)
  })

  it('a wrong client secret', async () => {
    const { application, callback } = await withCode()
    expect(await application.redeem(callback, { secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    expect((await application.redeem(callback)).status).toBe(200)
  })

  it('an address to return to that is not registered', async () => {
    const page = await new TestApplication(sso, 'cloud').open(browser, {
      redirect_uri: 'http://localhost:3000/elsewhere',
    })
    expect(page.status).toBe(400)
    expect(page.html).toContain('invalid_redirect_uri')
  })

  it.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['no PKCE method', { code_challenge_method: '' }],
  ])('%s', async (_name, params) => {
    const { url } = await new TestApplication(sso, 'cloud').open(browser, params)
    expect(url.searchParams.get('error')).toBe('invalid_request')
  })

  it('a person it does not know, and a sign-in that is over', async () => {
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser)
    expect((await browser.submit(page, { subject: 'staff-ada' })).html).toContain('Choose who you are')
    expect((await new TestBrowser().submit(page, { subject: 'cloud-lena' })).status).toBe(400)
    await browser.submit(page, { subject: 'cloud-lena' })
    expect((await browser.submit(page, { subject: 'cloud-lena' })).html).toContain('no longer open')
  })

  it('who goes back', async () => {
    const page = await new TestApplication(sso, 'cloud').open(browser)
    const { url } = await browser.submit(page, { cancel: 'yes' })
    expect(url.searchParams.get('error')).toBe('access_denied')
  })
})
