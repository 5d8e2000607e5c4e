import pg from 'pg'

/** The least that could be done with a backlog: for each row the two calls, and one update. Run as a child. */
const address = process.env['FLOCKJAY_API_URL'] ?? ''
const sku = process.env['BARE_SKU'] ?? ''
const headers = {
  authorization: `Token ${process.env['FLOCKJAY_API_TOKEN'] ?? ''}`,
  'content-type': 'application/json',
}
const pool = new pg.Pool({ connectionString: process.env['BARE_DATABASE_URL'], max: 10 })
const { rows } = await pool.query<{ id: string }>('SELECT id FROM bench_delivery WHERE done_at IS NULL')
const begun = performance.now()
await Promise.all(Array.from({ length: Number(process.env['BARE_AT_ONCE']) }, drain))
process.stdout.write(`took ${((performance.now() - begun) / 1_000).toFixed(3)} s\n`)
await pool.end()

async function drain(): Promise<void> {
  for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
    const url = `${address}/enrollments/${row.id}`
    const learner = { email: `${row.id}@bare.example` }
    const body = JSON.stringify({ sku, smid: 'BARE', learner, order_ref: 'RU-0000-0000' })
    await expectFine(await fetch(url, { method: 'PUT', headers, body }))
    await expectFine(await fetch(url, { headers }))
    await pool.query({
      name: 'done',
      text: 'UPDATE bench_delivery SET done_at = now() WHERE id = $1',
      values: [row.id],
    })
  }
}

async function expectFine(response: Response): Promise<void> {
  await response.json()
  if (!response.ok) throw new Error(`The learning platform answered ${response.status}`)
}
