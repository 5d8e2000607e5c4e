import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { notFound } from 'next/navigation'
import { ImageResponse } from 'next/og'
import { HashSlotPicture } from '@/app/_ui/hash-slot-picture'
import { KIND_NAMES } from '@/app/_ui/kind-badge'
import { readCourse } from '@/app/university/catalog-cache'

export const size = { width: 1200, height: 630 }
export const contentType = 'image/png'
export const alt = 'Redis University'

const FONT = join(process.cwd(), 'node_modules/@fontsource/space-mono/files/space-mono-latin-700-normal.woff')

/** The picture shown when a course's address is shared. */
export default async function OpenGraphImage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const course = await readCourse((await params).slug)
  if (course === undefined) notFound()
  return new ImageResponse(
    <div
      style={{
        display: 'flex',
        width: '100%',
        height: '100%',
        background: '#091A23',
        color: '#FFFFFF',
        padding: 72,
        alignItems: 'center',
        justifyContent: 'space-between',
      }}
    >
      <div style={{ display: 'flex', flexDirection: 'column', width: 660 }}>
        <div style={{ display: 'flex', fontSize: 28, color: '#FF4438' }}>
          Redis University · {KIND_NAMES[course.kind]}
        </div>
        <div style={{ display: 'flex', fontSize: 60, lineHeight: 1.15, marginTop: 28 }}>
          {course.content.title}
        </div>
        <div style={{ display: 'flex', fontSize: 28, lineHeight: 1.4, marginTop: 28, color: '#B9C2C6' }}>
          {course.content.tagline}
        </div>
      </div>
      {HashSlotPicture({ sku: course.sku, kind: course.kind })}
    </div>,
    { ...size, fonts: [{ name: 'Space Mono', data: await readFile(FONT), weight: 700 }] },
  )
}
