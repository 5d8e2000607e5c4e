'use client'

import { useEffect, useRef, useState } from 'react'

const SCREENS = [
  { screen: 'desktop', label: 'Desktop', width: 1280 },
  { screen: 'phone', label: 'Phone', width: 390 },
] as const
type Screen = (typeof SCREENS)[number]['screen']

/** The page in a frame as wide as the screen it is looked at on, made smaller to fit; and its link, for others. */
export function PreviewFrames(props: {
  readonly address: string
  /** The same with the site's own address before it. */
  readonly link: string
  /** When the link ends, in words. */
  readonly until: string
  readonly card: string | undefined
}) {
  const [screen, setScreen] = useState<Screen>('desktop')
  const stage = useRef<HTMLDivElement>(null)
  useFitted(stage, screen)
  return (
    <>
      <div className="edit-preview-tools">
        <div role="group" aria-label="Screen" className="edit-screens">
          {SCREENS.map(({ screen: each, label, width }) => (
            <button key={each} type="button" aria-pressed={screen === each} onClick={() => setScreen(each)}>
              {label} <span className="mono">{width}</span>
            </button>
          ))}
        </div>
        <a className="desk-button" href={props.address} target="_blank" rel="noreferrer">
          Open in a new tab
        </a>
      </div>
      <div ref={stage} className="edit-stage" data-screen={screen}>
        <iframe
          title={`Preview on a ${screen === 'phone' ? 'phone’s' : 'desktop’s'} screen`}
          src={props.address}
          sandbox="allow-same-origin allow-scripts allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="same-origin"
        />
      </div>
      <CopyLink link={props.link} until={props.until} />
      {props.card !== undefined && (
        <section>
          <h2>When its address is shared</h2>
          {/* Made for this revision at this moment: nothing an optimiser should keep. */}
          <picture>
            <img
              src={props.card}
              alt="The picture that messengers and social networks show, with the title and the line under it"
              width={1200}
              height={630}
              className="edit-card"
            />
          </picture>
        </section>
      )}
    </>
  )
}

/** Scales the frame to its place. By a custom property set from here: the page's policy allows no style attributes. */
function useFitted(stage: React.RefObject<HTMLDivElement | null>, screen: Screen): void {
  useEffect(() => {
    const element = stage.current
    if (element === null) return
    const width = SCREENS.find((each) => each.screen === screen)?.width ?? 1280
    const fit = () => element.style.setProperty('--scale', String(Math.min(1, element.clientWidth / width)))
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [stage, screen])
}

function CopyLink({ link, until }: { readonly link: string; readonly until: string }) {
  const [said, say] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      say(`Copied. It works until ${until}.`)
    } catch {
      field.current?.select()
      say('Your browser did not allow that. The link is selected: copy it with the keyboard.')
    }
  }
  return (
    <section>
      <h2>Show it to somebody</h2>
      <p>
        Whoever has this link sees this one revision, without signing in, until {until}. It shows nothing
        else, and search engines do not keep it.
      </p>
      <div className="edit-copy">
        <label className="visually-hidden" htmlFor="preview-link">
          Preview link
        </label>
        <input ref={field} id="preview-link" type="text" readOnly value={link} />
        <button type="button" className="desk-button" onClick={() => void copy()}>
          Copy link
        </button>
      </div>
      <p role="status" className="fine">
        {said}
      </p>
    </section>
  )
}
