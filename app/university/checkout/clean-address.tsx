/** Takes a broken link's values out of the address bar, so that an SMID does not stay there to be copied. */
export function CleanAddress({ nonce }: { readonly nonce: string }) {
  return (
    <script
      nonce={nonce}
      dangerouslySetInnerHTML={{ __html: "history.replaceState(null,'',location.pathname)" }}
      suppressHydrationWarning
    />
  )
}
