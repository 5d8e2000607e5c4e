/** How two spellings of one address are recognised: compatibility form, lower case. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}
