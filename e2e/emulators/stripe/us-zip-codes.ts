/** The states and the first three digits of their ZIP codes, from-to (pe.usps.com, "L002 3-Digit ZIP Code Prefix Matrix"). */
const PREFIXES = `AL 350-369 AK 995-999 AZ 850-865 AR 716-729 CA 900-961 CO 800-816 CT 060-069 DE 197-199 DC 200-200
  DC 202-205 FL 320-339 FL 341-349 GA 300-319 GA 398-399 HI 967-968 ID 832-838 IL 600-629 IN 460-479 IA 500-528
  KS 660-679 KY 400-427 LA 700-714 ME 039-049 MD 206-219 MA 010-027 MA 055-055 MI 480-499 MN 550-567 MS 386-397
  MO 630-658 MT 590-599 NE 680-693 NV 889-898 NH 030-038 NJ 070-089 NM 870-884 NY 005-005 NY 100-149 NC 270-289
  ND 580-588 OH 430-459 OK 730-731 OK 734-749 OR 970-979 PA 150-196 RI 028-029 SC 290-299 SD 570-577 TN 370-385
  TX 733-733 TX 750-799 TX 885-885 UT 840-847 VT 050-054 VT 056-059 VA 201-201 VA 220-246 WA 980-994 WV 247-268
  WI 530-549 WY 820-831`

const RANGES = [...PREFIXES.matchAll(/([A-Z]{2}) (\d{3})-(\d{3})/g)].map(([, state = '', from, to]) => ({
  state,
  from: Number(from),
  to: Number(to),
}))

const STATES = new Set(RANGES.map(({ state }) => state))

/** Whether these two letters are one of the fifty states or the District of Columbia. */
export function isState(letters: string): boolean {
  return STATES.has(letters)
}

/**
 * The state an address is in, by its ZIP code first (people mistype the state), else by its letters. Undefined for a ZIP
 * code that no state has, and where neither is given.
 */
export function stateOf(postalCode: string | null, state: string | null): string | undefined {
  const zip = /^\d{5}/.exec(postalCode ?? '')?.[0]
  if (zip !== undefined) {
    const prefix = Number(zip.slice(0, 3))
    return RANGES.find(({ from, to }) => prefix >= from && prefix <= to)?.state
  }
  const letters = state?.trim().toUpperCase()
  return letters !== undefined && isState(letters) ? letters : undefined
}
