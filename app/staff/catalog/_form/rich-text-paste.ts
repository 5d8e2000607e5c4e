import { isLinkAddress } from '@/lib/catalog/rich-text/link-address'
import { wordListsAsLists } from './rich-text-paste-lists'
import { isUnseen, marksInStyle, STYLE } from './rich-text-word-list'

/**
 * Pasted HTML, whoever wrote it, as the few elements a text knows, without attributes but the addresses of links. Word
 * processors say in styles what elements could: those are read first. Parsed in a document of its own, where nothing runs
 * or loads.
 */
export function cleanPastedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(withoutStyling(html), 'text/html')
  for (const gone of body.querySelectorAll(GONE)) gone.remove()
  removeComments(body)
  wordListsAsLists(body)
  for (const element of body.querySelectorAll(`[${STYLE}]`))
    if (isUnseen(element.getAttribute(STYLE) ?? '')) element.remove()
  for (const row of body.querySelectorAll('tr')) rowAsLine(row)
  // The innermost first: what is put around an element's words does not move those that were seen to.
  for (const element of [...body.querySelectorAll('*')].reverse()) simplify(element)
  quietSpaces(body)
  removeEmpty(body)
  return body.innerHTML
}

/**
 * Even in a document that is never shown, the page's content security policy forbids styles and base addresses, and the
 * browser complains of each. Under other names they can be read.
 */
function withoutStyling(html: string): string {
  return html
    .replace(/<(\/?)(style|base)\b/gi, '<$1x-$2')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ` ${STYLE}`))
}

const GONE =
  'script, style, x-style, iframe, object, embed, noscript, template, svg, math, head, title, meta, link, img, picture, video, audio, canvas, form > *:not(p, div, ul, ol), input, select, textarea, button, a.msocomanchor, .MsoCommentReference, .msocomtxt, [hidden]'

const KEPT = new Set(['P', 'H2', 'H3', 'UL', 'OL', 'LI', 'PRE', 'CODE', 'STRONG', 'EM', 'A', 'BR'])
const RENAMED: Readonly<Record<string, string>> = {
  H1: 'h2',
  H4: 'h3',
  H5: 'h3',
  H6: 'h3',
  B: 'strong',
  I: 'em',
  TT: 'code',
  KBD: 'code',
  SAMP: 'code',
}
/** Their words are lines of their own. */
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER HEADER HGROUP HR LEGEND MAIN NAV SECTION SUMMARY TABLE'.split(
    ' ',
  ),
)
const BLOCK_ELEMENTS = 'p, h1, h2, h3, h4, h5, h6, ul, ol, li, pre, div, table, blockquote, section, article'

function simplify(element: Element): void {
  const style = element.getAttribute(STYLE) ?? ''
  const name = element.classList.contains('MsoTitle') ? 'h2' : RENAMED[element.tagName]
  const marks = marksInStyle(style)
  const unmarked = (name === 'strong' && marks.bold === false) || (name === 'em' && marks.italic === false)
  // Headings are bold of themselves.
  const heading = /^H\d$/.test(element.tagName) || element.closest('h1, h2, h3, h4, h5, h6') !== null
  if (!holdsBlocks(element)) {
    if (marks.bold === true && !heading) wrapWords(element, 'strong')
    if (marks.italic === true) wrapWords(element, 'em')
  }
  if (unmarked || (holdsBlocks(element) && (name === 'strong' || name === 'em'))) unwrap(element)
  else if (name !== undefined) rename(element, name)
  else if (BLOCKS.has(element.tagName) && !holdsBlocks(element)) rename(element, 'p')
  else if (KEPT.has(element.tagName)) bare(element)
  else unwrap(element)
}

function holdsBlocks(element: Element): boolean {
  return element.querySelector(BLOCK_ELEMENTS) !== null
}

function wrapWords(element: Element, name: string): void {
  const around = element.ownerDocument.createElement(name)
  around.append(...element.childNodes)
  element.append(around)
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes)
}

/** Only where a link leads, where a list begins, and the editor's own note on what it copied stay. */
function bare(element: Element): void {
  const href = element.tagName === 'A' ? element.getAttribute('href')?.trim() : undefined
  if (element.tagName === 'A' && (href === undefined || !isLinkAddress(href))) return unwrap(element)
  const start = element.tagName === 'OL' ? element.getAttribute('start') : null
  const slice = element.getAttribute('data-pm-slice')
  for (const { name } of [...element.attributes]) element.removeAttribute(name)
  if (href !== undefined) element.setAttribute('href', href)
  if (start !== null && /^\d{1,9}$/.test(start)) element.setAttribute('start', start)
  if (slice !== null) element.setAttribute('data-pm-slice', slice)
}

/** A row of a table as one line, its cells apart. */
function rowAsLine(row: Element): void {
  const line = row.ownerDocument.createElement('p')
  for (const cell of row.querySelectorAll(':scope > td, :scope > th')) {
    for (const block of cell.querySelectorAll(BLOCK_ELEMENTS)) {
      block.append(' ')
      unwrap(block)
    }
    if (cell.textContent.trim() === '') continue
    if (line.textContent !== '') line.append(' · ')
    line.append(...cell.childNodes)
  }
  row.replaceWith(line)
}

function removeComments(body: HTMLElement): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments: Node[] = []
  while (walker.nextNode() !== null) comments.push(walker.currentNode)
  for (const comment of comments) comment.parentNode?.removeChild(comment)
}

/** Word processors hold lines together with spaces that do not break; on a page of another width they tear it. */
function quietSpaces(body: HTMLElement): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode() !== null) {
    const { currentNode } = walker
    currentNode.nodeValue = currentNode.nodeValue?.replaceAll('\u00A0', ' ') ?? ''
  }
}

/** Word processors space paragraphs with empty ones. */
function removeEmpty(body: HTMLElement): void {
  for (const element of [...body.querySelectorAll('p, h2, h3, li, ul, ol')].reverse())
    if (element.textContent.trim() === '') element.remove()
  if (holdsBlocks(body)) for (const end of body.querySelectorAll(':scope > br')) end.remove()
}
