import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import './globals.css'

const display = localFont({
  src: '../node_modules/@fontsource-variable/space-grotesk/files/space-grotesk-latin-wght-normal.woff2',
  variable: '--font-space-grotesk',
  weight: '300 700',
})
const sans = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist',
  weight: '100 900',
})
const mono = localFont({
  src: [
    { path: '../node_modules/@fontsource/space-mono/files/space-mono-latin-400-normal.woff2', weight: '400' },
    { path: '../node_modules/@fontsource/space-mono/files/space-mono-latin-700-normal.woff2', weight: '700' },
  ],
  variable: '--font-space-mono',
  preload: false,
})

export const metadata: Metadata = {
  title: { default: 'Redis University', template: '%s – Redis University' },
  description: 'Courses, labs, live trainings and the certification exam, from the people who build Redis.',
}
export const viewport: Viewport = { themeColor: '#091A23' }

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={`${display.variable} ${sans.variable} ${mono.variable}`}>
      <body className="flex min-h-screen flex-col">{children}</body>
    </html>
  )
}
