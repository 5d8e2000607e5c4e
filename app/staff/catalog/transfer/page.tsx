import type { Metadata } from 'next'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import { permits } from '@/lib/identity/permit'
import { ImportForm } from './import-form'

export const metadata: Metadata = { title: 'Import and export' }

/** The whole catalog as one file: out of here, and in again here or elsewhere. */
export default function TransferPage() {
  return (
    <Desk here="catalog" path="/staff/catalog/transfer">
      {(actor) =>
        permits(actor, 'catalog.read') ? (
          <>
            <nav aria-label="Breadcrumb" className="crumbs">
              <a href="/staff/catalog">Catalog</a> / <span aria-current="page">Import and export</span>
            </nav>
            <h1>Import and export</h1>
            <p className="edit-lead">
              All that is public, as one file that people can read: units with their prices, the other pages,
              and their images. Drafts are not in it.
            </p>
            <h2>Export</h2>
            <p>
              <a href="/staff/catalog/transfer/file" className="desk-button" download>
                Download the catalog
              </a>
            </p>
            {permits(actor, 'catalog.edit') && (
              <>
                <h2>Import</h2>
                <ImportForm />
              </>
            )}
          </>
        ) : (
          <Refused what="The catalog is edited by marketing." />
        )
      }
    </Desk>
  )
}
