import type { Metadata } from 'next'
import { JsonLd } from '@/app/_ui/json-ld'
import { readCatalog, readCatalogPage } from '@/app/university/catalog-cache'
import { services } from '@/lib/runtime/services'
import { arrange, inOrder } from '../../arrange'
import { CatalogView } from '../../catalog-view'
import { parseFilter } from '../../filters'

export const revalidate = 5
export const dynamicParams = true

/** None at build time: the first request makes each page, so that a build needs no database. */
export function generateStaticParams(): { kind: string; level: string }[] {
  return []
}

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(services().site.appUrl),
    title: { absolute: 'Redis University: courses, labs and certification' },
    alternates: { canonical: '/university' },
    openGraph: {
      title: 'Redis University',
      url: '/university',
      siteName: 'Redis University',
      type: 'website',
    },
  }
}

type Params = Promise<{ kind: string; level: string }>

/** The catalog, filtered by kind and level (R2). */
export default async function CatalogPage({ params }: { readonly params: Params }) {
  const { kind, level } = await params
  const filter = parseFilter(kind, level)
  const [all, page] = await Promise.all([readCatalog(), readCatalogPage()])
  const { appUrl } = services().site
  return (
    <>
      <CatalogView all={all} filter={filter} page={page} />
      <JsonLd
        data={{
          '@type': 'ItemList',
          itemListElement: inOrder(arrange(all, filter, page)).map(({ slug }, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            url: `${appUrl}/university/courses/${slug}`,
          })),
        }}
      />
    </>
  )
}
