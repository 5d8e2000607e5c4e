/** Shows enough of an e-mail address to recognise one's own: "l.r•••@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, Math.min(3, Math.max(1, at - 1)))}•••${email.slice(at)}`
}
