import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import { pageNameSchema } from '@/lib/catalog/documents/subject'
import type { PageName } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { openMarks } from './marks'

const SHOWS: Readonly<Record<PageName, string>> = {
  catalog: 'Hero, announcement, featured units, sections, questions',
  'refund-policy': 'What a buyer is promised; purchases keep the version they saw',
  'address-confirmation': 'The sentence a buyer ticks before paying; purchases keep it',
}

/** The pages of the site that are no unit, and how each stands. */
export async function ListSite({ actor }: { readonly actor: StaffActor }) {
  const { documents } = services().catalog
  const pages = await Promise.all(
    pageNameSchema.options.map(async (page) => ({
      page,
      found: await documents.open(actor, { type: 'page', page }),
    })),
  )
  return (
    <div className="edit-units">
      <DeskTable
        caption="Pages of the site that are no unit"
        columns={['Page', 'State', 'Last edit (UTC)']}
        rows={pages.flatMap(({ page, found }) => {
          if (found.outcome !== 'found') return []
          const { document } = found
          const last = document.edited ?? document.published
          return {
            key: page,
            cells: [
              <Page key="page" page={page} title={document.title} />,
              <span key="state" className="desk-marks">
                {openMarks(document).map((mark) => (
                  <StateMark key={mark.word} {...mark} />
                ))}
              </span>,
              last && (
                <span key="last">
                  <When at={last.at} />
                  <br />
                  <span className="fine">{last.by}</span>
                </span>
              ),
            ],
          }
        })}
      />
    </div>
  )
}

function Page({ page, title }: { readonly page: PageName; readonly title: string }) {
  return (
    <>
      <a href={`/staff/catalog/${page}`}>
        <strong>{title}</strong>
      </a>
      <br />
      <span className="fine">{SHOWS[page]}</span>
    </>
  )
}
