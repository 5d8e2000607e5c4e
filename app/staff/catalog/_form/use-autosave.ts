'use client'

import { useEffect, useState } from 'react'
import { Autosave } from './autosave'
import type { AutosaveOptions, SaveState } from './autosave'

type Start = Omit<AutosaveOptions, 'onState' | 'now'>

/** An autosave for as long as the page is open. It saves when the page hides, and warns while text is unsaved. */
export function useAutosave(start: Start): readonly [Autosave, SaveState] {
  const [state, setState] = useState<SaveState>({ phase: 'untouched' })
  const [autosave] = useState(() => new Autosave({ ...start, onState: setState, now: () => new Date() }))
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') void autosave.settle()
    }
    const warn = (event: BeforeUnloadEvent) => {
      if (autosave.unsaved) event.preventDefault()
    }
    // Back on the network: no need to wait for the next try.
    const online = () => void autosave.settle()
    document.addEventListener('visibilitychange', hide)
    window.addEventListener('beforeunload', warn)
    window.addEventListener('online', online)
    return () => {
      autosave.stop()
      document.removeEventListener('visibilitychange', hide)
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('online', online)
    }
  }, [autosave])
  return [autosave, state]
}
