import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { catalogState, draftNow, labDraft, saveDraftOf } from './catalog-by-hand'
import { newUnit, publishNow, saved } from './catalog-walk'
import { expect, test } from './fixture'
import type { System } from './fixture'
import { inspect, picture } from './inspect'
import { as } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

const plainImage = (width = 1800, height = 900) =>
  sharp({ create: { width, height, channels: 3, background: '#d52d1f' } })
/** As a telephone makes it: turned on its side, with the place in it. */
const fromCamera = () =>
  plainImage()
    .withExif({ IFD0: { Make: 'Snooper', Orientation: '6' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hurt=1"><rect width="9" height="9"/></svg>',
)

test('an image by the form: what is none is refused in words, what is one is kept without anything hidden in it', async ({
  browser,
  request,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const unit = await newUnit(page, system)
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.getByLabel(/^Choose an(other)? image/).setInputFiles({ name, mimeType, buffer })
  const png = await plainImage(40, 30).png().toBuffer()
  const refused = [
    ['drawing.svg', 'image/svg+xml', svg, 'Choose a JPEG, PNG or WebP file'],
    ['drawing.png', 'image/png', svg, 'Choose a JPEG, PNG or WebP file'],
    [
      'page.jpg',
      'image/jpeg',
      Buffer.from('<html><script>window.hurt=1</script>'),
      'Choose a JPEG, PNG or WebP file',
    ],
    ['small.gif', 'image/gif', await plainImage(9, 9).gif().toBuffer(), 'Choose a JPEG, PNG or WebP file'],
    ['cut.png', 'image/png', png.subarray(0, 60), 'The file is damaged or cut off'],
    ['empty.png', 'image/png', Buffer.alloc(0), 'There is nothing in this file'],
    [
      'heavy.png',
      'image/png',
      Buffer.concat([png, Buffer.alloc(9_000_000)]),
      'An image may weigh 8 MB at most',
    ],
    ['wide.png', 'image/png', await plainImage(9_000, 6_000).png().toBuffer(), 'at most 50 megapixels'],
  ] as const
  for (const [name, type, bytes, words] of refused) {
    await choose(name, type, bytes)
    await expect(page.locator('.field-error').filter({ hasText: words }), name).toBeVisible()
  }
  expect(await page.evaluate(() => 'hurt' in window)).toBe(false)
  await inspect(page, 'files-refused')
  await choose('../../../etc/passwd.jpg', 'image/jpeg', await fromCamera())
  await page.getByLabel('What the image shows').fill('A red field')
  await saved(page)
  const shown = page.getByRole('img', { name: 'A red field' })
  await expect(shown).toHaveAttribute('src', /^\/university\/images\/[0-9a-f]{64}-small\.webp$/)
  await expect(page.locator('.field-error')).toHaveCount(0)
  await picture(page, 'files-kept')
  expect((await draftNow(system, unit)).content).toMatchObject({ image: { width: '900', height: '1800' } })

  const small = (await shown.getAttribute('src')) ?? ''
  for (const [path, width] of [
    [small, 480],
    [small.replace('small', 'large'), 900],
  ] as const) {
    const answer = await request.get(system.appUrl + path)
    expect(answer.headers()).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    })
    const bytes = await answer.body()
    expect(bytes.includes('Snooper')).toBe(false)
    const looked = await sharp(bytes).metadata()
    expect([looked.format, looked.width, looked.exif, looked.icc, looked.xmp]).toEqual([
      'webp',
      width,
      undefined,
      undefined,
      undefined,
    ])
  }
  for (const path of [
    small.replace('small', 'huge'),
    '/university/images/..%2f..%2fetc%2fpasswd',
    `${small}/x`,
    small.slice(0, -11),
  ])
    expect((await request.get(system.appUrl + path)).status(), path).toBe(404)
})

test('an image past the form: only by marketing, from our own pages, and one at a time', async ({
  browser,
  request,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const image = { name: 'x.png', mimeType: 'image/png', buffer: await plainImage(50, 40).png().toBuffer() }
  const address = `${system.appUrl}/staff/catalog/images`
  const post = async (
    who: Pick<Page, 'request'>,
    headers: Record<string, string> = { origin: system.appUrl },
  ) => (await who.request.post(address, { headers, multipart: { image } })).status()
  const before = await catalogState(system)
  expect(await post({ request })).toBe(401)
  for (const role of ['finance', 'support', 'admin'] as const)
    expect(await post(await as(browser, system, role)), role).toBe(403)
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: system.appUrl, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ])
    expect(await post(page, headers), JSON.stringify(headers)).toBe(403)
  const headers = { origin: system.appUrl }
  const bodies = [{ other: image }, { image, again: image }, { image: 'words' }] as const
  for (const multipart of bodies)
    expect((await page.request.post(address, { headers, multipart })).status()).toBe(400)
  expect((await page.request.post(address, { headers, data: image.buffer })).status()).toBe(400)
  expect((await page.request.get(address)).status()).toBe(405)
  expect(await catalogState(system)).toEqual(before)
  expect(await post(page)).toBe(201)
})

/** The part of the file about one unit, with the images of all. */
function onlyUnit(file: string, sku: string): string {
  const [head = '', ...units] = file.slice(0, file.indexOf('\npages:')).split(/^(?=  - sku: )/m)
  const images = file.indexOf('\nimages:')
  return (
    head +
    units.filter((unit) => unit.startsWith(`  - sku: ${sku}\n`)).join('') +
    (images === -1 ? '' : file.slice(images))
  )
}

async function check(page: Page, text: string): Promise<void> {
  await page
    .getByLabel('Catalog file')
    .setInputFiles({ name: 'catalog.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Check the file' }).click()
}

async function exported(page: Page, system: System): Promise<string> {
  await page.goto(`${system.appUrl}/staff/catalog/transfer`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the catalog' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('catalog.yaml')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

test('the catalog goes out as a file and comes in again: as drafts, published, without scripts, with an image', async ({
  browser,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const unit = await newUnit(page, system)
  const kept = await page.request.post(`${system.appUrl}/staff/catalog/images`, {
    headers: { origin: system.appUrl },
    multipart: {
      image: { name: 'x.png', mimeType: 'image/png', buffer: await plainImage(80, 60).png().toBuffer() },
    },
  })
  const image = { ...((await kept.json()) as { id: string }), alt: 'A small field' }
  await saveDraftOf(page, system, unit, labDraft(unit.title, { image }))
  await publishNow(page)

  const file = onlyUnit(await exported(page, system), unit.sku)
  await inspect(page, 'transfer')
  await check(page, file)
  await expect(page.getByText('Nothing: all of it is here already.')).toBeVisible()

  const broken = file.replace('level: beginner', 'level: hard').replace('sale: announced', 'sale: sometimes')
  await check(page, broken)
  const line = (words: string) => broken.split('\n').findIndex((text) => text.includes(words)) + 1
  const wrong = page.getByRole('alert').filter({ hasText: 'Nothing was imported' })
  await expect(wrong.getByText(`line ${line('sale: sometimes')}: units.0.sale`)).toBeVisible()
  await expect(wrong.getByText(`line ${line('level: hard')}: units.0.content.level`)).toBeVisible()
  await inspect(page, 'transfer-broken')
  await check(page, '\tnot: [yaml')
  await expect(wrong.getByText('line 1: Tabs are not allowed as indentation')).toBeVisible()
  await page
    .getByLabel('Catalog file')
    .setInputFiles({ name: 'x.yaml', mimeType: 'application/yaml', buffer: Buffer.from([0xff, 0xfe, 0x00]) })
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('This file is not text').first()).toBeVisible()

  const before = await catalogState(system)
  await check(page, file.replace('tagline: Do it by hand.', 'tagline: Do it by file.'))
  await expect(page.getByRole('heading', { name: 'What this file does' })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: unit.title })
  await expect(row).toContainText('kept as a draft')
  await expect(row).toContainText('Outcome in one line')
  await inspect(page, 'transfer-plan')
  expect(await catalogState(system), 'checking writes nothing').toEqual(before)
  await page.getByRole('button', { name: 'Import as drafts' }).click()
  await expect(page.getByRole('heading', { name: 'The file is imported' })).toBeVisible()
  await picture(page, 'transfer-done')
  expect((await draftNow(system, unit)).content).toMatchObject({ tagline: 'Do it by file.' })

  // From another place: a unit and an image that are not here.
  const other = { sku: `${unit.sku}-B`, slug: `${unit.slug}-b` }
  const webp = await plainImage(80, 60).negate().webp().toBuffer()
  const id = createHash('sha256').update(webp).digest('hex')
  const travelled = `${file.slice(0, file.indexOf('\nimages:'))}
images:
  - id: ${id}
    webp: ${webp.toString('base64')}
`
    .replace(unit.sku, other.sku)
    .replace(`slug: ${unit.slug}`, `slug: ${other.slug}`)
    .replace(image.id, id)
  const plain = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  ).newPage()
  await plain.goto(`${system.appUrl}/staff/catalog/transfer`)
  await plain.getByRole('radio', { name: 'Published at once' }).check()
  await check(plain, travelled)
  await expect(plain.getByRole('row').filter({ hasText: other.sku })).toContainText('new')
  await expect(plain.getByText('1 new image.')).toBeVisible()
  await picture(plain, 'transfer-without-scripts')
  // Another file than the one looked at is not imported.
  await plain
    .getByLabel('Catalog file')
    .setInputFiles({ name: 'c.yaml', mimeType: 'application/yaml', buffer: Buffer.from(file) })
  await plain.getByRole('button', { name: 'Import and publish' }).click()
  await expect(plain.getByText('Nothing was imported:')).toBeVisible()
  await check(plain, travelled)
  await plain
    .getByLabel('Catalog file')
    .setInputFiles({ name: 'c.yaml', mimeType: 'application/yaml', buffer: Buffer.from(travelled) })
  await plain.getByRole('button', { name: 'Import and publish' }).click()
  await expect(plain.getByRole('heading', { name: 'The file is imported' })).toBeVisible()
  await page.goto(`${system.appUrl}/university/courses/${other.slug}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(unit.title)
  await expect(page.getByRole('img', { name: 'A small field' })).toHaveAttribute('src', new RegExp(id))
  expect(
    await (await page.request.get(`${system.appUrl}/university/images/${id}-large.webp`)).body(),
  ).toEqual(webp)
})
