import type { Metadata } from 'next'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import { permits } from '@/lib/identity/permit'
import { NewUnitForm } from './new-unit-form'

export const metadata: Metadata = { title: 'New unit' }

/** Begins a unit of learning. */
export default function NewUnitPage() {
  return (
    <Desk here="catalog" path="/staff/catalog/new">
      {(actor) =>
        permits(actor, 'catalog.edit') ? (
          <>
            <nav aria-label="Breadcrumb" className="crumbs">
              <a href="/staff/catalog">Catalog</a> / <span aria-current="page">New unit</span>
            </nav>
            <h1>New unit</h1>
            <p className="edit-lead">
              Nothing is public before you publish its page, and nothing is sold before you put it on sale.
            </p>
            <NewUnitForm />
          </>
        ) : (
          <Refused what="The catalog is edited by marketing." />
        )
      }
    </Desk>
  )
}
