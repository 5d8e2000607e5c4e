import { z } from 'zod'

/**
 * Tiny Markdown: paragraphs, headings (## and ###), lists, links, emphasis, code. Whatever else stands in it is shown as
 * the text it is, so that nothing a writer types can become markup of the page.
 */
export const richTextSchema = (max: number) => z.string().trim().min(1).max(max)
