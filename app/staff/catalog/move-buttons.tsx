'use client'

import { useActionState, useEffect, useRef } from 'react'
import type { MouseEvent, RefObject } from 'react'
import { moveUnit } from './list-actions'
import { NOT_MOVED } from './move-state'

type Props = {
  readonly courseId: string
  readonly title: string
  readonly first: boolean
  readonly last: boolean
}

/**
 * Moves a unit one place. The row may be taken out and put back while the list is drawn anew, so the button that was
 * pressed gets the focus again, and what happened is said aloud. At an end the button stays, so that the focus does.
 */
export function MoveButtons({ courseId, title, first, last }: Props) {
  const [state, submit, pending] = useActionState(moveUnit, NOT_MOVED)
  const up = useRef<HTMLButtonElement>(null)
  const down = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (state.turn > 0) (state.direction === 'up' ? up : down).current?.focus()
  }, [state])
  return (
    <form action={submit} className="edit-move">
      <input type="hidden" name="course" value={courseId} />
      <input type="hidden" name="title" value={title} />
      <Move direction="up" title={title} still={first || pending} button={up} />
      <Move direction="down" title={title} still={last || pending} button={down} />
      <span role="status" className="visually-hidden">
        {state.said}
      </span>
    </form>
  )
}

function Move(props: {
  readonly direction: 'up' | 'down'
  readonly title: string
  readonly still: boolean
  readonly button: RefObject<HTMLButtonElement | null>
}) {
  const { direction, title, still, button } = props
  return (
    <button
      ref={button}
      type="submit"
      name="direction"
      value={direction}
      className="desk-button"
      aria-label={`Move ${title} ${direction}`}
      aria-disabled={still}
      onClick={(event: MouseEvent) => still && event.preventDefault()}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={direction === 'up' ? 'M3 10l5-5 5 5' : 'M3 6l5 5 5-5'} />
      </svg>
    </button>
  )
}
