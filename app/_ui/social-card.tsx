import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageResponse } from 'next/og'
import { HashSlotPicture } from '@/app/_ui/hash-slot-picture'
import { KIND_NAMES } from '@/app/_ui/kind-badge'
import type { PublishedCourse } from '@/lib/catalog/published-course'

/** What networks ask for. */
export const SOCIAL_CARD_SIZE = { width: 1200, height: 630 }

const FONT = join(process.cwd(), 'node_modules/@fontsource/space-mono/files/space-mono-latin-700-normal.woff')

/** The picture shown when a unit's address is shared, as a PNG. Long words make smaller letters, so that all of it fits. */
export async function socialCard({ sku, kind, content }: PublishedCourse): Promise<ImageResponse> {
  const title = content.title.length > 45 ? 48 : 60
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
          Redis University · {KIND_NAMES[kind]}
        </div>
        <div style={{ display: 'flex', fontSize: title, lineHeight: 1.15, marginTop: 28 }}>
          {content.title}
        </div>
        <div style={{ display: 'flex', fontSize: 28, lineHeight: 1.4, marginTop: 28, color: '#B9C2C6' }}>
          {content.tagline}
        </div>
      </div>
      {HashSlotPicture({ sku, kind })}
    </div>,
    { ...SOCIAL_CARD_SIZE, fonts: [{ name: 'Space Mono', data: await readFile(FONT), weight: 700 }] },
  )
}
