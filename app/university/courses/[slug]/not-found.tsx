import { CourseCard } from '@/app/_ui/course-card'
import { NoticePage } from '@/app/_ui/notice-page'
import { readCatalog } from '@/app/university/catalog-cache'

/** No course has this address: the catalog's first ones stand in. */
export default async function CourseNotFound() {
  const courses = (await readCatalog()).slice(0, 3)
  return (
    <NoticePage
      title="There is no such course"
      text="It may have moved or been renamed. These are a good start, or look through the whole catalog."
      step={{ href: '/university', label: 'See the catalog' }}
    >
      <ul className="mt-12 grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
        {courses.map((course) => (
          <CourseCard key={course.sku} course={course} heading="h2" />
        ))}
      </ul>
    </NoticePage>
  )
}
