/** The body's text exactly as sent; undefined when it is longer than `maxBytes`: what is beyond is not fetched. */
export async function boundedText(
  { body }: Pick<Body, 'body'>,
  maxBytes: number,
): Promise<string | undefined> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
