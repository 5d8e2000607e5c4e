/** What a form body says before anyone knows its types: strings, and objects of them. */
export type FormValue = string | FormObject
export type FormObject = { [key: string]: FormValue }

const MAX_DEPTH = 12

/**
 * Reads Stripe's bracket notation, in a body or in a query: `line_items[0][price]=price_1`, `expand[]=customer`.
 * Lists stay objects with numeric keys; request-coercion.ts turns them into arrays where the schema wants one.
 */
export function decodeForm(text: string): FormObject {
  const root = emptyObject()
  for (const [key, value] of new URLSearchParams(text)) assign(root, keyPath(key), value)
  return root
}

function keyPath(key: string): string[] {
  const bracket = key.indexOf('[')
  if (bracket < 0) return [key]
  const rest = [...key.slice(bracket).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
  return [key.slice(0, bracket), ...rest].slice(0, MAX_DEPTH)
}

function assign(root: FormObject, path: string[], value: string): void {
  let node = root
  for (const [index, part] of path.entries()) {
    const key = part === '' ? String(Object.keys(node).length) : part
    if (index === path.length - 1) {
      node[key] = value
      return
    }
    const next = node[key]
    const child = typeof next === 'object' ? next : emptyObject()
    node[key] = child
    node = child
  }
}

/** Without a prototype, so that a key called `__proto__` is a key like any other. */
export function emptyObject(): FormObject {
  return Object.create(null)
}

/** The name Stripe gives a nested parameter in its errors: `line_items[0][price]`. */
export function paramName(path: readonly string[]): string {
  const [first = '', ...rest] = path
  return first + rest.map((part) => `[${part}]`).join('')
}
