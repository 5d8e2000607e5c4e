import type { ReactNode } from 'react'
import type { PublishedCourse } from '@/lib/catalog/published-course'

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
}) {
  const { course } = props
  const { content, kind } = course
  return (
    <div className="grid gap-14">
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
      <Section
        title={kind === 'certification' || kind === 'live-training' ? BEFORE[kind] : 'Before you start'}
      >
        <p className="max-w-[40em]">{linked(content.prerequisites.text, props.prerequisites)}</p>
      </Section>
      <Section title="Certificate">
        <p className="max-w-[40em]">{content.certificate}</p>
      </Section>
      <Section title="Refunds">
        <p className="max-w-[40em]">
          Full refund within 14 days of purchase. <a href="/university/refund-policy">Refund policy</a>
        </p>
      </Section>
      <Section title="Questions">
        <div className="border-t border-pen-200">
          {content.faq.map(({ question, answer }) => (
            <details key={question} className="border-b border-pen-200">
              <summary className="cursor-pointer py-4 font-medium">{question}</summary>
              <p className="max-w-[40em] pb-5 text-pen-700">{answer}</p>
            </details>
          ))}
        </div>
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

/** The text with each named unit's title turned into a link to it. */
function linked(text: string, courses: readonly PublishedCourse[]): ReactNode {
  const titles = courses.map(({ content }) => content.title)
  if (titles.length === 0) return text
  const pattern = new RegExp(
    `(${titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
  )
  return text.split(pattern).map((part, index) => {
    const course = courses.find(({ content }) => content.title === part)
    return course === undefined ? (
      part
    ) : (
      <a key={index} href={`/university/courses/${course.slug}`}>
        {part}
      </a>
    )
  })
}
