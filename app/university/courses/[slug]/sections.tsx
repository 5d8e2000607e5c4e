import type { ReactNode } from 'react'
import { QuestionList } from '@/app/_ui/question-list'
import { RichText } from '@/app/_ui/rich-text'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { Sessions } from './sessions'

const OUTCOMES = { certification: 'What you will prove' } as const
const SYLLABUS = {
  certification: 'What is on the exam',
  course: 'What is in the course',
  lab: 'What you will do',
  'live-training': 'The modules',
} as const
const BEFORE = { certification: 'Before you book', 'live-training': 'Before you book' } as const

/** The body of a course page, in its fixed order. */
export function CourseSections(props: {
  readonly course: PublishedCourse
  /** The units its prerequisites name. */
  readonly prerequisites: readonly PublishedCourse[]
  readonly refundSummary: string
  readonly now: Date
}) {
  const { course } = props
  const { content, kind } = course
  return (
    <div className="grid gap-14">
      {content.about !== undefined && (
        <div className="max-w-[40em]">
          <RichText text={content.about} />
        </div>
      )}
      <Section title={kind === 'certification' ? OUTCOMES.certification : 'What you will be able to do'}>
        <ul className="ticks">
          {content.outcomes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
      <Section title={SYLLABUS[kind]}>
        <ol className="border-t border-pen-200">
          {content.syllabus.map(({ title, detail, measure }) => (
            <li key={title} className="border-b border-pen-200 py-4">
              <div className="flex items-baseline justify-between gap-6">
                <h3 className="font-sans text-base font-medium tracking-normal">{title}</h3>
                <span className="mono shrink-0 text-pen-600">{measure}</span>
              </div>
              <p className="mt-1 max-w-[40em] text-sm text-pen-600">{detail}</p>
            </li>
          ))}
        </ol>
      </Section>
      {kind === 'live-training' && (
        <Section title="Dates">
          <Sessions sessions={content.sessions} now={props.now} />
        </Section>
      )}
      <Section
        title={kind === 'certification' || kind === 'live-training' ? BEFORE[kind] : 'Before you start'}
      >
        <Prerequisites text={content.prerequisites.text} units={props.prerequisites} />
      </Section>
      <Section title="Certificate">
        <div className="max-w-[40em]">
          <RichText text={content.certificate} heading={3} />
        </div>
      </Section>
      <Section title="Refunds">
        <p className="max-w-[40em]">
          {props.refundSummary} <a href="/university/refund-policy">Refund policy</a>
        </p>
      </Section>
      <Section title="Questions">
        <QuestionList questions={content.faq} />
      </Section>
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-4">{title}</h2>
      {children}
    </section>
  )
}

/** What one should know before, with a way to each unit that it names. */
function Prerequisites(props: { readonly text: string; readonly units: readonly PublishedCourse[] }) {
  const { text, units } = props
  const names = units.map(({ slug, content }) => ({
    words: content.title,
    address: `/university/courses/${slug}`,
  }))
  const others = units.filter(({ content }) => !text.includes(content.title))
  return (
    <div className="max-w-[40em]">
      <RichText text={text} heading={3} names={names} />
      {others.length > 0 && (
        <ul className="mt-4 grid gap-2">
          {others.map(({ slug, content }) => (
            <li key={slug}>
              <a href={`/university/courses/${slug}`}>{content.title}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
