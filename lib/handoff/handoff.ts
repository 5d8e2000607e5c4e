import type { Sku, Smid } from '@/lib/ids'

/** Who is buying what, as the learning platform's link says it. In the plain form the SMID is only a claim (R1). */
export type Handoff = { readonly sku: Sku; readonly smid: Smid }
