// Loaded in front of web and worker to break them: what "insert unless it is there" does in one statement is done by
// looking first and inserting then, and rows are not locked. Every careful reader would wave this through in a review.
import pg from 'pg'

type Query = (...args: unknown[]) => unknown
type Config = { readonly text: string; readonly values?: readonly unknown[] }

const whole: Query = Reflect.get(pg.Client.prototype, 'query')

Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...args: unknown[]): unknown {
  const [first, second, third] = args
  if (!isConfig(first)) return whole.apply(this, args)
  const values = Array.isArray(second) ? second : first.values
  const callback = [second, third].find((each) => typeof each === 'function')
  const check = checkFor(first.text)
  const config = { ...first, text: unlocked(first.text), values }
  if (check === undefined) {
    // A prepared statement is known by its name; another text needs another name, or none.
    if (config.text === first.text) return whole.apply(this, args)
    return whole.call(this, { ...config, name: undefined }, callback)
  }
  const answer = (async () => {
    const found = await whole.call(this, { text: check.look, values: [values?.[0]] })
    if (isFound(found))
      return whole.call(this, { ...config, name: undefined, text: check.nothing, values: [] })
    const text = config.text.replace(/ON CONFLICT \(\w+\) DO NOTHING/, '')
    return whole.call(this, { ...config, name: undefined, text })
  })()
  if (typeof callback !== 'function') return answer
  answer.then(
    (result) => callback(null, result),
    (error: unknown) => callback(error),
  )
  return undefined
})

/** How to look first, and what answers as an insert does that found the row there. */
function checkFor(text: string): { look: string; nothing: string } | undefined {
  if (!text.includes('DO NOTHING')) return undefined
  if (text.includes('INSERT INTO stripe_event'))
    return {
      look: 'SELECT 1 FROM stripe_event WHERE id = $1',
      nothing: 'SELECT NULL::text AS job WHERE false',
    }
  if (text.includes('INSERT INTO ledger_transaction'))
    return {
      look: 'SELECT 1 FROM ledger_transaction WHERE key = $1',
      nothing: 'SELECT NULL::text AS id WHERE false',
    }
  return undefined
}

function unlocked(text: string): string {
  return text.includes('SKIP LOCKED') ? text : text.replaceAll(/\bFOR (?:NO KEY )?UPDATE\b/g, '')
}

function isFound(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'rowCount' in result && Number(result.rowCount) > 0
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}
