'use client'

import { useEffect } from 'react'

/** Takes a broken link's values out of the address bar, so that an SMID does not stay there to be copied. */
export function CleanAddress() {
  useEffect(() => {
    window.history.replaceState(null, '', window.location.pathname)
  }, [])
  return null
}
