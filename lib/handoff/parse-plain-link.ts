import { skuSchema, smidSchema } from '@/lib/ids'
import type { PlainHandoff } from './handoff'

export type LinkProblem = 'sku-missing' | 'sku-malformed' | 'smid-missing' | 'smid-malformed' | 'repeated'
export type PlainLink =
  | { readonly ok: true; readonly handoff: PlainHandoff }
  | { readonly ok: false; readonly problem: LinkProblem }

/**
 * Reads `?sku=…&smid=…` (R1). Values are taken exactly as they are: another case, extra spaces or a second value is a
 * broken link, and guessing would sell the wrong thing to the wrong account.
 */
export function parsePlainLink(query: URLSearchParams): PlainLink {
  const skus = query.getAll('sku')
  const smids = query.getAll('smid')
  if (skus.length > 1 || smids.length > 1) return { ok: false, problem: 'repeated' }
  if (!skus[0]) return { ok: false, problem: 'sku-missing' }
  if (!smids[0]) return { ok: false, problem: 'smid-missing' }
  const sku = skuSchema.safeParse(skus[0])
  if (!sku.success) return { ok: false, problem: 'sku-malformed' }
  const smid = smidSchema.safeParse(smids[0])
  if (!smid.success) return { ok: false, problem: 'smid-malformed' }
  return { ok: true, handoff: { kind: 'plain', sku: sku.data, smid: smid.data } }
}
