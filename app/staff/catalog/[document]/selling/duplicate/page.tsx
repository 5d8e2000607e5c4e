import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { Refused } from '@/app/staff/refused'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { courseIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { UnitHead } from '../../unit-head'
import { saleMark } from '../selling-words'
import { DuplicateForm } from './duplicate-form'

export const metadata: Metadata = { title: 'Duplicate a unit' }

/** Begins a unit with the words of another. */
export default async function DuplicatePage({ params }: { readonly params: Promise<{ document: string }> }) {
  const courseId = courseIdSchema.safeParse((await params).document)
  if (!courseId.success) notFound()
  return (
    <Desk here="catalog" path={`/staff/catalog/${courseId.data}/selling/duplicate`}>
      {(actor) => duplicate(actor, courseId.data)}
    </Desk>
  )
}

async function duplicate(actor: StaffActor, courseId: CourseId) {
  if (!permits(actor, 'catalog.edit')) return <Refused what="The catalog is edited by marketing." />
  const { selling, documents } = services().catalog
  const [read, opened] = await Promise.all([
    selling.read(actor, courseId),
    documents.open(actor, { type: 'course', courseId }),
  ])
  if (read.outcome !== 'found') notFound()
  const { title, sku, slug, sale } = read.unit
  return (
    <>
      <UnitHead
        document={courseId}
        title={title}
        sku={sku}
        marks={[...(opened.outcome === 'found' ? openMarks(opened.document) : []), saleMark(sale)]}
        here="selling"
        deeper="Duplicate"
      />
      <p className="edit-lead">
        The copy has the words of this unit, also those that are not public yet. It has no price, opens
        nothing in Flockjay, and is not public before you publish it.
      </p>
      <DuplicateForm courseId={courseId} title={title} sku={sku} slug={slug} />
    </>
  )
}
