/** How something stands, as a colour beside the word that says it. */
export type Tone = 'done' | 'waiting' | 'failed' | 'quiet'
export type Mark = { readonly tone: Tone; readonly word: string }

/** A turned square with a word: the colour never stands alone. */
export function StateMark({ tone, word }: Mark) {
  return (
    <span className="state-mark" data-tone={tone}>
      {word}
    </span>
  )
}
