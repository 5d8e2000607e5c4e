type Props = {
  readonly purchase: { readonly purchaseId: string; readonly title: string; readonly reference: string }
}

/** Which purchase, and the way to what Salesforce has of it. */
export function PurchaseLink({ purchase: { purchaseId, title, reference } }: Props) {
  return (
    <a href={`/staff/support/purchases/${purchaseId}#salesforce`}>
      <strong>{title}</strong> <span className="mono">{reference}</span>
    </a>
  )
}
