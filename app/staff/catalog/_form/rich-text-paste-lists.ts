import { STYLE, wordListLine } from './rich-text-word-list'
import type { WordListLine } from './rich-text-word-list'

/** Word writes lists as paragraphs, each with its marker written out: they become lists. */
export function wordListsAsLists(body: HTMLElement): void {
  let open: OpenList[] = []
  for (const paragraph of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
    const line = lineOf(paragraph)
    const follows = open[0]?.list === paragraph.previousElementSibling
    if (line === undefined || !follows) open = []
    if (line !== undefined) open = addLine(paragraph, line, open)
  }
}

type OpenList = { readonly level: number; readonly list: HTMLElement }

function lineOf(paragraph: Element): WordListLine | undefined {
  const marker = [...paragraph.querySelectorAll(`[${STYLE}]`)].find((part) =>
    /mso-list:\s*ignore/i.test(part.getAttribute(STYLE) ?? ''),
  )
  const line = wordListLine(paragraph.getAttribute(STYLE) ?? '', marker?.textContent ?? '')
  if (line !== undefined) marker?.remove()
  return line
}

/** Moves the paragraph into the list of its level, which is begun where there is none; what lies deeper is over. */
function addLine(
  paragraph: Element,
  { level, ordered }: WordListLine,
  open: readonly OpenList[],
): OpenList[] {
  const around = open.filter((list) => list.level <= level)
  const last = around.at(-1)
  const item = paragraph.ownerDocument.createElement('li')
  if (last?.level === level) last.list.append(item)
  else {
    const list = paragraph.ownerDocument.createElement(ordered ? 'ol' : 'ul')
    list.append(item)
    if (last === undefined) paragraph.before(list)
    else (last.list.lastElementChild ?? last.list).append(list)
    around.push({ level, list })
  }
  const words = paragraph.ownerDocument.createElement('p')
  words.append(...paragraph.childNodes)
  item.prepend(words)
  paragraph.remove()
  return around
}
