/** "42 of 600", as every field's; said aloud only when the text becomes too long or fits again. */
export function RichTextCount({
  id,
  text,
  max,
}: {
  readonly id: string
  readonly text: string
  readonly max: number
}) {
  const { length } = text.trim()
  const over = length > max
  return (
    <>
      <p id={id} className="edit-draft-count" data-over={over}>
        {length} of {max}
        <span className="visually-hidden"> characters</span>
        {over && ', too long'}
      </p>
      <span role="status" className="visually-hidden">
        {over ? `Too long: ${max} characters fit` : ''}
      </span>
    </>
  )
}
