import { headers } from 'next/headers'
import { CourseCard } from '@/app/_ui/course-card'
import { NoticePage } from '@/app/_ui/notice-page'
import { services } from '@/lib/runtime/services'
import { CleanAddress } from './clean-address'
import { PROBLEM_HEADER, PROBLEM_WORDS, problemSchema } from './problem'

const WITH_SIMILAR = ['sku-unknown', 'retired', 'not-on-sale']

/** A purchase link that cannot be followed: what is wrong, that nothing was charged, and one next step. */
export default async function CheckoutNotFound() {
  const requestHeaders = await headers()
  const problem = problemSchema.safeParse(requestHeaders.get(PROBLEM_HEADER)).data ?? 'handoff-missing'
  const similar = WITH_SIMILAR.includes(problem) ? await similarCourses() : []
  const { title, text } = PROBLEM_WORDS[problem]
  const step =
    similar.length > 0
      ? { href: '/university', label: 'See the catalog' }
      : { href: services().site.flockjayUrl, label: 'Open Redis University' }
  return (
    <NoticePage title={title} text={text} step={step}>
      {similar.length > 0 && (
        <ul className="mt-12 grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
          {similar.map((course) => (
            <CourseCard key={course.sku} course={course} heading="h2" />
          ))}
        </ul>
      )}
      <CleanAddress />
    </NoticePage>
  )
}

async function similarCourses() {
  const courses = await services().catalog.list()
  return courses.filter(({ sale }) => sale === 'open').slice(0, 3)
}
