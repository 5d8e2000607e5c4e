import type { DatabaseAddresses } from '../postgres'
import type { Figure } from './figure'
import { PURCHASES } from './salesforce-books'
import { compareSides, fillBooks, readCounts, runBackfill, startOrg } from './salesforce-sides'
import type { Compared } from './salesforce-sides'
import { median } from './statistics'

/** How long a distant org takes to answer at the least: the way there and back, and 200 records. A guess on the low side. */
const DISTANT_MS = 100

/**
 * The backfill of a whole shop into an org, against a loop that only writes rows; on a database of its own. `settings`:
 * an environment of the application, in which the database and Salesforce are replaced.
 */
export async function measureSalesforce(
  settings: NodeJS.ProcessEnv,
  database: DatabaseAddresses,
): Promise<Figure[]> {
  const owner = await fillBooks(database)
  const org = await startOrg(settings, database)
  try {
    const near = await compareSides(org, owner, 0)
    const distant = await compareSides(org, owner, DISTANT_MS)
    const second = await runBackfill(org.env)
    const { calls } = await readCounts(org.url)
    if (second.written > 0 || calls.total > 0)
      throw new Error(`The second backfill found something to do: ${JSON.stringify({ second, calls })}`)
    return [
      rateFigure(`an org that answers after ${DISTANT_MS} ms`, distant),
      rateFigure('an org that answers at once', near),
      callsFigure(near),
      memoryFigure(near),
      {
        what: 'the same backfill where nothing has changed',
        method: `holds all ${RECORDS} against what was sent; checked that it makes no call`,
        aim: 'none set',
        result: `${second.seconds.toFixed(1)} s`,
        met: true,
      },
    ]
  } finally {
    await owner.end()
    await org.close()
  }
}

const RECORDS = PURCHASES.toLocaleString('en')

function rateFigure(where: string, { ours, bare }: Compared): Figure {
  const rate = PURCHASES / ours.seconds
  const ratio = rate / median(bare)
  return {
    what: `backfill of ${RECORDS} purchases into ${where}, against a bare jsforce loop of collections`,
    method:
      'the same database and org emulator, each side a process of its own; bare: rows read before the clock starts, one call ' +
      `after the other, nobody looked for, nothing kept; ours ${rate.toFixed(0)}/s once, bare ` +
      `${bare.map((each) => each.toFixed(0)).join(' and ')}/s before and after; ratio to their median`,
    aim: '>= 0.6',
    result: ratio.toFixed(2),
    met: ratio >= 0.6,
  }
}

function callsFigure({ calls }: Compared): Figure {
  const perThousand = (calls * 1_000) / PURCHASES
  return {
    what: 'calls to Salesforce per 1,000 purchases of that backfill',
    method: `all ${calls} that the org counted, looking for buyers and writing units included`,
    aim: '<= 6',
    result: perThousand.toFixed(2),
    met: perThousand <= 6,
  }
}

function memoryFigure({ ours: { warm, end } }: Compared): Figure {
  const resident = end.resident - warm.resident
  const live = end.live - warm.live
  return {
    what: 'memory of that backfill',
    method:
      `from 20,000 purchases, when the heap has its size, to ${RECORDS}: resident set ${warm.resident} to ${end.resident} MB, ` +
      `live after a collection ${warm.live} to ${end.live} MB`,
    aim: 'flat (resident <= 40 MB, live <= 10 MB)',
    result: `resident ${signed(resident)} MB, live ${signed(live)} MB`,
    met: resident <= 40 && live <= 10,
  }
}

function signed(number: number): string {
  return `${number >= 0 ? '+' : ''}${number}`
}
