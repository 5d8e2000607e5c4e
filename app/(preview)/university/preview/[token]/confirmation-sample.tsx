/** The text as a buyer meets it before paying, with a box that does nothing. */
export function ConfirmationSample({ text }: { readonly text: string }) {
  return (
    <div className="notice-page">
      <h1>Before payment</h1>
      <p>
        Buyers read this under their billing country and tick the box. Everything around it is left out here.
      </p>
      <label className="confirmation mt-8 max-w-[40em]">
        <input type="checkbox" />
        <span>{text}</span>
      </label>
    </div>
  )
}
