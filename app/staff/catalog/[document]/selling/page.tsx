import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { When } from '@/app/staff/when'
import type { UnitSelling } from '@/lib/catalog/selling/unit-selling'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { UnitHead } from '../unit-head'
import { FlockjayForm } from './flockjay-form'
import { IdentityForm } from './identity-form'
import { PricesSection } from './prices-section'
import { SaleSection } from './sale-section'
import { saleMark, sellingAnswer } from './selling-words'

export const metadata: Metadata = { title: 'Selling' }

type Props = {
  readonly params: Promise<{ document: string }>
  readonly searchParams: Promise<{ did?: string | string[] }>
}

/** How a unit is sold: what its page does not say. All of it takes effect at once. */
export default async function SellingPage({ params, searchParams }: Props) {
  const [{ document }, { did }] = await Promise.all([params, searchParams])
  const courseId = courseIdSchema.safeParse(document)
  if (!courseId.success) notFound()
  return (
    <Desk here="catalog" path={`/staff/catalog/${courseId.data}/selling`}>
      {(actor) => selling(actor, courseId.data, did)}
    </Desk>
  )
}

async function selling(actor: StaffActor, courseId: CourseId, did: string | readonly string[] | undefined) {
  const { selling, documents } = services().catalog
  const [read, opened] = await Promise.all([
    selling.read(actor, courseId),
    documents.open(actor, { type: 'course', courseId }),
  ])
  if (read.outcome === 'forbidden') return <Refused what="The catalog is edited by marketing." />
  if (read.outcome !== 'found') notFound()
  const { unit } = read
  const { answer, because } = sellingAnswer(unit)
  return (
    <>
      <UnitHead
        document={courseId}
        title={unit.title}
        sku={unit.sku}
        marks={[...(opened.outcome === 'found' ? openMarks(opened.document) : []), saleMark(unit.sale)]}
        here="selling"
      />
      <DidNotice did={did} />
      <p className="desk-answer">
        <strong>{answer}</strong> {because} What you change here takes effect at once.
      </p>
      <Sections unit={unit} actor={actor} />
    </>
  )
}

function Sections({ unit, actor }: { readonly unit: UnitSelling; readonly actor: StaffActor }) {
  const mayEdit = permits(actor, 'catalog.edit')
  const mayPrice = permits(actor, 'price.change')
  const { courseId, sku, slug, repeatable, skuFixed, slugFixed, flockjay } = unit
  return (
    <>
      <SaleSection unit={unit} mayEdit={mayEdit} mayPrice={mayPrice} />
      <PricesSection unit={unit} mayChange={mayPrice} />
      {mayEdit && (
        <>
          <section aria-labelledby="flockjay" className="edit-section">
            <h2 id="flockjay">Course in Flockjay</h2>
            {flockjay.checkedAt !== undefined && (
              <p>
                Flockjay had it on <When at={flockjay.checkedAt} /> UTC.
              </p>
            )}
            <FlockjayForm courseId={courseId} id={flockjay.id} />
          </section>
          <section aria-labelledby="codes" className="edit-section">
            <h2 id="codes">SKU and address</h2>
            <IdentityForm
              key={`${sku} ${slug} ${repeatable}`}
              {...{ courseId, sku, slug, repeatable, skuFixed, slugFixed }}
            />
          </section>
          <section aria-labelledby="duplicate" className="edit-section">
            <h2 id="duplicate">Duplicate</h2>
            <p>A new unit of the same kind with the same words, to be changed. It begins without a price.</p>
            <a className="desk-button" href={`/staff/catalog/${courseId}/selling/duplicate`}>
              Duplicate it
            </a>
          </section>
        </>
      )}
    </>
  )
}
