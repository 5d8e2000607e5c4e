import { addImage } from '@/lib/catalog/images/add-image'
import { readImage } from '@/lib/catalog/images/read-image'
import { applyImport } from '@/lib/catalog/transfer/apply-import'
import { exportCatalog } from '@/lib/catalog/transfer/export-catalog'
import { checkImport } from '@/lib/catalog/transfer/check-import'
import type { ImportMode } from '@/lib/catalog/transfer/plan'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import { createRateLimiter } from '@/lib/rate-limits/limit'

/** Images on pages, and the whole catalog as one file. Each capability asks itself whether the employee may. */
export function wireCatalogFiles({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  const limit = createRateLimiter(db.pool, { name: 'image-upload', points: 120, seconds: 3_600 })
  return {
    images: {
      add: (actor: StaffActor, bytes: Uint8Array) => addImage({ db, limit }, actor, bytes),
      /** For the public: a WebP file by the last part of its address, `{id}-large.webp` or `{id}-small.webp`. */
      read: (name: string) => readImage(db, name),
    },
    transfer: {
      export: (actor: StaffActor) => exportCatalog(db, actor),
      check: (actor: StaffActor, text: string, mode: ImportMode) => checkImport(db, actor, text, mode),
      /** `seen`: the seal of the plan that the employee looked at. */
      apply: (actor: StaffActor, text: string, mode: ImportMode, seen: string) =>
        applyImport({ db, clock }, actor, text, { mode, seen }),
    },
  }
}
