import { complete, inFieldOrder } from './complete'
import type { Completeness } from './complete'
import type { Draft, Problem } from './fields'
import { namedImages, namedUnits } from './named-units'
import type { Reader, Standing } from './standing'

/**
 * Holds a draft against everything a public page must be: its fields, and what it names. A unit it names must be public
 * (its page is what the link leads to), an image must be uploaded. Units are never unpublished and images never deleted, so
 * that what was found here stays true.
 */
export async function checkDraft(
  db: Reader,
  standing: Standing,
  draft: Draft,
): Promise<Completeness<object>> {
  const { fields, schema } = standing
  const checked = complete(fields, schema, draft)
  const found = checked.outcome === 'complete' ? [] : checked.problems
  const known = new Set(found.map(({ path }) => path))
  const named = [...(await unitProblems(db, standing, draft)), ...(await imageProblems(db, standing, draft))]
  const problems = [...found, ...named.filter(({ path }) => !known.has(path))]
  if (checked.outcome === 'complete' && problems.length === 0) return checked
  return { outcome: 'incomplete', problems: inFieldOrder(fields, draft, problems) }
}

async function unitProblems(db: Reader, { fields, sku: own }: Standing, draft: Draft): Promise<Problem[]> {
  const named = namedUnits(fields, draft)
  if (named.length === 0) return []
  const units = await db.course.findMany({
    where: { sku: { in: named.map(({ sku }) => sku) } },
    select: { sku: true, publishedRevisionId: true },
  })
  const isPublic = new Map(units.map((unit) => [unit.sku, unit.publishedRevisionId !== null]))
  return named.flatMap(({ path, sku, again }) => {
    const known = isPublic.get(sku)
    if (sku === own) return [{ path, message: 'A unit cannot name itself' }]
    if (again) return [{ path, message: `${sku} is named twice` }]
    if (known === undefined) return [{ path, message: `There is no unit ${sku}` }]
    return known ? [] : [{ path, message: `Publish ${sku} first: its page is not public yet` }]
  })
}

async function imageProblems(db: Reader, { fields }: Standing, draft: Draft): Promise<Problem[]> {
  const named = namedImages(fields, draft)
  if (named.length === 0) return []
  const images = await db.image.findMany({
    where: { id: { in: named.map(({ id }) => id) } },
    select: { id: true },
  })
  const kept = new Set(images.map(({ id }) => id))
  return named.flatMap(({ path, id }) => (kept.has(id) ? [] : [{ path, message: 'Upload the image again' }]))
}
