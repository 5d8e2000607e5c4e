'use client'

import { createContext, useContext } from 'react'
import type { DraftValue } from '@/lib/catalog/documents/fields'

/** A unit as a field offers it. */
export type UnitChoice = { readonly sku: string; readonly title: string }

type Form = {
  readonly change: (path: string, value: DraftValue) => void
  /** Somebody left a field: what waits is saved. */
  readonly left: () => void
  /** What is wrong, by path, once the writer has asked. */
  readonly messages: ReadonlyMap<string, string>
  readonly units: readonly UnitChoice[]
}

export const FormContext = createContext<Form>({
  change: () => undefined,
  left: () => undefined,
  messages: new Map(),
  units: [],
})

/** The form around a field. */
export function useForm(): Form {
  return useContext(FormContext)
}
