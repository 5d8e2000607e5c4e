/** `@{refAccount.id}`, `@{found.records[0].Id}`. */
const REFERENCE = /@\{([^}]+)\}/g

export type Resolved =
  | { readonly ok: true; readonly value: unknown }
  /** What a subrequest is answered whose reference leads nowhere. */
  | { readonly ok: false; readonly message: string }

/** `value` with every reference in its texts replaced by what the earlier answers hold there. */
export function resolveReferences(value: unknown, answers: ReadonlyMap<string, unknown>): Resolved {
  try {
    return { ok: true, value: resolved(value, answers) }
  } catch (error) {
    if (error instanceof NoSuchReference) return { ok: false, message: error.message }
    throw error
  }
}

class NoSuchReference extends Error {}

function resolved(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return inText(value, answers)
  if (Array.isArray(value)) return value.map((item) => resolved(item, answers))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolved(item, answers)]))
}

/** A text that is one reference becomes the value itself, which may be null (version 52.0 and later). */
function inText(text: string, answers: ReadonlyMap<string, unknown>): unknown {
  const [whole] = text.match(/^@\{([^}]+)\}$/) ?? []
  if (whole !== undefined) return lookedUp(whole.slice(2, -1), answers)
  return text.replaceAll(REFERENCE, (_found, path: string) => String(lookedUp(path, answers)))
}

function lookedUp(path: string, answers: ReadonlyMap<string, unknown>): unknown {
  const [referenceId = '', ...keys] = path.split(/[.[\]]+/).filter((key) => key !== '')
  let value = answers.get(referenceId)
  for (const key of keys) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    if (value === undefined) break
  }
  if (value === undefined) throw new NoSuchReference(nothingAt(path, referenceId))
  return value
}

function nothingAt(path: string, referenceId: string): string {
  return `Invalid reference specified. No value for ${path} found in ${referenceId}. Provided referenceId ('${path}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`
}
