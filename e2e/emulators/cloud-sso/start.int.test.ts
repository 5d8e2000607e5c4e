import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
const setFaults = (faults: unknown) =>
  fetch(`${sso.url}/_emulator/faults`, { method: 'POST', body: JSON.stringify(faults) })

describe('the control door', () => {
  it('shows people and counts, and no secrets', async () => {
    await signIn(sso, browser, 'cloud-lena')
    const shown = await state()
    expect(shown.cloud).toMatchObject({ sessions: 1, grants: 1 })
    expect(shown.staff).toMatchObject({ sessions: 0, grants: 0 })
    expect(shown.cloud.people.map(({ subject }: { subject: string }) => subject)).toContain('cloud-uma')
    expect(JSON.stringify(shown)).not.toContain('secret')
  })

  it('signs everybody out', async () => {
    await signIn(sso, browser, 'cloud-lena')
    expect((await fetch(`${sso.url}/_emulator/state`, { method: 'DELETE' })).status).toBe(204)
    expect((await state()).cloud).toMatchObject({ sessions: 0, grants: 0 })
    expect((await new TestApplication(sso, 'cloud').open(browser)).html).toContain('Choose who you are')
  })

  it('adds people, and replaces one with the same subject', async () => {
    const post = (realm: string, person: unknown) =>
      fetch(`${sso.url}/_emulator/people/${realm}`, { method: 'POST', body: JSON.stringify(person) })
    const zoe = { subject: 'cloud-zoe', name: 'Zoë <Ø>', email: 'z@example.com', smid: 'ZED-1' }
    expect((await post('cloud', zoe)).status).toBe(201)
    const page = await new TestApplication(sso, 'cloud').open(browser)
    expect(page.html).toContain('>Zoë &#60;Ø&#62;</button>')
    expect(await signIn(sso, new TestBrowser(), 'cloud-zoe')).toMatchObject({ smid: 'ZED-1' })
    sso.addPerson('cloud', { ...zoe, smid: 'ZED-2' })
    expect(await signIn(sso, new TestBrowser(), 'cloud-zoe')).toMatchObject({ smid: 'ZED-2' })
    expect((await post('cloud', { ...zoe, email: 'nobody' })).status).toBe(400)
    expect((await post('nowhere', zoe)).status).toBe(404)
  })

  it('breaks what faults tell it to, and heals', async () => {
    const discovery = `${sso.cloudIssuer}/.well-known/openid-configuration`
    await setFaults([
      { match: 'GET /cloud/.well-known/openid-configuration', status: 503, times: 1 },
      { match: 'GET /staff/.well-known/openid-configuration', drop: true, times: 1 },
      { match: 'POST /cloud/token', status: 500, body: '{}', contentType: 'application/json', times: 1 },
      { match: 'POST /cloud/token', delayMs: 1, times: 1 },
    ])
    expect((await fetch(discovery)).status).toBe(503)
    expect((await fetch(discovery)).status).toBe(200)
    const staffDiscovery = `${sso.staffIssuer}/.well-known/openid-configuration`
    await expect(fetch(staffDiscovery)).rejects.toThrow('fetch failed')
    const application = new TestApplication(sso, 'cloud')
    const page = await application.open(browser)
    const callback = await browser.submit(page, { subject: 'cloud-lena' })
    expect((await application.redeem(callback)).status).toBe(500)
    expect((await application.redeem(callback)).status).toBe(200)
    expect(await (await fetch(`${sso.url}/_emulator/faults`)).json()).toEqual([])
  })

  it('knows nothing elsewhere', async () => {
    expect((await fetch(`${sso.url}/`)).status).toBe(404)
    expect((await fetch(`${sso.url}/cloudy/auth`)).status).toBe(404)
    expect((await fetch(`${sso.url}/cloud`)).status).toBe(404)
  })
})
