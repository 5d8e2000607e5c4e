import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabaseBefore } from '@/e2e/database-before'
import type { DatabaseBefore } from '@/e2e/database-before'
import { soldBefore } from '@/e2e/sold-before'

let database: DatabaseBefore
let course: string
let attempt: string
let shown: string
let other: string
beforeAll(async () => {
  database = await openDatabaseBefore('20261122000000_catalog_editor')
  ;({ course, attempt } = await soldBefore(database))
  shown = await database.insert(
    `UPDATE course SET published_revision_id = (SELECT id FROM course_revision WHERE course_id = $1) WHERE id = $1
     RETURNING published_revision_id AS id`,
    [course],
  )
  await database.migrate()
  other = await unit('RU-LAB-OTHER', 'other')
})
afterAll(() => database.drop())

const run = (sql: string, values: readonly unknown[] = []) => database.owner.query(sql, [...values])
const unit = (sku: string, slug: string) =>
  database.insert(
    `INSERT INTO course (sku, slug, kind, sale, position) VALUES ($1, $2, 'lab', 'announced', 9) RETURNING id`,
    [sku, slug],
  )
const revision = (of: string, number: number, complete = true) =>
  database.insert(
    `INSERT INTO course_revision (course_id, number, content, complete, created_by) VALUES ($1, $2, '{}', $3, 'test') RETURNING id`,
    [of, number, complete],
  )
const publish = (of: string, id: string | null) =>
  run(`UPDATE course SET published_revision_id = $2 WHERE id = $1`, [of, id])

describe('what there was', () => {
  it('goes on, and begins each history', async () => {
    const courses = await run(
      `SELECT state, course_revision_id, created_by FROM publication WHERE course_id IS NOT NULL`,
    )
    expect(courses.rows).toEqual([{ state: 'done', course_revision_id: shown, created_by: 'test' }])
    const prices = await run(`SELECT active, activated_at = created_at AS since, replaced_at FROM price`)
    expect(prices.rows).toEqual([{ active: true, since: true, replaced_at: null }])
    const attempts = await run(`SELECT refund_policy_version FROM checkout_attempt`)
    expect(attempts.rows).toEqual([{ refund_policy_version: null }])
  })
  it('stands on the pages as it stood in the code', async () => {
    const pages = await run(
      `SELECT p.name, r.label, h.state FROM site_page p JOIN site_revision r ON r.id = p.published_revision_id
       JOIN publication h ON h.site_revision_id = r.id ORDER BY 1`,
    )
    expect(pages.rows).toEqual(
      ['address-confirmation', 'catalog', 'refund-policy'].map((name) => ({
        name,
        label: '2026-11-21',
        state: 'done',
      })),
    )
  })
})

describe('a unit', () => {
  it('keeps its SKU once somebody began to buy, its kind, and its address once published', async () => {
    await expect(run(`UPDATE course SET sku = 'RU-LAB-NEW' WHERE id = $1`, [course])).rejects.toThrow(
      /SKU is fixed/,
    )
    await expect(run(`UPDATE course SET kind = 'course' WHERE id = $1`, [other])).rejects.toThrow(
      /kind .* is fixed/,
    )
    await expect(run(`UPDATE course SET slug = 'new' WHERE id = $1`, [course])).rejects.toThrow(
      /address .* is fixed/,
    )
    await run(`UPDATE course SET sku = 'RU-LAB-SECOND', slug = 'second' WHERE id = $1`, [other])
  })
  it('shows a complete revision of its own, and goes on showing one', async () => {
    const draft = await revision(other, 1, false)
    const whole = await revision(other, 2)
    await expect(publish(other, shown)).rejects.toThrow(/complete revision of the unit itself/)
    await expect(publish(other, draft)).rejects.toThrow(/complete revision of the unit itself/)
    await publish(other, whole)
    await expect(publish(other, null)).rejects.toThrow(/a published page stays/)
  })
  it('is sold only where Flockjay has it, and retired for a reason', async () => {
    await expect(run(`UPDATE course SET sale = 'open' WHERE id = $1`, [other])).rejects.toThrow(
      /course_sold_is_mapped/,
    )
    await expect(
      run(`UPDATE course SET retired_reason = 'Replaced by another' WHERE id = $1`, [other]),
    ).rejects.toThrow(/course_retired_reason/)
    await run(`UPDATE course SET sale = 'retired', retired_reason = 'Replaced by another' WHERE id = $1`, [
      other,
    ])
  })
})

describe('a page of the site', () => {
  const page = (name: string, number: number, label: string, complete: boolean) =>
    database.insert(
      `INSERT INTO site_revision (page, number, label, content, complete, created_by) VALUES ($1, $2, $3, '{}', $4, 'test') RETURNING id`,
      [name, number, label, complete],
    )
  const show = (name: string, id: string | null) =>
    run(`UPDATE site_page SET published_revision_id = $2 WHERE name = $1`, [name, id])
  it('shows a complete revision of its own; versions never change', async () => {
    const policy = await page('refund-policy', 2, '2026-12-01', true)
    const half = await page('refund-policy', 3, '2026-12-01.3', false)
    await expect(show('catalog', policy)).rejects.toThrow(/of the page itself/)
    await expect(show('refund-policy', half)).rejects.toThrow(/of the page itself/)
    await expect(show('refund-policy', null)).rejects.toThrow(/a published page stays/)
    await show('refund-policy', policy)
    await expect(
      run(`UPDATE site_revision SET content = '{"a": 1}' WHERE id = $1`, [policy]),
    ).rejects.toThrow(/append-only/)
    await expect(run(`DELETE FROM site_revision WHERE id = $1`, [half])).rejects.toThrow(/append-only/)
    await expect(page('refund-policy', 4, '2026-12-01', true)).rejects.toThrow(/site_revision_page_label_key/)
    await expect(run(`INSERT INTO site_page (name) VALUES ('imprint')`)).rejects.toThrow(
      /site_page_name_check/,
    )
  })
})

describe('drafts and publications', () => {
  const draft = (of: string | null, page: string | null) =>
    run(`INSERT INTO document_draft (course_id, page, content, updated_by) VALUES ($1, $2, '{}', 'test')`, [
      of,
      page,
    ])
  const schedule = (of: string, id: string, columns = '') =>
    database.insert(
      `INSERT INTO publication (course_id, course_revision_id, state, due_at, zone, created_by)
       VALUES ($1, $2, 'scheduled', now(), 'Europe/London', 'test') ${columns} RETURNING id`,
      [of, id],
    )
  it('has one draft of each', async () => {
    await draft(course, null)
    await draft(null, 'catalog')
    await expect(draft(course, null)).rejects.toThrow(/document_draft_course_id_key/)
    await expect(draft(course, 'refund-policy')).rejects.toThrow(/document_draft_of_one/)
    await expect(draft(null, null)).rejects.toThrow(/document_draft_of_one/)
  })
  it('has one publication to come, which is settled once and then kept', async () => {
    const first = await schedule(course, shown)
    await expect(schedule(course, shown)).rejects.toThrow(/publication_one_scheduled_course/)
    await expect(run(`UPDATE publication SET state = 'done' WHERE id = $1`, [first])).rejects.toThrow(
      /publication_settled/,
    )
    await expect(
      run(`UPDATE publication SET due_at = now() + interval '1 day' WHERE id = $1`, [first]),
    ).rejects.toThrow(/kept/)
    await run(
      `UPDATE publication SET state = 'cancelled', settled_at = now(), settled_by = 'test' WHERE id = $1`,
      [first],
    )
    await expect(run(`UPDATE publication SET state = 'done' WHERE id = $1`, [first])).rejects.toThrow(
      /a publication is kept/,
    )
    await schedule(course, shown)
  })
})

describe('prices, images and attempts', () => {
  const price = (amount: number, more: Readonly<Record<string, unknown>> = {}) => {
    const row = {
      course_id: course,
      account: 'default',
      currency: 'EUR',
      unit_amount: amount,
      tax_code: 'txcd_1',
      ...more,
    }
    const names = Object.keys(row)
    return run(
      `INSERT INTO price (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    )
  }
  it('has one price sold and one on its way at each account', async () => {
    await expect(price(2_000)).rejects.toThrow(/price_one_sold/)
    await price(2_000, { active: false, activated_at: null })
    await expect(price(2_100, { active: false, activated_at: null })).rejects.toThrow(/price_one_pending/)
    await expect(run(`UPDATE price SET active = true WHERE activated_at IS NULL`)).rejects.toThrow(
      /price_active_is_current|price_one_sold/,
    )
    await expect(run(`UPDATE price SET archived_at = now() WHERE active`)).rejects.toThrow(
      /price_archived_after/,
    )
    await price(2_000, { account: 'eu' })
  })
  it('keeps images as they are', async () => {
    const image = (id: string) =>
      run(
        `INSERT INTO image (id, width, height, large, small, created_by) VALUES ($1, 1, 1, '\\x00', '\\x00', 'test')`,
        [id],
      )
    await image('a'.repeat(64))
    await expect(image('../etc')).rejects.toThrow(/image_id_check/)
    await expect(run(`UPDATE image SET width = 2`)).rejects.toThrow(/append-only/)
  })
  it('freezes the refund policy a buyer was shown', async () => {
    await expect(
      run(`UPDATE checkout_attempt SET refund_policy_version = '2026-11-21' WHERE id = $1`, [attempt]),
    ).rejects.toThrow(/frozen/)
  })
  it('knows the role that changes prices', async () => {
    const member = await database.insert(
      `INSERT INTO staff_member (issuer, subject) VALUES ('https://sso.example', 'pia') RETURNING id`,
    )
    await run(`INSERT INTO staff_role (staff_id, role) VALUES ($1, 'marketing-admin')`, [member])
    await expect(
      run(`INSERT INTO staff_role (staff_id, role) VALUES ($1, 'root')`, [member]),
    ).rejects.toThrow(/role_check/)
  })
})
