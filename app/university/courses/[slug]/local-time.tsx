'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** The same time on the visitor's own clock, which only the browser knows. Its line is there from the beginning. */
export function LocalTime({ start, end }: { readonly start: string; readonly end: string }) {
  const words = useSyncExternalStore(
    never,
    () => onThisClock(new Date(start), new Date(end)),
    () => '',
  )
  return <span className="local-time fine">{words}</span>
}

function onThisClock(start: Date, end: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  return `On your clock: ${format.formatRange(start, end)}`
}
