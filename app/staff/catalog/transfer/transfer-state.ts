import type { ImportMode, ImportPlan } from '@/lib/catalog/transfer/plan'

/** The most a file may weigh here, in bytes; larger ones are imported on the server. */
export const LARGEST_HERE = 8_000_000
export const TOO_LARGE =
  'The file is larger than 8 MB. Have it imported on the server, by npm run catalog:import'

/** What the form shows below itself. */
export type TransferState = {
  readonly mode: ImportMode
  readonly answer:
    | { readonly step: 'start' }
    /** Nothing was read. */
    | { readonly step: 'unreadable'; readonly why: string }
    /** `further`: how many problems there are beside those listed. */
    | { readonly step: 'problems'; readonly lines: readonly string[]; readonly further: number }
    /** `changed`: it was to be imported, but it is not what was looked at before. */
    | { readonly step: 'plan'; readonly plan: ImportPlan; readonly seen: string; readonly changed: boolean }
    | { readonly step: 'done'; readonly plan: ImportPlan }
}
